// How is an industrial street block divided into plots?
//
// The block keeps a strip along its streets, is cut by local roads into quarters, the quarters by chance by
// village lanes, and what lies between roads and lanes (an island) into plots without any gap: neighbours
// share their vertices exactly. Cuts run across the longest extent, as surveyors cut. Cost: about 30 µs a
// plot. Deterministic by (block, seed).
#pragma once

#include <cstdint>
#include <vector>

#include "demo/parameters.h"
#include "geom/geometry.h"

namespace zonewright::demo {

struct Plot {
    geom::Polygon outline;
    std::size_t island = 0;
    double area_m2 = 0;  ///< on the plane
};

struct Lane {
    geom::LineString line;  ///< centre line; ends on the rim of the block or on an earlier lane
    bool village = false;   ///< a lane between plots, not a local road
};

struct DividedBlock {
    std::vector<Plot> plots;
    std::vector<geom::Polygon> islands;  ///< disjoint, strictly inside the block; each is tiled by its plots
    std::vector<Lane> lanes;
};

struct LaneWidths {
    double local_m = 0, village_m = 0;
};

DividedBlock divide_block(const geom::Polygon& block, const Industry& industry, const LaneWidths& widths,
                          std::uint64_t seed);

}  // namespace zonewright::demo
