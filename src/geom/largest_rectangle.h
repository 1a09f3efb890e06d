// What is the largest rectangle that fits inside a polygon, turned as it likes? And does a given footprint
// fit?
//
// For a set of bearings (those of the polygon's own long edges and every 15°, then refined around the best)
// the polygon is turned and cut into cells; cells that no edge touches and whose middle is inside are free;
// the largest rectangle of free cells is found by the histogram method and then pushed outward until it meets
// the boundary. Guarantee: the rectangle returned lies inside the polygon. It is the largest up to the
// bearings and cells tried, so "fits" is certain and "does not fit" is within one cell (longer side / 96) and
// the bearings. Cost: O(bearings × (cells² + edges × cells)), about 2 ms for a site of twenty parcels.
#pragma once

#include <optional>

#include "geom/geometry.h"
#include "geom/turned_rectangle.h"

namespace zonewright::geom {

/// Zero sides when the polygon is empty or too thin for a single cell.
TurnedRectangle largest_rectangle(const MultiPolygon& polygons);

/// A place for a rectangle of these sides; the first found in the order of the bearings.
std::optional<TurnedRectangle> place_for(const MultiPolygon& polygons, double long_m, double short_m);

}  // namespace zonewright::geom
