#include "geom/minimum_width.h"

#include <algorithm>
#include <cmath>
#include <limits>
#include <numbers>
#include <queue>
#include <vector>

#include "geom/planar_area.h"

namespace zonewright::geom {
namespace {

/// Distance to the boundary, negative outside. O(edges).
double depth(Point p, const MultiPolygon& polygons) {
    double nearest = std::numeric_limits<double>::infinity();
    bool inside = false;
    for (const Polygon& polygon : polygons.parts)
        for (const Ring& ring : polygon.rings)
            for (std::size_t i = 0; i + 1 < ring.size(); ++i) {
                const Point a = ring[i], b = ring[i + 1];
                if ((a.y > p.y) != (b.y > p.y) && p.x < (b.x - a.x) * (p.y - a.y) / (b.y - a.y) + a.x)
                    inside = !inside;
                nearest = std::min(nearest, distance(p, a, b));
            }
    return inside ? nearest : -nearest;
}

struct Cell {
    Point centre;
    double half, depth;
    double best_inside() const { return depth + half * std::numbers::sqrt2; }
    bool operator<(const Cell& other) const {
        if (best_inside() != other.best_inside()) return best_inside() < other.best_inside();
        return centre.x != other.centre.x ? centre.x > other.centre.x : centre.y > other.centre.y;
    }
};

/// Where squares begin that cover a side of the box.
std::vector<double> square_starts(double from, double beyond, double side) {
    std::vector<double> starts;
    while (from < beyond) {
        starts.push_back(from);
        from += side;
    }
    return starts;
}

/// Best first over a quadtree of centres; ends within `tolerance_m`, or once the radius is known to reach or
/// to miss `wanted_m`.
InscribedCircle search_circle(const MultiPolygon& polygons, double tolerance_m, double wanted_m) {
    const Box box = bounds(polygons);
    if (box.empty() || box.width() <= 0 || box.height() <= 0) return {};
    std::priority_queue<Cell> queue;
    const auto add = [&](Point centre, double half) { queue.push({centre, half, depth(centre, polygons)}); };
    const double side = std::min(box.width(), box.height());
    for (const double x : square_starts(box.min_x, box.max_x, side))
        for (const double y : square_starts(box.min_y, box.max_y, side)) add({x + side / 2, y + side / 2}, side / 2);
    InscribedCircle best{centroid(polygons), std::max(0.0, depth(centroid(polygons), polygons))};
    while (!queue.empty() && best.radius_m < wanted_m) {
        const Cell cell = queue.top();
        queue.pop();
        if (cell.depth > best.radius_m) best = {cell.centre, cell.depth};
        if (cell.best_inside() - best.radius_m <= tolerance_m) break;
        if (std::isfinite(wanted_m) && cell.best_inside() < wanted_m) break;
        const double half = cell.half / 2;
        for (const double dx : {-half, half})
            for (const double dy : {-half, half}) add({cell.centre.x + dx, cell.centre.y + dy}, half);
    }
    return best;
}

}  // namespace

InscribedCircle largest_inscribed_circle(const MultiPolygon& polygons, double tolerance_m) {
    return search_circle(polygons, tolerance_m, std::numeric_limits<double>::infinity());
}

bool has_width(const MultiPolygon& polygons, double width_m) {
    constexpr double tolerance_m = 0.025;
    return search_circle(polygons, tolerance_m, width_m / 2).radius_m >= width_m / 2 - tolerance_m;
}

}  // namespace zonewright::geom
