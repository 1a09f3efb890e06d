// A rectangle of cells on the lattice of a grid, and a grid cut into tiles.
// Columns and rows are signed: a feature may reach beyond the grid, and what lies outside still counts
// for distances and densities, or cropping the grid would change them.
// Coordinates are metres on the grid's plane.
#pragma once

#include <cstdint>
#include <vector>

#include "geom/geometry.h"
#include "raster/grid.h"

namespace zonewright::raster {

struct Cell {
    std::int64_t column = 0;
    std::int64_t row = 0;
    auto operator<=>(const Cell&) const = default;
};

struct Window {
    std::int64_t column = 0;
    std::int64_t row = 0;
    std::int64_t width = 0;
    std::int64_t height = 0;

    bool operator==(const Window&) const = default;
    bool empty() const { return width <= 0 || height <= 0; }
    std::int64_t column_end() const { return column + width; }
    std::int64_t row_end() const { return row + height; }
};

Window intersection(const Window& a, const Window& b);
Window whole(const GridSpec& spec);

/// Tiles of edge × edge cells in row order; the last column and row of tiles may be smaller.
std::vector<Window> tiles_of(const GridSpec& spec, std::size_t edge);

/// Coordinates in cells from the north-western corner of a grid: u to the east, v to the south.
/// Where the grid's edges are whole multiples of the cell size (covering_grid), the arithmetic runs on the
/// absolute lattice, so that a cropped or a larger grid sees the very same numbers.
class Lattice {
public:
    explicit Lattice(const GridSpec& spec);

    double u(double x) const { return (x - anchor_x_) / cell_m_; }
    double v(double y) const { return (anchor_y_ - y) / cell_m_; }
    /// Offsets to subtract from floor(u) and floor(v) to get column and row of the grid.
    std::int64_t first_column() const { return first_column_; }
    std::int64_t first_row() const { return first_row_; }
    /// The cell that holds the point; its western and northern edges belong to it.
    Cell cell_of(geom::Point p) const;

private:
    double anchor_x_ = 0;
    double anchor_y_ = 0;
    double cell_m_ = 1;
    std::int64_t first_column_ = 0;
    std::int64_t first_row_ = 0;
};

}  // namespace zonewright::raster
