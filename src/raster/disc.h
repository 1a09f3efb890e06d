// A disc of cells: those whose centre is at most a radius away. And sums over the disc around every cell.
//
// Sums are exact integers and cost nothing per cell of the disc: a run of equal cells adds to the sums of a
// row a trapezoid, so it enters as four second differences per row of the disc, and two running sums per row
// give all answers. What lies beyond the grid counts, so that a crop changes nothing.
// Cost: O(runs × rows of the disc + cells). Parallel by rows.
// Coordinates are metres on the grid's plane.
#pragma once

#include <cstdint>
#include <span>
#include <vector>

#include "base/progress.h"
#include "raster/grid.h"
#include "raster/window.h"

namespace zonewright::raster {

/// half_widths[d]: how far the disc reaches to each side in the rows d above and below the centre.
std::vector<std::int64_t> disc_half_widths(double radius_m, double cell_m);
/// How many cells the disc has.
std::int64_t disc_cell_count(const std::vector<std::int64_t>& half_widths);

/// Cells [begin, end) of a row, each with the same amount. May lie beyond the grid. Amounts are whole
/// numbers; the caller chooses the unit (1 cell, 1 mm of road, 1/65536 of a yuan).
struct Run {
    std::int64_t row = 0;
    std::int64_t begin = 0;
    std::int64_t end = 0;
    std::int64_t amount = 1;
};

/// The sums of the amounts within the disc around each cell, a row at a time: whoever divides or scales them needs no grid
/// of them.
class DiscSums {
public:
    DiscSums(const GridSpec& spec, std::span<const Run> runs, double radius_m);

    /// Space to work in; one for each thread.
    class Row {
    public:
        explicit Row(const DiscSums& all);
        /// Valid until the next call.
        std::span<const std::int64_t> at(std::size_t row);

    private:
        const DiscSums& all_;
        std::vector<std::int64_t> bends_, sums_;
    };

private:
    std::size_t columns_;
    std::vector<std::int64_t> half_widths_;
    std::vector<Run> sorted_;
};

/// The sum of the amounts within the disc around each cell.
Grid<std::int64_t> disc_sums(const GridSpec& spec, std::span<const Run> runs, double radius_m,
                             const Progress& progress);

/// The runs of the occupied cells of a mask, in row order.
std::vector<Run> runs_of(const Grid<std::uint8_t>& mask);

}  // namespace zonewright::raster
