#include "answer/difference_folder.h"

#include <map>
#include <string>

#include "base/atomic_file.h"
#include "base/units.h"
#include "catalog/layers_folder.h"
#include "catalog/style_catalog.h"
#include "io/vector_io.h"
#include "publish/publish.h"
#include "report/difference_map.h"

namespace zonewright::answer {
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

model::FeatureTable difference_table(const allocation::Comparison& comparison, const Outlines& outlines, const Text& note) {
    using model::FieldType;
    model::FeatureTable table{"allocation_difference",
                              both("用地配置的变动：{}", "changes of the allocation: {}", note),
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

}  // namespace

std::vector<Output> write_difference_folder(const fs::path& folder, const allocation::Comparison& comparison,
                                            const std::vector<fs::path>& packages, const model::Plan& plan,
                                            const Text& note, Language language, const Progress& progress) {
    const Outlines outlines = outlines_in(packages, progress);
    const model::FeatureTable table = difference_table(comparison, outlines, note);
    const fs::path layers = catalog::find_layers_folder();
    const model::StyleSheet styles = catalog::read_styles(catalog::styles_folder_of(layers), plan, layers);
    make_folder(folder);
    std::vector<Output> files{{folder / "difference.gpkg", {"配置的变动", "changes of the allocation"}}};
    publish::publish_geopackage(files[0].path, {&table, 1}, styles, language, "2000-01-01T00:00:00.000Z",
                                progress);
    const std::string map = report::difference_map(
        Text{"用地配置变动图", "Changes of the allocation"}.in(language), table, outlines.towns, styles, language, note.in(language));
    if (map.empty()) return files;
    files.push_back({folder / "difference.png", {"配置变动图", "map of the changes"}});
    write_file(files.back().path, map);
    return files;
}

}  // namespace zonewright::answer
