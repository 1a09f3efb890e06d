#include "compliance/overlap.h"

#include <algorithm>
#include <cmath>

#include "geom/spatial_index.h"
#include "gis/overlay.h"

namespace zonewright::compliance {
namespace {

std::vector<std::uint32_t> candidates(const geom::MultiPolygon& outline,
                                      const std::vector<LayerFeature>& features, double margin_m) {
    std::vector<geom::Box> boxes;
    for (const LayerFeature& feature : features) boxes.push_back(geom::bounds(*feature.polygons));
    return geom::SpatialIndex(boxes).query(geom::bounds(outline).grown(margin_m));
}

void sort_pieces(std::vector<model::CheckPiece>& pieces) {
    std::stable_sort(pieces.begin(), pieces.end(),
                     [](const auto& a, const auto& b) { return a.area > b.area; });
}

/// Every connected part is a piece of its own: two far slivers are not one wide piece.
void add_pieces(const geom::MultiPolygon& land, const LayerFeature& feature, const geom::StatutoryArea& area,
                Overlap& overlap) {
    for (const geom::Polygon& part : land.parts) {
        geom::MultiPolygon piece{{part}};
        const Area size = area.of(piece);
        const double width = widest_m(piece);
        overlap.pieces.push_back({feature.name, feature.part, std::move(piece), size, width, false});
    }
}

}  // namespace

Overlap overlap_with(const geom::MultiPolygon& outline, const std::vector<LayerFeature>& features,
                     double nearby_m, const geom::StatutoryArea& area) {
    Overlap overlap;
    std::vector<geom::MultiPolygon> lands;
    const gis::PreparedPolygons prepared(outline);
    for (std::uint32_t id : candidates(outline, features, nearby_m)) {
        const LayerFeature& feature = features[id];
        if (!prepared.intersects(*feature.polygons)) {
            const double distance = gis::distance(outline, *feature.polygons);
            if (distance <= nearby_m) overlap.nearby.push_back({feature.name, distance});
            continue;
        }
        overlap.touches = true;
        geom::MultiPolygon land = gis::intersection(outline, *feature.polygons);
        if (land.empty()) continue;
        add_pieces(land, feature, area, overlap);
        lands.push_back(std::move(land));
    }
    if (!lands.empty()) overlap.land = gis::union_of(lands);
    sort_pieces(overlap.pieces);
    std::stable_sort(overlap.nearby.begin(), overlap.nearby.end(),
                     [](const auto& a, const auto& b) { return a.distance_m < b.distance_m; });
    return overlap;
}

Overlap overlap_outside(const geom::MultiPolygon& outline, const std::vector<LayerFeature>& features,
                        const geom::StatutoryArea& area) {
    std::vector<geom::MultiPolygon> inside;
    for (std::uint32_t id : candidates(outline, features, 0)) inside.push_back(*features[id].polygons);
    Overlap overlap;
    overlap.land = inside.empty() ? outline : gis::difference(outline, gis::union_of(inside));
    overlap.touches = !overlap.land.empty();
    add_pieces(overlap.land, LayerFeature{}, area, overlap);
    sort_pieces(overlap.pieces);
    return overlap;
}

double widest_m(const geom::MultiPolygon& polygons) {
    const geom::Box box = geom::bounds(polygons);
    if (box.empty()) return 0;
    double fits = 0, too_wide = std::min(box.width(), box.height()) / 2 + 0.01;
    while (too_wide - fits > 0.005) {
        const double radius = (fits + too_wide) / 2;
        (gis::buffer(polygons, -radius).empty() ? too_wide : fits) = radius;
    }
    return 2 * fits;
}

}  // namespace zonewright::compliance
