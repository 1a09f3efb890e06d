// The whole demonstration city in memory, before anything is written.
// Coordinates are metres on the demonstration city's plane (city_epsg).
#pragma once

#include <cstdint>
#include <vector>

#include "base/progress.h"
#include "demo/city_grid.h"
#include "demo/industrial_plots.h"
#include "demo/road_network.h"
#include "demo/street_blocks.h"
#include "raster/boundary_tracing.h"

namespace zonewright::demo {

/// A block face with its division.
struct IndustrialBlock {
    std::int32_t block = -1;
    geom::Polygon face;
    DividedBlock divided;
};

struct LaneLine {
    std::size_t industry = 0;  ///< position in City::industry
    bool village = false;
    geom::LineString line;
};

struct City {
    Parameters parameters;
    CityGrid grid;
    RoadNetwork network{raster::GridSpec{}};
    std::vector<StreetBlock> blocks;
    raster::Grid<std::int32_t>
        patch;  ///< piece of land of one kind, before lines and roads cut it; -1 outside
    raster::Grid<std::int32_t> village;              ///< number of the village within its town, from 1
    raster::Grid<std::int16_t> land_class;           ///< position in land_classes()
    std::vector<raster::Grid<std::uint8_t>> places;  ///< one per Parameters::places
    std::vector<raster::CornerPositions> corners;    ///< one, once the borders are smoothed
    std::vector<IndustrialBlock> industry;           ///< in the order of the blocks
    std::vector<RoadLine> roads;
    std::vector<LaneLine> lanes;  ///< roads inside industrial blocks

    const raster::CornerPositions& borders() const { return corners.front(); }
};

City build_city(Parameters parameters, std::uint64_t seed, const Progress& progress);

/// Polygons of the connected pieces of equal label (-1: none), with the label; borders fit those of every
/// other layer.
struct Piece {
    std::int32_t label = 0;
    std::uint32_t cell = 0;  ///< one of its cells
    geom::Polygon polygon;
};
std::vector<Piece> pieces_of(const City& city, const raster::Grid<std::int32_t>& labels);

}  // namespace zonewright::demo
