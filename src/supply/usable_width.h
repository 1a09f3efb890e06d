// Which parts of what is left are too narrow to build on?
//
// Land counts as usable when it lies within one usable width of a place where a circle of that width fits
// (erosion by half the width, then growth by the width, cut to the land): corners down to 60° stay whole,
// necks and strips narrower than the width go, but for a little more than half a width next to usable land.
// Cost: two GEOS buffers and, where something is narrow, one intersection.
// Coordinates are metres on the study's plane (a CGCS2000 Gauss-Krüger CRS).
#pragma once

#include "geom/geometry.h"

namespace zonewright::supply {

geom::MultiPolygon usable_land(const geom::MultiPolygon& land, double width_m);

}  // namespace zonewright::supply
