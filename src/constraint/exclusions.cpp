#include "constraint/exclusions.h"

#include <algorithm>

#include "base/parallel.h"
#include "gis/overlay.h"

namespace zonewright::constraint {
namespace {

geom::MultiPolygon excluded_land(const model::ConstraintLayer& layer, const geom::MultiPolygon& city) {
    if (!layer.checked || layer.rule.kind == model::ConstraintKind::Fragment) return {};
    const geom::MultiPolygon land = gis::union_of(layer.polygons);
    return layer.rule.kind == model::ConstraintKind::Outside ? gis::difference(city, land)
                                                             : gis::intersection(city, land);
}

std::vector<Exclusion> pieces_of(std::size_t layer, const geom::MultiPolygon& land,
                                 const geom::StatutoryArea& area) {
    std::vector<Exclusion> pieces;
    for (const geom::Polygon& part : land.parts) pieces.push_back({layer, {{part}}, area.of(part)});
    std::stable_sort(pieces.begin(), pieces.end(),
                     [](const Exclusion& a, const Exclusion& b) { return a.area > b.area; });
    return pieces;
}

}  // namespace

std::vector<Exclusion> exclusions(const std::vector<model::ConstraintLayer>& layers,
                                  const geom::MultiPolygon& city, const geom::StatutoryArea& area,
                                  const Progress& progress) {
    std::vector<std::vector<Exclusion>> by_layer(layers.size());
    parallel_for(layers.size(), 1, progress,
                 [&](std::size_t k) { by_layer[k] = pieces_of(k, excluded_land(layers[k], city), area); });
    std::vector<Exclusion> rows;
    for (auto& pieces : by_layer)
        for (Exclusion& piece : pieces) rows.push_back(std::move(piece));
    return rows;
}

}  // namespace zonewright::constraint
