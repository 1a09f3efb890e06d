// Cells that satisfy a condition, as polygons along the cell edges.
//
// Cells that share an edge belong together; those that only share a corner do not. Rings touch each other at
// most in points, shells run counter-clockwise and holes clockwise, collinear corners are left out. Cost:
// O(cells + boundary log boundary). Polygons come in the order of their northernmost, westernmost cell.
// Coordinates are metres on the grid's plane.
#pragma once

#include <cstdint>
#include <vector>

#include "geom/geometry.h"
#include "raster/grid.h"

namespace zonewright::raster {

/// `cells` is 1 where the land belongs to the answer. Patches of fewer than `minimum_cells` are left out.
std::vector<geom::MultiPolygon> outlines(const Grid<std::uint8_t>& cells, std::int64_t minimum_cells = 1);

}  // namespace zonewright::raster
