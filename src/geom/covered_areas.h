// How much of each polygon of one layer lies under the polygons of another? Planar m², one sum per polygon.
//
// Cost: O((n + m) log m) index work plus one overlay_area per pair of meeting boxes, parallel over the first
// layer. Guarantee: sums run in the order of `cover`, so the answer is the same with any number of threads.
// Where polygons of `cover` overlap each other, the common land counts for each.
#pragma once

#include <span>
#include <vector>

#include "base/progress.h"
#include "geom/geometry.h"

namespace zonewright::geom {

std::vector<double> covered_areas_m2(std::span<const MultiPolygon> land, std::span<const MultiPolygon> cover,
                                     const Progress& progress);

}  // namespace zonewright::geom
