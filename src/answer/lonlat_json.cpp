#include "answer/lonlat_json.h"

#include <algorithm>
#include <cmath>
#include <nlohmann/json.hpp>

namespace zonewright::answer {
namespace {

using GeoJson = nlohmann::ordered_json;

GeoJson position(geom::Point p) {
    const auto rounded = [](double degrees) { return std::round(degrees * 1e9) / 1e9; };
    return GeoJson::array({rounded(p.x), rounded(p.y)});
}

GeoJson positions(const std::vector<geom::Point>& points) {
    GeoJson list = GeoJson::array();
    for (const geom::Point& point : points) list.push_back(position(point));
    return list;
}

/// Twice the signed area; positive counter-clockwise.
double turn_of(const geom::Ring& ring) {
    double sum = 0;
    for (std::size_t i = 1; i < ring.size(); ++i)
        sum += (ring[i - 1].x - ring[0].x) * (ring[i].y - ring[0].y) - (ring[i].x - ring[0].x) * (ring[i - 1].y - ring[0].y);
    return sum;
}

GeoJson rings_of(const geom::Polygon& polygon) {
    GeoJson list = GeoJson::array();
    for (std::size_t i = 0; i < polygon.rings.size(); ++i) {
        geom::Ring ring = polygon.rings[i];
        if ((turn_of(ring) > 0) != (i == 0)) std::reverse(ring.begin(), ring.end());
        list.push_back(positions(ring));
    }
    return list;
}

struct ShapeWriter {
    GeoJson operator()(std::monostate) const { return nullptr; }
    GeoJson operator()(const geom::MultiPoint& shape) const {
        if (shape.points.size() == 1) return {{"type", "Point"}, {"coordinates", position(shape.points[0])}};
        return {{"type", "MultiPoint"}, {"coordinates", positions(shape.points)}};
    }
    GeoJson operator()(const geom::MultiLineString& shape) const {
        if (shape.lines.size() == 1) return {{"type", "LineString"}, {"coordinates", positions(shape.lines[0])}};
        GeoJson lines = GeoJson::array();
        for (const geom::LineString& line : shape.lines) lines.push_back(positions(line));
        return {{"type", "MultiLineString"}, {"coordinates", lines}};
    }
    GeoJson operator()(const geom::MultiPolygon& shape) const {
        if (shape.parts.size() == 1) return {{"type", "Polygon"}, {"coordinates", rings_of(shape.parts[0])}};
        GeoJson parts = GeoJson::array();
        for (const geom::Polygon& part : shape.parts) parts.push_back(rings_of(part));
        return {{"type", "MultiPolygon"}, {"coordinates", parts}};
    }
};

}  // namespace

GeoJson lonlat_json(const geom::Geometry& degrees) {
    return std::visit(ShapeWriter{}, degrees);
}

}  // namespace zonewright::answer
