// Which pieces of land lie between the streets, and which of them are industrial?
//
// A block is a connected piece of buildable cells of one town between roads, water and lines; villages
// outside the growth boundary add small plots of their own. Industrial blocks are taken by score (industrial
// leaning of the town, distance from the centre, main roads, flat ground, neighbourhood) until the wanted
// gross area is reached. Cost: O(cells + blocks log blocks).
// Coordinates are metres on the demonstration city's plane (city_epsg).
#pragma once

#include <vector>

#include "base/progress.h"
#include "demo/city_grid.h"
#include "demo/road_network.h"

namespace zonewright::demo {

struct StreetBlock {
    std::int16_t town = -1;
    std::size_t cells = 0;
    geom::Point centre;
    double mean_slope = 0;
    bool outside_boundary = false;  ///< a village plot outside the growth boundary
    bool industrial = false;
    double leaning = 0;  ///< score for industry
};

/// Numbers the blocks into city.block and lists them.
std::vector<StreetBlock> find_blocks(CityGrid& city);
/// Adds village plots outside the growth boundary, beside main roads, about `area_m2` in all.
void add_village_plots(CityGrid& city, const Parameters& parameters, double area_m2, std::uint64_t seed,
                       std::vector<StreetBlock>& blocks);
/// Marks industrial blocks until their gross area reaches `area_m2`. Village plots always are.
void choose_industrial(const CityGrid& city, const Parameters& parameters, const RoadNetwork& network,
                       double area_m2, std::uint64_t seed, std::vector<StreetBlock>& blocks);

}  // namespace zonewright::demo
