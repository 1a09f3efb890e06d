// The shape of the ground: how steep is a cell, and how much does its surrounding rise and fall?
//
// Slope is Horn's (1981) weighted difference over 3 × 3 cells, in degrees. A neighbour that is missing (grid
// edge or no data) is continued linearly through the centre: the opposite neighbour mirrored, for a corner
// without opposite the sum of the two sides; a cell with no neighbour on an axis is level along it. A tilted
// plane so has its exact slope in every cell, edges and holes included. No data stays no data.
// Relief is highest minus lowest height in a window; missing cells are left out.
// Cost: O(cells) for slope; for relief two comparisons, vectorised, for each cell and row of the window.
// Parallel by rows.
#pragma once

#include "base/progress.h"
#include "raster/grid.h"

namespace zonewright::raster {

Grid<float> slope_degrees(const Grid<float>& heights_m, const Progress& progress);

/// Within the disc of cells whose centre is at most radius_m away.
Grid<float> relief_in_disc(const Grid<float>& heights_m, double radius_m, const Progress& progress);
/// Within a square of cells_wide × cells_wide cells (odd) around the cell.
Grid<float> relief_in_square(const Grid<float>& heights_m, std::size_t cells_wide, const Progress& progress);

}  // namespace zonewright::raster
