// Which cells of a grid have their centre inside a polygon?
//
// Cost: O(rows × crossings) per polygon. The same edge seen from both neighbours gives the same crossing, so
// polygons that share a boundary share no cell and leave none out. Coordinates in metres on the grid's plane.
// Errors: InternalError when polygons and values differ in number.
#pragma once

#include <span>

#include "geom/geometry.h"
#include "raster/grid.h"

namespace zonewright::raster {

/// Burns polygons into a grid: the cell takes `value` when its centre lies inside. Later polygons win.
void burn(raster::Grid<float>& grid, std::span<const geom::MultiPolygon> polygons,
          std::span<const float> values);

}  // namespace zonewright::raster
