#include "geom/planar_area.h"

#include <algorithm>
#include <cmath>

#include "base/plane_length.h"

namespace zonewright::geom {

double signed_ring_area(std::span<const Point> ring) {
    if (ring.size() < 3) return 0;
    double twice = 0;
    const Point origin = ring[0];
    for (std::size_t i = 0; i + 1 < ring.size(); ++i)
        twice += (ring[i].x - origin.x) * (ring[i + 1].y - origin.y) -
                 (ring[i + 1].x - origin.x) * (ring[i].y - origin.y);
    return twice / 2;
}

double planar_area(const Polygon& polygon) {
    double area = 0;
    for (std::size_t i = 0; i < polygon.rings.size(); ++i) {
        const double ring = std::fabs(signed_ring_area(polygon.rings[i]));
        area += i == 0 ? ring : -ring;
    }
    return area;
}

double planar_area(const MultiPolygon& polygons) {
    double area = 0;
    for (const Polygon& part : polygons.parts) area += planar_area(part);
    return area;
}

double perimeter(const MultiPolygon& polygons) {
    double sum = 0;
    for (const Polygon& part : polygons.parts)
        for (const Ring& ring : part.rings)
            for (std::size_t i = 0; i + 1 < ring.size(); ++i) sum += distance(ring[i], ring[i + 1]);
    return sum;
}

double length(const MultiLineString& lines) {
    double sum = 0;
    for (const LineString& line : lines.lines)
        for (std::size_t i = 0; i + 1 < line.size(); ++i) sum += distance(line[i], line[i + 1]);
    return sum;
}

Point centroid(const MultiPolygon& polygons) {
    const Box box = bounds(polygons);
    const Point origin{(box.min_x + box.max_x) / 2, (box.min_y + box.max_y) / 2};
    double area = 0, x = 0, y = 0;
    for (const Polygon& part : polygons.parts)
        for (std::size_t r = 0; r < part.rings.size(); ++r) {
            const Ring& ring = part.rings[r];
            // Shells count positive and holes negative, whatever their stored orientation.
            const double sign = (signed_ring_area(ring) > 0) == (r == 0) ? 1 : -1;
            for (std::size_t i = 0; i + 1 < ring.size(); ++i) {
                const Point a{ring[i].x - origin.x, ring[i].y - origin.y};
                const Point b{ring[i + 1].x - origin.x, ring[i + 1].y - origin.y};
                const double cross = sign * (a.x * b.y - b.x * a.y);
                area += cross;
                x += cross * (a.x + b.x);
                y += cross * (a.y + b.y);
            }
        }
    if (area != 0) return {origin.x + x / (3 * area), origin.y + y / (3 * area)};
    return origin;
}

double distance(Point a, Point b) {
    return plane_length(a.x - b.x, a.y - b.y);
}

double distance(Point p, Point a, Point b) {
    const double dx = b.x - a.x, dy = b.y - a.y, squared = dx * dx + dy * dy;
    if (squared == 0) return distance(p, a);
    const double t = std::clamp(((p.x - a.x) * dx + (p.y - a.y) * dy) / squared, 0.0, 1.0);
    return distance(p, {a.x + t * dx, a.y + t * dy});
}

Position locate(Point p, const Polygon& polygon) {
    bool inside = false;
    for (const Ring& ring : polygon.rings)
        for (std::size_t i = 0; i + 1 < ring.size(); ++i) {
            const Point a = ring[i], b = ring[i + 1];
            const double side = (b.x - a.x) * (p.y - a.y) - (p.x - a.x) * (b.y - a.y);
            if (side == 0 && p.x >= std::min(a.x, b.x) && p.x <= std::max(a.x, b.x) &&
                p.y >= std::min(a.y, b.y) && p.y <= std::max(a.y, b.y))
                return Position::OnBoundary;
            if ((a.y > p.y) != (b.y > p.y) && (side > 0) == (b.y > a.y)) inside = !inside;
        }
    return inside ? Position::Inside : Position::Outside;
}

Position locate(Point p, const MultiPolygon& polygons) {
    for (const Polygon& part : polygons.parts) {
        const Position position = locate(p, part);
        if (position != Position::Outside) return position;
    }
    return Position::Outside;
}

}  // namespace zonewright::geom
