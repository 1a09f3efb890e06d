// The corners of an outline as they are surveyed and written: coordinates to a step (1 mm), without edges
// shorter than a survey can tell (0.05 m).
//
// Of a short edge the later corner goes; a ring keeps at least three corners, or it is left as it was but for
// the rounding. Nothing is dropped silently: the number of corners dropped is returned. Cost: O(corners).
// Coordinates are metres on the study's plane.
#pragma once

#include <cstddef>

#include "geom/geometry.h"

namespace zonewright::geom {

struct CleanedCorners {
    MultiPolygon polygons;
    std::size_t dropped = 0;
};

CleanedCorners clean_corners(const MultiPolygon& polygons, double step_m, double least_edge_m);

}  // namespace zonewright::geom
