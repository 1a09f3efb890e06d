// What covers the ground? A class of the third national land survey (三调工作分类) for every cell.
//
// Land is divided into bent patches of some 20 ha; every patch has one urban and one rural class, drawn by
// height, slope and distance from the town centre; roads, water and the control lines overrule. Industrial
// blocks are 0601.
// Errors: InternalError for a class that the scheme does not have.
#pragma once

#include <string>
#include <vector>

#include "demo/city_grid.h"
#include "demo/street_blocks.h"

namespace zonewright::demo {

struct LandClass {
    std::string code;  ///< DLBM
    std::string name;  ///< DLMC
};
const std::vector<LandClass>& land_classes();
/// Position of a code in land_classes().
std::int16_t land_class(const char* code);

/// Dense number of the nearest point of a jittered lattice, -1 outside the city.
raster::Grid<std::int32_t> jittered_patches(const CityGrid& city, double spacing_m, std::uint64_t seed);
/// Villages of every town, numbered from 1 in row order of their first cell; 0 outside.
raster::Grid<std::int32_t> number_villages(const CityGrid& city, std::size_t towns, std::uint64_t seed);
raster::Grid<std::int16_t> cover_land(const CityGrid& city, const Parameters& parameters,
                                      const raster::Grid<std::int32_t>& patch,
                                      const std::vector<StreetBlock>& blocks, std::uint64_t seed);

}  // namespace zonewright::demo
