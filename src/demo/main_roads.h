// Expressways along their sketched courses, and arterial roads that join the seats of neighbouring towns.
//
// Arterials follow least-cost paths (slopes and water are dear, roads already there are cheap) between seats
// that are neighbours in the Gabriel sense: no third seat lies in the circle over the two. Cost: O(pairs ×
// cells of their box).
#pragma once

#include "base/progress.h"
#include "demo/city_grid.h"
#include "demo/noise.h"
#include "demo/road_network.h"

namespace zonewright::demo {

void lay_expressways(const CityGrid& city, const Parameters& parameters, RoadNetwork& network);
void lay_arterials(const CityGrid& city, const Parameters& parameters, std::uint64_t seed,
                   RoadNetwork& network, const Progress& progress);
/// The streets of every town: a bent grid inside the growth boundary. Pieces that reach no arterial are
/// dropped.
void lay_streets(const CityGrid& city, const Parameters& parameters, std::uint64_t seed, RoadNetwork& network,
                 const Progress& progress);

}  // namespace zonewright::demo
