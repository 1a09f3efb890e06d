// Which cells does a feature occupy? Vector features become cells here, without GDAL.
//
//   point     the cell that holds it (western and northern edges belong to the cell)
//   line      every cell it passes through, so that no line is thinner than a cell or has gaps
//   polygon   every cell whose centre lies inside, and every cell its boundary passes through, so that
//             neither a small nor a narrow polygon is lost
//
// Cost: O(cells touched). A feature outside the grid is kept as single cells beyond its edges (the boundary
// only), because the nearest road of a border cell may lie outside.
// Coordinates are metres on the grid's plane.
#pragma once

#include <cstdint>
#include <functional>
#include <span>
#include <vector>

#include "geom/geometry.h"
#include "raster/grid.h"
#include "raster/window.h"

namespace zonewright::raster {

struct CellSet {
    Grid<std::uint8_t> inside;  ///< 1 where occupied
    std::vector<Cell> outside;  ///< occupied cells beyond the grid, sorted, without repeats

    bool empty() const;
};

using Geometries = std::span<const geom::Geometry* const>;

CellSet occupied_cells(const GridSpec& spec, Geometries features);

/// A stretch of cells [begin, end) in one row.
struct RowSpan {
    std::int64_t row = 0;
    std::int64_t begin = 0;
    std::int64_t end = 0;
};

/// Calls visit for the cells whose centre lies inside the polygons (even-odd over all rings; a centre on the
/// western or northern boundary is inside, on the eastern or southern outside, so tiles never share a cell).
/// Only cells of the grid are visited, row by row from the north.
void visit_centres(const GridSpec& spec, const geom::MultiPolygon& polygons,
                   const std::function<void(RowSpan)>& visit);

/// Gives the cells with their centre inside the polygons `value`; a later call wins.
template <typename T>
void fill_centres(Grid<T>& grid, const geom::MultiPolygon& polygons, T value) {
    visit_centres(grid.spec, polygons, [&](RowSpan span) {
        auto row = grid.row(static_cast<std::size_t>(span.row));
        for (std::int64_t column = span.begin; column < span.end; ++column)
            row[static_cast<std::size_t>(column)] = value;
    });
}

/// Calls visit(cell, from, to) for the pieces of the segment a-b by cell; from and to run from 0 at a to 1 at
/// b. The cells may lie outside the grid. Pieces follow the row order of the cells, not the direction a-b.
void visit_segment(const Lattice& lattice, geom::Point a, geom::Point b,
                   const std::function<void(Cell, double from, double to)>& visit);

}  // namespace zonewright::raster
