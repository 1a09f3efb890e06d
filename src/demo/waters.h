// Where is water? Rivers along their sketched courses, reservoirs in the hills, both with natural banks.
//
// Cost: O(length × width + cells). Guarantees: rivers hang together by cell edges inside the city.
#pragma once

#include "base/progress.h"
#include "demo/city_grid.h"
#include "demo/noise.h"

namespace zonewright::demo {

void draw_waters(CityGrid& city, const Parameters& parameters, std::uint64_t seed, const Progress& progress);

}  // namespace zonewright::demo
