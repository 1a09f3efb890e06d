// How far does each town reach? Towns grow from their seats until each has its published area.
//
// Method: a power diagram with capacities. A cell of the (bent) plane goes to the town of least |cell -
// site|² - weight; weights move until every town has its area, sites move from the seats towards the towns'
// middles as long as the seat stays inside. Coarse grid first, then the fine one. Guarantees: every cell of
// the outline has one town, every town is one piece and holds its seat; areas in cells are within 0.5 % of
// the scaled targets (reported by the caller). Deterministic. Cost: O(cells × towns × rounds), 1 s at 50 m.
#pragma once

#include <string>
#include <vector>

#include "base/language.h"
#include "base/progress.h"
#include "demo/noise.h"
#include "raster/grid.h"

namespace zonewright::demo {

struct TownTarget {
    std::string place;  ///< Place::id
    std::string code;   ///< statistical code
    Text name;
    std::string district;
    geom::Point seat;
    double area_m2 = 0;  ///< published
};

/// Position in `towns` per cell, -1 outside `inside`. Targets are scaled so that they fill the outline.
raster::Grid<std::int16_t> grow_towns(const raster::Grid<std::uint8_t>& inside,
                                      const std::vector<TownTarget>& towns, const Warp& warp,
                                      const Progress& progress);

}  // namespace zonewright::demo
