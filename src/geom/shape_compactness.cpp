#include "geom/shape_compactness.h"

#include <cmath>
#include <numbers>
#include <utility>
#include <vector>

#include "base/plane_length.h"
#include "base/random.h"
#include "geom/planar_area.h"

namespace zonewright::geom {
namespace {

bool holds(const Circle& circle, Point p) {
    return distance(circle.centre, p) <= circle.radius_m * (1 + 1e-12) + 1e-9;
}

Circle across(Point a, Point b) {
    return {{(a.x + b.x) / 2, (a.y + b.y) / 2}, distance(a, b) / 2};
}

Circle through(Point a, Point b, Point c) {
    const double bx = b.x - a.x, by = b.y - a.y, cx = c.x - a.x, cy = c.y - a.y;
    const double d = 2 * (bx * cy - by * cx);
    if (d == 0) {
        Circle widest = across(a, b);
        for (const Circle& other : {across(a, c), across(b, c)})
            if (other.radius_m > widest.radius_m) widest = other;
        return widest;
    }
    const double b2 = bx * bx + by * by, c2 = cx * cx + cy * cy;
    const Point offset{(cy * b2 - by * c2) / d, (bx * c2 - cx * b2) / d};
    return {{a.x + offset.x, a.y + offset.y}, plane_length(offset.x, offset.y)};
}

}  // namespace

double polsby_popper(const MultiPolygon& polygons) {
    const double around = perimeter(polygons);
    return around > 0 ? 4 * std::numbers::pi * planar_area(polygons) / (around * around) : 0;
}

Circle smallest_enclosing_circle(const MultiPolygon& polygons) {
    std::vector<Point> points;
    for (const Polygon& polygon : polygons.parts)
        if (!polygon.rings.empty())
            points.insert(points.end(), polygon.rings[0].begin(), polygon.rings[0].end());
    if (points.empty()) return {};
    Random random(points.size());
    for (std::size_t i = points.size() - 1; i > 0; --i) std::swap(points[i], points[random.below(i + 1)]);
    Circle circle{points[0], 0};
    for (std::size_t i = 1; i < points.size(); ++i) {
        if (holds(circle, points[i])) continue;
        circle = {points[i], 0};
        for (std::size_t j = 0; j < i; ++j) {
            if (holds(circle, points[j])) continue;
            circle = across(points[i], points[j]);
            for (std::size_t k = 0; k < j; ++k)
                if (!holds(circle, points[k])) circle = through(points[i], points[j], points[k]);
        }
    }
    return circle;
}

double reock(const MultiPolygon& polygons) {
    const double radius = smallest_enclosing_circle(polygons).radius_m;
    return radius > 0 ? planar_area(polygons) / (std::numbers::pi * radius * radius) : 0;
}

std::size_t hole_count(const MultiPolygon& polygons) {
    std::size_t holes = 0;
    for (const Polygon& polygon : polygons.parts)
        holes += polygon.rings.empty() ? 0 : polygon.rings.size() - 1;
    return holes;
}

}  // namespace zonewright::geom
