// How much of one polygon lies on another? The planar area of the intersection, without building it.
//
// Formula: half the sum over the edges of both polygons (interior left) of cross(from, to) times the share of
// the edge that lies inside the other polygon; a vertex/edge formula after W. R. Franklin, which needs no
// sorting. Ties (shared edges, vertices on edges, collinear overlaps) are decided by exact predicates on the
// second polygon moved by an infinitely small step: every case becomes a general one, and the area is
// continuous in that step. Cost: O(n + m) box tests on blocks plus (edges near)² cheap tests, no allocation
// once warm. Guarantee: symmetric up to rounding, independent of threads; within 1e-4 m² of OverlayNG on
// parcels of this city (tests/oracle). Limit: valid input; the statutory area of a piece still needs the cut
// geometry (gis/overlay.h).
#pragma once

#include "geom/overlay_shape.h"

namespace zonewright::geom {

double overlay_area_m2(const OverlayShape& a, const OverlayShape& b);
double overlay_area_m2(const MultiPolygon& a, const MultiPolygon& b);

/// What the surface says, with areas up to `tolerance_m2` taken as rounding.
enum class Coverage { None, Partial, Whole };
/// How `b` covers `a`.
Coverage coverage_of(const OverlayShape& a, const OverlayShape& b, double tolerance_m2);

}  // namespace zonewright::geom
