#include "command/difference_map.h"

#include <algorithm>
#include <map>

#include "base/atomic_file.h"
#include "base/units.h"
#include "catalog/layers_folder.h"
#include "catalog/style_catalog.h"
#include "io/map_renderer.h"
#include "io/vector_io.h"
#include "publish/publish.h"

namespace zonewright::command {
namespace {

namespace fs = std::filesystem;

struct Outlines {
    int epsg = 0;
    std::map<std::string, geom::Geometry> by_unit;
    model::FeatureTable towns;
};

Outlines outlines_in(const std::vector<fs::path>& packages, const Progress& progress) {
    Outlines outlines;
    for (const fs::path& package : packages) {
        if (!fs::exists(package)) continue;
        for (const char* layer : {"site", "parcel"}) {
            const model::FeatureTable table = io::read_layer({.path = package, .layer = layer}, progress);
            const std::size_t id = table.field("id");
            for (const model::Feature& feature : table.features)
                outlines.by_unit.emplace(model::text_of(feature.values[id]), feature.geometry);
        }
        outlines.towns = io::read_layer({.path = package, .layer = "town"}, progress);
        for (const io::LayerInfo& info : io::list_layers(package))
            if (info.name == "town") outlines.epsg = info.epsg;
    }
    return outlines;
}

model::FeatureTable difference_table(const allocation::Comparison& comparison, const Outlines& outlines) {
    using model::FieldType;
    model::FeatureTable table{"allocation_difference",
                              {"用地配置的变动", "changes of the allocation"},
                              model::GeometryKind::Polygon,
                              outlines.epsg,
                              {{"id", FieldType::Text, {"用地编号", "id"}, ""},
                               {"from_cluster", FieldType::Text, {"原配置", "from"}, ""},
                               {"to_cluster", FieldType::Text, {"现配置", "to"}, ""},
                               {"reason", FieldType::Text, {"原因", "reason"}, ""},
                               {"area_m2", FieldType::Real, {"变动面积（椭球）", "area changed"}, "m2"}},
                              {}};
    for (const allocation::ChangedUnit& change : comparison.changes) {
        const auto found = outlines.by_unit.find(change.name);
        table.features.push_back(
            {0,
             found == outlines.by_unit.end() ? geom::Geometry() : found->second,
             {change.name, change.from, change.to, to_string(change.reason), Area{change.area}.m2()}});
    }
    return table;
}

geom::Box box_of(const model::FeatureTable& table) {
    geom::Box box;
    for (const model::Feature& feature : table.features)
        if (const auto* land = std::get_if<geom::MultiPolygon>(&feature.geometry))
            box.include(geom::bounds(*land));
    return box.empty() ? box : box.grown(0.03 * std::max(box.width(), box.height()));
}

}  // namespace

std::vector<fs::path> write_difference(const fs::path& folder, const allocation::Comparison& comparison,
                                       const std::vector<fs::path>& packages, const Progress& progress) {
    const Outlines outlines = outlines_in(packages, progress);
    const model::FeatureTable table = difference_table(comparison, outlines);
    const model::StyleSheet styles =
        catalog::read_styles(catalog::find_layers_folder().parent_path() / "styles");
    make_folder(folder);
    publish::publish_geopackage(folder / "difference.gpkg", {&table, 1}, styles, language(),
                                "2000-01-01T00:00:00.000Z", progress);
    std::vector<fs::path> files{folder / "difference.gpkg"};
    const geom::Box box = box_of(outlines.towns.features.empty() ? table : outlines.towns);
    if (box.empty()) return files;
    io::MapRequest request{.box = box, .language = language(), .paper = {255, 255, 255, 255}};
    if (const model::LayerStyle* style = styles.find("town"))
        request.layers.push_back({.table = &outlines.towns, .style = style});
    if (const model::LayerStyle* style = styles.find("allocation_difference"))
        request.layers.push_back({.table = &table, .style = style});
    write_file(folder / "difference.png", io::draw_map(request).png);
    files.push_back(folder / "difference.png");
    return files;
}

}  // namespace zonewright::command
