// Outlines of the places that overlap towns (滨海湾, the bases): compact patches in their hosts, up to the
// published area.
#pragma once

#include <vector>

#include "demo/city_grid.h"

namespace zonewright::demo {

/// 1 where the place is; cost grows with the bent distance from the spots, hills are avoided. One grid per
/// place.
std::vector<raster::Grid<std::uint8_t>> grow_places(const CityGrid& city, const Parameters& parameters,
                                                    std::uint64_t seed);

}  // namespace zonewright::demo
