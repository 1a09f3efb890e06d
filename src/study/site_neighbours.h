// What adjoins an outline on its four sides (四至)? The land classes of a narrow strip outside it, by
// quadrant seen from its centroid, and the named roads there; not a bounding box.
//
// Two classes a side at most, largest first; 未提供 where no land-use layer covers the strip. Widths come
// from layers/rules/site_report.toml. Cost: overlays with what the strip meets. Coordinates are metres on the
// study's plane (a CGCS2000 Gauss-Krüger CRS).
#pragma once

#include <utility>
#include <vector>

#include "base/language.h"
#include "geom/geometry.h"
#include "study/study.h"

namespace zonewright::study {

/// East, south, west, north.
std::vector<std::pair<Text, Text>> adjoining_land(const Study& study, const geom::MultiPolygon& outline);

}  // namespace zonewright::study
