// How far is every cell from the nearest occupied cell? Exact Euclidean distance between cell centres.
//
// Method: separable. First the distance to the nearest occupied cell of the same column by two sweeps, then
// per row the lower envelope of the parabolas of all columns (Felzenszwalb & Huttenlocher 2012; Meijster
// 2000), in integers, so that no rounding decides which parabola wins. Exact for the cells; against the
// features themselves the answer is off by at most √2 cell (half a diagonal at each end). Cells beyond the
// grid count, so that a crop changes nothing. Cost: O(cells) time, two bytes a cell beside the result.
// Parallel; the result does not depend on it.
#pragma once

#include <cmath>
#include <cstdint>
#include <limits>
#include <optional>
#include <span>

#include "base/progress.h"
#include "raster/grid.h"
#include "raster/occupied_cells.h"

namespace zonewright::raster {

/// What a distance that is `squared` cells by its square is in metres, to the bits of distance_to.
inline float metres_of(double squared, double cell_m) {
    return static_cast<float>(cell_m * std::sqrt(squared));
}

/// Metres; infinity everywhere when nothing is occupied.
Grid<float> distance_to(const CellSet& occupied, const Progress& progress);

/// The same before the root is taken: squares of whole numbers of cells, which pack twenty times as well because their
/// differences along a row repeat from row to row. `unreached` everywhere when nothing is occupied. Nothing when a
/// square might not fit, which takes a feature more than 46,000 cells away.
std::optional<Grid<std::uint32_t>> squared_distance_to(const CellSet& occupied, const Progress& progress);

inline constexpr std::uint32_t unreached = std::numeric_limits<std::uint32_t>::max() - 1;
inline constexpr std::uint32_t left_out = std::numeric_limits<std::uint32_t>::max();

/// Metres to the bits of distance_to; infinity for `unreached`, no data for `left_out`.
void metres_of(std::span<const std::uint32_t> squared, double cell_m, std::span<float> metres);

}  // namespace zonewright::raster
