#include "geom/middle.h"

#include <algorithm>
#include <cmath>
#include <span>

namespace zonewright::geom {
namespace {

double ring_area(const Ring& ring) {
    double twice = 0;
    for (std::size_t i = 1; i < ring.size(); ++i)
        twice += (ring[i - 1].x - ring[0].x) * (ring[i].y - ring[0].y) -
                 (ring[i].x - ring[0].x) * (ring[i - 1].y - ring[0].y);
    return std::abs(twice) / 2;
}

std::optional<Point> middle_of_points(std::span<const Point> points) {
    const Box box = bounds(points);
    if (box.empty()) return std::nullopt;
    return Point{(box.min_x + box.max_x) / 2, (box.min_y + box.max_y) / 2};
}

/// The middle of the longest stretch inside the polygon at half its height: always inside, whatever the
/// shape.
std::optional<Point> middle_of_polygon(const Polygon& polygon) {
    const Box box = bounds(polygon);
    if (box.empty()) return std::nullopt;
    const double y = (box.min_y + box.max_y) / 2;
    std::vector<double> crossings;
    for (const Ring& ring : polygon.rings)
        for (std::size_t i = 1; i < ring.size(); ++i) {
            const Point a = ring[i - 1], b = ring[i];
            if ((a.y <= y) != (b.y <= y)) crossings.push_back(a.x + (y - a.y) / (b.y - a.y) * (b.x - a.x));
        }
    std::sort(crossings.begin(), crossings.end());
    std::optional<Point> middle;
    double longest = -1;
    for (std::size_t i = 0; i + 1 < crossings.size(); i += 2) {
        if (crossings[i + 1] - crossings[i] <= longest) continue;
        longest = crossings[i + 1] - crossings[i];
        middle = Point{(crossings[i] + crossings[i + 1]) / 2, y};
    }
    return middle ? middle : middle_of_points(polygon.rings.front());
}

}  // namespace

std::optional<Point> middle_of(const Geometry& geometry) {
    if (const auto* points = std::get_if<MultiPoint>(&geometry)) return middle_of_points(points->points);
    if (const auto* lines = std::get_if<MultiLineString>(&geometry)) {
        const auto longest =
            std::ranges::max_element(lines->lines, {}, [](const auto& line) { return line.size(); });
        if (longest == lines->lines.end() || longest->empty()) return std::nullopt;
        return (*longest)[longest->size() / 2];
    }
    const auto* polygons = std::get_if<MultiPolygon>(&geometry);
    if (polygons == nullptr || polygons->empty()) return std::nullopt;
    return middle_of_polygon(*std::ranges::max_element(polygons->parts, {}, [](const Polygon& part) {
        return part.rings.empty() ? 0.0 : ring_area(part.rings.front());
    }));
}

}  // namespace zonewright::geom
