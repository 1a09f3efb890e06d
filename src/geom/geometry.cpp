#include "geom/geometry.h"

#include <algorithm>

namespace zonewright::geom {

void Box::include(Point p) {
    min_x = std::min(min_x, p.x);
    min_y = std::min(min_y, p.y);
    max_x = std::max(max_x, p.x);
    max_y = std::max(max_y, p.y);
}

void Box::include(const Box& other) {
    min_x = std::min(min_x, other.min_x);
    min_y = std::min(min_y, other.min_y);
    max_x = std::max(max_x, other.max_x);
    max_y = std::max(max_y, other.max_y);
}

Box bounds(std::span<const Point> points) {
    Box box;
    for (const Point& p : points) box.include(p);
    return box;
}

Box bounds(const Polygon& polygon) {
    return polygon.rings.empty() ? Box{} : bounds(polygon.rings.front());
}

Box bounds(const MultiPolygon& polygons) {
    Box box;
    for (const Polygon& part : polygons.parts) box.include(bounds(part));
    return box;
}

Box bounds(const MultiLineString& lines) {
    Box box;
    for (const LineString& line : lines.lines) box.include(bounds(line));
    return box;
}

Box bounds(const Geometry& geometry) {
    struct Visitor {
        Box operator()(std::monostate) const { return {}; }
        Box operator()(const MultiPoint& points) const { return bounds(std::span(points.points)); }
        Box operator()(const MultiLineString& lines) const { return bounds(lines); }
        Box operator()(const MultiPolygon& polygons) const { return bounds(polygons); }
    };
    return std::visit(Visitor{}, geometry);
}

Polygon rectangle(const Box& box) {
    return {{{{box.min_x, box.min_y},
              {box.min_x, box.max_y},
              {box.max_x, box.max_y},
              {box.max_x, box.min_y},
              {box.min_x, box.min_y}}}};
}

}  // namespace zonewright::geom
