#include "geom/clean_corners.h"

#include <cmath>

#include "geom/planar_area.h"

namespace zonewright::geom {
namespace {

double to_step(double value, double step_m) {
    // Steps a metre are whole numbers; dividing by them keeps 0.001 exact where multiplying would not.
    const double steps = std::round(1 / step_m);
    return std::round(value * steps) / steps;
}

Ring rounded_ring(const Ring& ring, double step_m) {
    Ring rounded;
    rounded.reserve(ring.size());
    for (const Point& corner : ring)
        rounded.push_back({to_step(corner.x, step_m), to_step(corner.y, step_m)});
    return rounded;
}

Ring without_short_edges(const Ring& ring, double least_edge_m) {
    Ring kept;
    for (std::size_t i = 0; i + 1 < ring.size(); ++i)
        if (kept.empty() || distance(kept.back(), ring[i]) >= least_edge_m) kept.push_back(ring[i]);
    while (kept.size() > 1 && distance(kept.back(), kept.front()) < least_edge_m) kept.pop_back();
    if (!kept.empty()) kept.push_back(kept.front());
    return kept;
}

}  // namespace

CleanedCorners clean_corners(const MultiPolygon& polygons, double step_m, double least_edge_m) {
    CleanedCorners cleaned{polygons, 0};
    for (Polygon& part : cleaned.polygons.parts)
        for (Ring& ring : part.rings) {
            const Ring rounded = rounded_ring(ring, step_m);
            const Ring kept = without_short_edges(rounded, least_edge_m);
            constexpr std::size_t fewest = 4;  // three corners and the first again
            const bool enough = kept.size() >= fewest;
            if (enough) cleaned.dropped += rounded.size() - kept.size();
            ring = enough ? kept : rounded;
        }
    return cleaned;
}

}  // namespace zonewright::geom
