// A grid of square cells on the plane, and values on it. Row 0 is the northern edge; north is up.
#pragma once

#include <cmath>
#include <cstddef>
#include <cstdint>
#include <limits>
#include <span>
#include <vector>

#include "base/large_pages.h"
#include "geom/geometry.h"

namespace zonewright::raster {

/// Where the cells lie. Two rasters may be combined only when their specs are equal (and their CRS is the
/// study's).
struct GridSpec {
    double west_m = 0;   ///< x of the western edge
    double north_m = 0;  ///< y of the northern edge
    double cell_m = 1;
    std::size_t columns = 0;
    std::size_t rows = 0;

    bool operator==(const GridSpec&) const = default;
    std::size_t cell_count() const { return columns * rows; }
    geom::Box box() const {
        return {west_m, north_m - cell_m * static_cast<double>(rows),
                west_m + cell_m * static_cast<double>(columns), north_m};
    }
    geom::Point centre(std::size_t column, std::size_t row) const {
        return {west_m + (static_cast<double>(column) + 0.5) * cell_m,
                north_m - (static_cast<double>(row) + 0.5) * cell_m};
    }
};

/// The smallest grid of `cell_m` that covers the box, its edges at whole multiples of the cell size, so that
/// a larger or a cropped extent has the same cells.
GridSpec covering_grid(const geom::Box& box, double cell_m);

/// Values in row order. No data is NaN for floating cells; other types carry a separate mask.
template <typename T>
struct Grid {
    GridSpec spec;
    std::vector<T> cells;

    Grid() = default;
    Grid(GridSpec s, T fill) : spec(s) {
        cells.reserve(s.cell_count());
        ask_for_large_pages(cells.data(), s.cell_count() * sizeof(T));
        cells.assign(s.cell_count(), fill);
    }
    T& at(std::size_t column, std::size_t row) { return cells[row * spec.columns + column]; }
    const T& at(std::size_t column, std::size_t row) const { return cells[row * spec.columns + column]; }
    std::span<T> row(std::size_t r) { return std::span(cells).subspan(r * spec.columns, spec.columns); }
    std::span<const T> row(std::size_t r) const {
        return std::span(cells).subspan(r * spec.columns, spec.columns);
    }
};

inline constexpr float no_data = std::numeric_limits<float>::quiet_NaN();

}  // namespace zonewright::raster
