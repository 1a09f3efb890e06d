// How far is every cell from the nearest occupied cell? Exact Euclidean distance between cell centres.
//
// Method: separable. First the distance to the nearest occupied cell of the same column by two sweeps, then
// per row the lower envelope of the parabolas of all columns (Felzenszwalb & Huttenlocher 2012; Meijster
// 2000), in integers, so that no rounding decides which parabola wins. Exact for the cells; against the
// features themselves the answer is off by at most √2 cell (half a diagonal at each end). Cells beyond the
// grid count, so that a crop changes nothing. Cost: O(cells) time, two bytes a cell beside the result.
// Parallel; the result does not depend on it.
#pragma once

#include <cmath>

#include "base/progress.h"
#include "raster/grid.h"
#include "raster/occupied_cells.h"

namespace zonewright::raster {

/// What a distance that is `squared` cells by its square is in metres, to the bits of distance_to.
inline float metres_of(double squared, double cell_m) {
    return static_cast<float>(cell_m * std::sqrt(squared));
}

/// Metres; infinity everywhere when nothing is occupied.
Grid<float> distance_to(const CellSet& occupied, const Progress& progress);

}  // namespace zonewright::raster
