// The schematic city on its cells of 50 m: who owns the ground, how high it is, what stands on it.
// Errors: InputError for a parameter that names no town.
// Coordinates are metres on the demonstration city's plane (city_epsg).
#pragma once

#include <array>
#include <cstdint>

#include "base/progress.h"
#include "demo/parameters.h"
#include "raster/grid.h"

namespace zonewright::demo {

enum class Line : std::uint8_t { None, Redline, Farmland, Concentrated, Flexible, Special };
inline bool in_growth_boundary(Line line) {
    return line >= Line::Concentrated;
}

enum class Water : std::uint8_t { None, River, Canal, Reservoir, Pond };

enum class RoadClass : std::uint8_t { None, Local, Secondary, Arterial, Expressway };

/// All grids have the same spec; `town` is -1 outside the city.
struct CityGrid {
    raster::GridSpec spec;
    raster::Grid<std::int16_t> town;
    raster::Grid<float> elevation_m;
    raster::Grid<float> slope_share;  ///< rise over run
    raster::Grid<Water> water;
    raster::Grid<std::int16_t> water_body;  ///< position among rivers, then reservoirs; -1
    raster::Grid<Line> line;
    raster::Grid<RoadClass> road;      ///< the highest class that runs through the cell
    raster::Grid<std::int32_t> block;  ///< street block, -1 where there is none
    raster::Grid<std::uint8_t> industrial_line;
    Progress loops;  ///< how loops over it run: on how many threads, until when; they report nothing

    bool inside(std::size_t cell) const { return town.cells[cell] >= 0; }
    double cell_area_m2() const { return spec.cell_m * spec.cell_m; }
    std::size_t cell_at(geom::Point p) const {  ///< p must lie in the box of the grid
        const auto column = static_cast<std::size_t>((p.x - spec.west_m) / spec.cell_m);
        const auto row = static_cast<std::size_t>((spec.north_m - p.y) / spec.cell_m);
        return row * spec.columns + column;
    }
    bool covers(geom::Point p) const { return spec.box().grown(-2 * spec.cell_m).contains(p); }
    geom::Point centre(std::size_t cell) const {
        return spec.centre(cell % spec.columns, cell / spec.columns);
    }
    /// The four cells that share an edge; the outermost rows and columns of the grid are never part of the
    /// city.
    std::array<std::size_t, 4> neighbours(std::size_t cell) const {
        return {cell - 1, cell + 1, cell - spec.columns, cell + spec.columns};
    }
};

/// The point of the town that the spot describes: from the seat towards the border.
geom::Point find_spot(const CityGrid& city, const std::vector<TownTarget>& towns, const TownSpot& spot);

/// Courses drawn by hand, rounded: every corner is cut `times` times at a quarter (Chaikin).
geom::LineString rounded(geom::LineString line, int times);
/// Points on the line about `step_m` apart.
geom::LineString stepped(const geom::LineString& line, double step_m);

}  // namespace zonewright::demo
