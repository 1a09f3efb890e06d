// How compact is a polygon? Two usual measures, both 1 for a circle, and its holes.
#pragma once

#include <cstddef>

#include "geom/geometry.h"

namespace zonewright::geom {

/// 4πA/P² over all rings (Polsby and Popper 1991); 0 for an empty polygon. O(n).
double polsby_popper(const MultiPolygon& polygons);

struct Circle {
    Point centre;
    double radius_m = 0;
};
/// Smallest circle around all vertices (Welzl 1991, with the points in a fixed shuffled order). Expected
/// O(n).
Circle smallest_enclosing_circle(const MultiPolygon& polygons);

/// Area over that of the smallest enclosing circle (Reock 1961).
double reock(const MultiPolygon& polygons);

std::size_t hole_count(const MultiPolygon& polygons);

}  // namespace zonewright::geom
