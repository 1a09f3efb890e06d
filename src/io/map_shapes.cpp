#include "io/map_shapes.h"

#include <algorithm>
#include <cmath>
#include <numbers>

namespace zonewright::io {
namespace {

geom::Point turned(geom::Point p, double cosine, double sine) {
    return {p.x * cosine + p.y * sine, p.y * cosine - p.x * sine};
}

/// Corners on a circle, the first at `start_deg`.
geom::MultiPolygon regular(geom::Point centre, double radius, int corners, double start_deg) {
    geom::Ring ring;
    for (int i = 0; i <= corners; ++i) {
        const double angle = (start_deg - 360.0 * (i % corners) / corners) * std::numbers::pi / 180;
        ring.push_back({centre.x + radius * std::cos(angle), centre.y + radius * std::sin(angle)});
    }
    return {{{{ring}}}};
}

}  // namespace

geom::MultiLineString hatching(const geom::MultiPolygon& polygons, double spacing, double angle_deg) {
    const double cosine = std::cos(angle_deg * std::numbers::pi / 180),
                 sine = std::sin(angle_deg * std::numbers::pi / 180);
    geom::MultiLineString lines;
    for (const geom::Polygon& part : polygons.parts) {
        // In the turned plane the lines are level: y is a whole multiple of the spacing.
        std::vector<geom::Ring> rings = part.rings;
        geom::Box box;
        for (geom::Ring& ring : rings)
            for (geom::Point& p : ring) box.include(p = turned(p, cosine, sine));
        if (box.empty()) continue;
        const double first = std::ceil(box.min_y / spacing);
        for (int line = 0; (first + line) * spacing <= box.max_y; ++line) {
            const double y = (first + line) * spacing;
            std::vector<double> crossings;
            for (const geom::Ring& ring : rings)
                for (std::size_t i = 1; i < ring.size(); ++i)
                    if ((ring[i - 1].y <= y) != (ring[i].y <= y))
                        crossings.push_back(ring[i - 1].x + (y - ring[i - 1].y) /
                                                                (ring[i].y - ring[i - 1].y) *
                                                                (ring[i].x - ring[i - 1].x));
            std::sort(crossings.begin(), crossings.end());
            for (std::size_t i = 0; i + 1 < crossings.size(); i += 2)
                lines.lines.push_back(
                    {turned({crossings[i], y}, cosine, -sine), turned({crossings[i + 1], y}, cosine, -sine)});
        }
    }
    return lines;
}

geom::MultiPolygon marker_shape(model::MarkerShape shape, geom::Point centre, double diameter) {
    const double radius = diameter / 2;
    switch (shape) {
        case model::MarkerShape::Circle:
            return regular(centre, radius, 32, 0);
        case model::MarkerShape::Square:
            return regular(centre, radius, 4, 45);
        case model::MarkerShape::Diamond:
            return regular(centre, radius, 4, 90);
        case model::MarkerShape::Triangle:
            return regular(centre, radius, 3, 90);
        case model::MarkerShape::Cross:
            break;
    }
    const double arm = radius / 4;
    return {{geom::rectangle({centre.x - radius, centre.y - arm, centre.x + radius, centre.y + arm}),
             geom::rectangle({centre.x - arm, centre.y - radius, centre.x + arm, centre.y + radius})}};
}

namespace {

void thin_points(std::vector<geom::Point>& points, double step) {
    if (points.empty()) return;
    std::size_t kept = 1;
    for (std::size_t i = 1; i < points.size(); ++i) {
        const double x = points[i].x - points[kept - 1].x, y = points[i].y - points[kept - 1].y;
        if (x * x + y * y >= step * step || i + 1 == points.size()) points[kept++] = points[i];
    }
    points.resize(kept);
}

/// One side of the box: what lies beyond it is drawn onto it (Sutherland and Hodgman).
struct BoxSide {
    double geom::Point::*along;
    double limit;
    bool keeps_less;

    bool keeps(geom::Point p) const { return keeps_less ? p.*along <= limit : p.*along >= limit; }
    geom::Point crossing(geom::Point a, geom::Point b) const {
        const double share = (limit - a.*along) / (b.*along - a.*along);
        geom::Point at{a.x + share * (b.x - a.x), a.y + share * (b.y - a.y)};
        at.*along = limit;
        return at;
    }
};

void cut_ring(geom::Ring& ring, const BoxSide& side) {
    geom::Ring kept;
    for (std::size_t i = 1; i < ring.size(); ++i) {
        const geom::Point a = ring[i - 1], b = ring[i];
        if (side.keeps(a) != side.keeps(b)) kept.push_back(side.crossing(a, b));
        if (side.keeps(b)) kept.push_back(b);
    }
    if (!kept.empty()) kept.push_back(kept.front());
    ring = std::move(kept);
}

bool is_gone(const geom::LineString& points, std::size_t fewest, double step) {
    const geom::Box box = geom::bounds(points);
    return points.size() < fewest || (box.width() < step && box.height() < step);
}

void thin_parts(geom::MultiPolygon& shape, double step) {
    constexpr std::size_t fewest = 4;
    for (geom::Polygon& part : shape.parts) {
        for (geom::Ring& ring : part.rings) thin_points(ring, step);
        const bool has_shell = !part.rings.empty() && !is_gone(part.rings[0], fewest, step);
        if (!has_shell) part.rings.clear();
        else std::erase_if(part.rings, [&](const geom::Ring& ring) { return is_gone(ring, fewest, step); });
    }
    std::erase_if(shape.parts, [](const geom::Polygon& part) { return part.rings.empty(); });
}

}  // namespace

void cut(geom::Geometry& geometry, const geom::Box& box) {
    auto* polygons = std::get_if<geom::MultiPolygon>(&geometry);
    const geom::Box all = geom::bounds(geometry);
    if (polygons == nullptr || (box.contains({all.min_x, all.min_y}) && box.contains({all.max_x, all.max_y}))) return;
    using geom::Point;
    for (const BoxSide& side : {BoxSide{&Point::x, box.min_x, false}, BoxSide{&Point::x, box.max_x, true}, BoxSide{&Point::y, box.min_y, false},
                                BoxSide{&Point::y, box.max_y, true}})
        for (geom::Polygon& part : polygons->parts)
            for (geom::Ring& ring : part.rings) cut_ring(ring, side);
    thin_parts(*polygons, 0);
    if (polygons->parts.empty()) geometry = std::monostate{};
}

void thin(geom::Geometry& geometry, double step) {
    if (auto* polygons = std::get_if<geom::MultiPolygon>(&geometry)) {
        thin_parts(*polygons, step);
        if (polygons->parts.empty()) geometry = std::monostate{};
    } else if (auto* lines = std::get_if<geom::MultiLineString>(&geometry)) {
        for (geom::LineString& line : lines->lines) thin_points(line, step);
        std::erase_if(lines->lines, [&](const geom::LineString& line) { return is_gone(line, 2, step); });
        if (lines->lines.empty()) geometry = std::monostate{};
    }
}

}  // namespace zonewright::io
