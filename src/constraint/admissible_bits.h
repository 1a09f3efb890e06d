// Where is land admissible, and if not, for which reasons? One bit per constraint and cell.
//
// A cell belongs to a polygon when its centre lies inside (centres on a western or northern boundary are
// inside, on an eastern or southern one outside, so that neighbours never share a cell). 0 means admissible
// by all rules that were checked; rules that were not checked and the fragment rule, which needs parcels, set
// no bit. Cost: O(polygon vertices × rows crossed + cells covered), parallel by bands of rows.
// Coordinates are metres on the study's plane (a CGCS2000 Gauss-Krüger CRS).
#pragma once

#include <cstdint>
#include <vector>

#include "base/progress.h"
#include "model/constraint_layer.h"
#include "model/suitability.h"
#include "raster/grid.h"

namespace zonewright::constraint {

using model::outside_city;

raster::Grid<std::uint32_t> admissible_bits(const std::vector<model::ConstraintLayer>& layers,
                                            const geom::MultiPolygon& city, const raster::GridSpec& grid,
                                            const Progress& progress);

}  // namespace zonewright::constraint
