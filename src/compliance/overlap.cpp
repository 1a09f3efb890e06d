#include "compliance/overlap.h"

#include <algorithm>
#include <cmath>
#include <numbers>

#include "geom/planar_area.h"
#include "gis/overlay.h"

namespace zonewright::compliance {
namespace {

/// Every connected part is a piece of its own: two far slivers are not one wide piece.
void add_pieces(const geom::MultiPolygon& land, const LayerFeature& feature, const geom::StatutoryArea& area,
                Overlap& overlap) {
    for (const geom::Polygon& part : land.parts) {
        geom::MultiPolygon piece{{part}};
        const Area size = area.of(piece);
        if (size <= Area{}) continue;
        const double width = widest_m(piece);
        overlap.pieces.push_back({feature.name, feature.part, std::move(piece), size, width, false});
    }
}

/// The rounding of B and L in the statutory formula makes noise of this size between two outlines of the same land.
constexpr std::int64_t noise_cm2 = 500;

/// 0.01 m² each from the largest on, while the rest is no more than rounding of the pieces can make.
void close_pieces(Overlap& overlap) {
    constexpr std::int64_t unit = 100;  // cm² in 0.01 m²
    if (overlap.pieces.empty()) return;
    Area sum;
    for (const model::CheckPiece& piece : overlap.pieces) sum += piece.area;
    const std::int64_t rest = (overlap.area.cm2 - sum.cm2) / unit;
    const auto count = static_cast<std::int64_t>(overlap.pieces.size());
    if (std::abs(rest) > std::max(count, noise_cm2 / unit)) {
        overlap.counted_twice = sum - overlap.area;
        return;
    }
    for (std::int64_t i = 0; i < std::abs(rest); ++i)
        overlap.pieces[static_cast<std::size_t>(i % count)].area.cm2 += rest > 0 ? unit : -unit;
}

void finish(Overlap& overlap, Area whole, const geom::StatutoryArea& area) {
    overlap.area = area.of(overlap.land);
    // No part is larger than the whole, whatever the noise.
    if (!overlap.pieces.empty() && whole.cm2 - overlap.area.cm2 <= noise_cm2) overlap.area = whole;
    std::stable_sort(overlap.pieces.begin(), overlap.pieces.end(),
                     [](const auto& a, const auto& b) { return a.area > b.area; });
    std::stable_sort(overlap.nearby.begin(), overlap.nearby.end(),
                     [](const auto& a, const auto& b) { return a.distance_m < b.distance_m; });
    close_pieces(overlap);
}

}  // namespace

Overlap overlap_with(const geom::MultiPolygon& outline, Area whole, const std::vector<LayerFeature>& features,
                     double nearby_m, const geom::StatutoryArea& area) {
    Overlap overlap;
    std::vector<geom::MultiPolygon> lands;
    const gis::PreparedPolygons prepared(outline);
    for (const LayerFeature& feature : features) {
        if (!prepared.intersects(*feature.polygons)) {
            if (nearby_m <= 0) continue;
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
    finish(overlap, whole, area);
    return overlap;
}

Overlap overlap_outside(const geom::MultiPolygon& outline, Area whole,
                        const std::vector<LayerFeature>& features, const geom::StatutoryArea& area) {
    std::vector<geom::MultiPolygon> inside;
    const gis::PreparedPolygons prepared(outline);
    for (const LayerFeature& feature : features)
        if (prepared.intersects(*feature.polygons)) inside.push_back(*feature.polygons);
    Overlap overlap;
    overlap.land = inside.empty() ? outline : gis::difference(outline, gis::union_of(inside));
    add_pieces(overlap.land, LayerFeature{}, area, overlap);
    overlap.touches = !overlap.pieces.empty();
    finish(overlap, whole, area);
    return overlap;
}

double widest_m(const geom::MultiPolygon& polygons) {
    const geom::Box box = geom::bounds(polygons);
    if (box.empty()) return 0;
    // No circle inside is wider than the box, nor larger than the land.
    const double of_area = std::sqrt(std::abs(geom::planar_area(polygons)) / std::numbers::pi);
    double fits = 0, too_wide = std::min(std::min(box.width(), box.height()) / 2, of_area) + 0.01;
    while (too_wide - fits > 0.005) {
        const double radius = (fits + too_wide) / 2;
        (gis::buffer(polygons, -radius).empty() ? too_wide : fits) = radius;
    }
    return 2 * fits;
}

}  // namespace zonewright::compliance
