// Is this polygon valid beyond doubt? A cheap answer for the many that are, so that a full validity check
// only has to look at the few that may not be.
//
// Method: all edges, sorted by their western end, are swept; two edges whose boxes meet must be apart by an
// orientation test that is certain in double precision (the error bound of Shewchuk's filter). Edges that
// touch anywhere but in the vertex they share, repeated points, folds, several parts: no certainty.
// Guarantee: true means valid by the rules of OGC simple features; false means nothing. Cost: about 1 µs for
// a parcel of 30 vertices; O(n log n) and given up where too many boxes meet.
#pragma once

#include "geom/geometry.h"

namespace zonewright::geom {

bool certainly_valid(const MultiPolygon& polygons);

}  // namespace zonewright::geom
