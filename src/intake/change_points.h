// Every coordinate of a geometry through a function, whatever its kind. Coordinates are in the CRS of the caller.
// Errors: those of the function. Cost: one call a vertex.
#pragma once

#include <variant>
#include <vector>

#include "geom/geometry.h"

namespace zonewright::intake {

template <typename Change>
void change_points(geom::Geometry& geometry, const Change& change) {
    const auto all = [&](std::vector<geom::Point>& points) {
        for (geom::Point& p : points) p = change(p);
    };
    if (auto* points = std::get_if<geom::MultiPoint>(&geometry)) all(points->points);
    if (auto* lines = std::get_if<geom::MultiLineString>(&geometry))
        for (geom::LineString& line : lines->lines) all(line);
    if (auto* polygons = std::get_if<geom::MultiPolygon>(&geometry))
        for (geom::Polygon& part : polygons->parts)
            for (geom::Ring& ring : part.rings) all(ring);
}

}  // namespace zonewright::intake
