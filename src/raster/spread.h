// From cells that are reached at known times, how soon is every other cell reached across open ground?
//
// Each cell takes the seed that gives the smallest time + Euclidean distance × pace; seeds are handed from
// cell to cell in sweeps over the eight neighbours (Danielsson's vector propagation with head starts).
// Against testing all seeds it may be late by a fraction of a cell in rare places; never early.
// Cost: O(cells × sweeps), eight bytes a cell.
#pragma once

#include <vector>

#include "base/progress.h"
#include "raster/grid.h"

namespace zonewright::raster {

/// `seeds`: time per cell, infinity where it is not a seed. `pace`: time per metre. Infinity where nothing
/// reaches.
Grid<float> spread(Grid<float> seeds, double pace, const Progress& progress);

}  // namespace zonewright::raster
