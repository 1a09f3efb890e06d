// How high is the ground? Delta plain in the north-west, terraces in the middle, mountains in the south-east.
//
// A raw field (named hills plus noise that grows away from the delta) is mapped by rank, so that the
// published shares of plain, terraces and mountains are met whatever the seed; the highest cell gets the
// published height. Cost: O(cells log cells), under a second at 50 m.
#pragma once

#include "base/progress.h"
#include "demo/city_grid.h"
#include "demo/noise.h"

namespace zonewright::demo {

/// Fills elevation_m (also around the city, so that slopes at the border make sense) and slope_share.
void raise_relief(CityGrid& city, const Parameters& parameters, std::uint64_t seed, const Progress& progress);
/// Rivers carve: water lies level and low, its banks come down to it. Call after the waters are drawn.
void level_waters(CityGrid& city);

/// The elevation on a finer grid (cell size divides 50 m): bicubic between the cells plus roughness that
/// fades out on the plain.
raster::Grid<float> finer_relief(const CityGrid& city, double cell_m, std::uint64_t seed,
                                 const Progress& progress);

}  // namespace zonewright::demo
