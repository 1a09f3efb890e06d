// Where does the schematic city end? An outline that grows from the seats and the areas of the towns.
//
// Every town adds (area / distance²)² to a field; the city is where the field is highest, up to the published
// land area, holes closed, the sea side of a coarse coast line left out. Not a copy of any boundary file.
// Guarantees: as many cells as fit the area (±1 cell), one connected piece. Cost: O(cells × towns).
// Coordinates are metres on the demonstration city's plane (city_epsg).
#pragma once

#include <vector>

#include "base/progress.h"
#include "demo/noise.h"
#include "raster/grid.h"

namespace zonewright::demo {

struct TownTarget;

raster::Grid<std::uint8_t> draw_outline(const raster::GridSpec& spec, const std::vector<TownTarget>& towns,
                                        const geom::Polygon& sea, double land_area_m2, const Warp& warp,
                                        const Progress& progress);

/// The `count` cells of highest `score` among those where `allowed` is not 0, ties by position.
raster::Grid<std::uint8_t> highest_cells(const raster::Grid<float>& score,
                                         const raster::Grid<std::uint8_t>& allowed, std::size_t count);

/// Mean over a square of (2 × radius + 1)² cells, twice: turns a score into patches instead of crumbs.
void blur(raster::Grid<float>& score, std::size_t radius, int times, const Progress& progress);

}  // namespace zonewright::demo
