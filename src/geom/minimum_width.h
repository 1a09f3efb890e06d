// How wide is a polygon at its widest place: the diameter of the largest circle inside it.
// A polygon that can take a circle of diameter w survives an erosion by w/2. The width never shrinks when
// land is added. Cost: a quadtree of candidate centres, best first, each O(edges); stops within `tolerance_m`
// of the optimum radius.
#pragma once

#include "geom/geometry.h"

namespace zonewright::geom {

struct InscribedCircle {
    Point centre;
    double radius_m = 0;
};

InscribedCircle largest_inscribed_circle(const MultiPolygon& polygons, double tolerance_m = 0.25);

/// Does a circle of this diameter fit? Stops as soon as the answer is known, to 0.05 m.
bool has_width(const MultiPolygon& polygons, double width_m);

inline double widest_m(const MultiPolygon& polygons) {
    return 2 * largest_inscribed_circle(polygons).radius_m;
}

}  // namespace zonewright::geom
