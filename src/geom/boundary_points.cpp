#include "geom/boundary_points.h"

#include <algorithm>

#include "geom/planar_area.h"

namespace zonewright::geom {
namespace {

/// Returns the number of the next ring's first point.
std::size_t add_ring(const Ring& ring, std::size_t ring_number, std::size_t first, std::vector<BoundaryPoint>& points) {
    if (ring.size() < 2) return first;
    std::size_t number = first;
    for (std::size_t i = 0; i + 1 < ring.size(); ++i)
        points.push_back({number++, ring_number, ring[i], distance(ring[i], ring[i + 1]), false});
    points.push_back({first, ring_number, ring.front(), 0, true});
    return number;
}

}  // namespace

Ring in_survey_order(Ring ring, bool clockwise) {
    if (ring.size() < 4) return ring;
    if ((signed_ring_area(ring) < 0) != clockwise) std::reverse(ring.begin(), ring.end());
    ring.pop_back();
    // Of two that lie as far north-west the more northern one, wherever the ring began.
    const auto north_west = std::max_element(ring.begin(), ring.end(), [](Point a, Point b) {
        return a.y - a.x != b.y - b.x ? a.y - a.x < b.y - b.x : a.y < b.y;
    });
    std::rotate(ring.begin(), north_west, ring.end());
    ring.push_back(ring.front());
    return ring;
}

MultiPolygon in_survey_order(MultiPolygon polygons) {
    for (Polygon& part : polygons.parts)
        for (std::size_t r = 0; r < part.rings.size(); ++r)
            part.rings[r] = in_survey_order(std::move(part.rings[r]), r == 0);
    return polygons;
}

std::vector<BoundaryPoint> boundary_points(const MultiPolygon& polygons) {
    std::vector<BoundaryPoint> points;
    std::size_t ring_number = 0, next = 1;
    const MultiPolygon ordered = in_survey_order(polygons);
    for (const Polygon& part : ordered.parts)
        for (const Ring& ring : part.rings) next = add_ring(ring, ++ring_number, next, points);
    return points;
}

}  // namespace zonewright::geom
