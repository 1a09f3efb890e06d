// Where village plots and control lines disagree, as they do in real data: hairline strips of farmland along
// plot edges (lines digitised twice) and corners of plots inside the ecological redline.
//
// Only on plots outside the growth boundary and away from all lines, so that the three lines stay disjoint.
// Chosen per plot, so a plot has the same conflict in both sizes of the city. Cost: O(plots).
// Coordinates are metres on the demonstration city's plane (city_epsg).
#pragma once

#include <vector>

#include "demo/city.h"

namespace zonewright::demo {

struct Conflict {
    std::size_t cell = 0;
    geom::Polygon polygon;
};

std::vector<Conflict> farmland_hairlines(const City& city, std::uint64_t seed);
std::vector<Conflict> redline_corners(const City& city, std::uint64_t seed);

}  // namespace zonewright::demo
