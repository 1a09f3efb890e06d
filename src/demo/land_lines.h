// Where do the control lines run? Ecological redline on the hills, growth boundary around the towns,
// permanent basic farmland on the plain, the industrial protection line inside the growth boundary.
//
// Each line takes the best cells by its own score until its control total is reached; no cell has two of the
// first three, so they cannot overlap. Totals are met in cells; what smoothing of the borders changes is
// taken back by adjust_line(). Cost: O(cells log cells).
#pragma once

#include "base/progress.h"
#include "demo/city_grid.h"
#include "demo/road_network.h"

namespace zonewright::demo {

void draw_redline(CityGrid& city, const Parameters& parameters, std::uint64_t seed);
/// With its three zones. Needs the main roads.
void draw_growth_boundary(CityGrid& city, const Parameters& parameters, const RoadNetwork& network,
                          std::uint64_t seed);
/// On what is left. May take the edges of village plots outside the growth boundary: that is where real data
/// conflict.
void draw_farmland(CityGrid& city, const Parameters& parameters, std::uint64_t seed);

/// Adds or removes border cells of a line until it has `cells` cells (of any growth zone when `line` is
/// Concentrated). Takes from and gives to land without a line only.
void adjust_line(CityGrid& city, Line line, std::int64_t surplus_cells);

}  // namespace zonewright::demo
