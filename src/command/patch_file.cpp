#include "command/patch_file.h"

#include <fmt/format.h>

#include <algorithm>
#include <nlohmann/json.hpp>

#include "geom/planar_area.h"
#include "io/geopackage.h"

namespace zonewright::command {
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

void write_patches(Session& session, const study::Results& results, model::ClusterId cluster,
                   const suitability::PatchWish& wish, const std::filesystem::path& target) {
    const auto& surface = results.suitability.clusters.at(cluster.index()).tiles;
    std::vector<geom::MultiPolygon> patches;
    if (!surface.empty()) patches = suitability::candidate_patches(surface, wish, session.progress());
    std::stable_sort(patches.begin(), patches.end(), [](const auto& a, const auto& b) {
        return geom::planar_area(a) > geom::planar_area(b);
    });
    model::FeatureTable table = patch_table(results.definition.epsg);
    double total_m2 = 0;
    for (const geom::MultiPolygon& patch : patches) {
        const double area_m2 = results.area.of(patch).m2();
        total_m2 += area_m2;
        const auto number = static_cast<std::int64_t>(table.features.size()) + 1;
        table.features.push_back(
            {number,
             patch,
             {number, results.catalogue.plan.cluster(cluster).id, area_m2, geom::planar_area(patch)}});
    }
    const io::GeoPackageLayer layers[] = {{&table, ""}};
    io::write_geopackage(target, layers, {.language = language()}, session.progress());
    session.produced(target, {"得分不低于阈值的连片用地", "contiguous land of high score"});
    session.result()["patches"] = {{"count", patches.size()}, {"area_m2", total_m2}, {"from", wish.from}};
    session.print(
        say("连片用地 {} 处，共 {:.2f} 公顷", "{} patches, {:.2f} ha", patches.size(), total_m2 / 1e4));
}

}  // namespace zonewright::command
