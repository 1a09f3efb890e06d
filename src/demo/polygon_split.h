// Cutting polygons with straight lines so that the pieces fit each other exactly.
//
// Both pieces of a cut carry the very same cut points. Holes may be cut or stay whole. Cost: O(n log n) a
// cut. Limits: pieces that touch themselves in a point are kept as one ring only when the cut makes them so;
// a cut through a vertex is moved aside by a millimetre.
// Coordinates are metres on the demonstration city's plane (city_epsg).
#pragma once

#include <vector>

#include "geom/geometry.h"

namespace zonewright::demo {

/// The line through `through` with unit direction `along`.
struct CutLine {
    geom::Point through;
    geom::Point along;
    /// Signed distance, positive on the left.
    double side(geom::Point p) const { return along.x * (p.y - through.y) - along.y * (p.x - through.x); }
    double forward(geom::Point p) const { return along.x * (p.x - through.x) + along.y * (p.y - through.y); }
};

struct Pieces {
    std::vector<geom::Polygon> left, right;
    std::vector<geom::LineString> cuts;  ///< the parts of the line inside the polygon
};

Pieces split(const geom::Polygon& polygon, CutLine line);

/// The direction in which the polygon is longest, and its extent along and across it.
struct Extent {
    geom::Point along;  ///< unit vector
    geom::Point centre;
    double length_m = 0, width_m = 0;
};
Extent extent_of(const geom::Polygon& polygon);

/// Puts every vertex of any polygon that lies on an edge of another (within 0.01 mm) into that edge, so that
/// neighbours share their vertices. Cost: O(edges × vertices nearby) by an index over the edges.
void share_vertices(std::vector<geom::Polygon*>& polygons);

}  // namespace zonewright::demo
