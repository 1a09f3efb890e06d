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

}  // namespace zonewright::io
