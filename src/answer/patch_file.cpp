#include "answer/patch_file.h"

#include <algorithm>
#include <array>

#include "geom/planar_area.h"
#include "io/geopackage.h"
#include "suitability/candidate_patches.h"

namespace zonewright::answer {
namespace {

model::FeatureTable patch_table(int epsg) {
    return {"patch",
            {"连片用地", "contiguous land"},
            model::GeometryKind::Polygon,
            epsg,
            {{"id", model::FieldType::Integer, {"序号", "number"}, ""},
             {"cluster_id", model::FieldType::Text, {"产业集群", "cluster"}, ""},
             {"area_m2", model::FieldType::Real, {"椭球面积", "statutory area"}, "m2"},
             {"planar_m2", model::FieldType::Real, {"平面面积", "planar area"}, "m2"}},
            {}};
}

}  // namespace

PatchFigures write_patches(const std::filesystem::path& target, const study::Study& study,
                           model::ClusterId cluster, double from, double minimum_m2, Language language,
                           const Progress& progress) {
    const auto& surface = study.suitability().clusters.at(cluster.index()).tiles;
    std::vector<geom::MultiPolygon> patches;
    if (!surface.empty())
        patches = suitability::candidate_patches(
            surface, {.from = static_cast<float>(from), .minimum_m2 = minimum_m2}, progress.part(0, 0.9));
    std::stable_sort(patches.begin(), patches.end(), [](const auto& a, const auto& b) {
        return geom::planar_area(a) > geom::planar_area(b);
    });
    model::FeatureTable table = patch_table(study.definition().epsg);
    PatchFigures figures{.count = patches.size(), .from = from};
    for (const geom::MultiPolygon& patch : patches) {
        const double area_m2 = study.area().of(patch).m2();
        figures.area_m2 += area_m2;
        const auto number = static_cast<std::int64_t>(table.features.size()) + 1;
        table.features.push_back(
            {number, patch, {number, study.plan().cluster(cluster).id, area_m2, geom::planar_area(patch)}});
    }
    const std::array layers{io::GeoPackageLayer{&table, ""}};
    io::write_geopackage(target, layers, {.language = language}, progress.part(0.9, 1));
    return figures;
}

}  // namespace zonewright::answer
