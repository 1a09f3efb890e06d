// Which cells hang together? Connected patches of a mask, by runs and union-find (He, Chao & Suzuki 2008).
//
// Cost: O(cells) to find the runs, then O(runs): a city of 48 million cells has a few hundred thousand runs.
// Patches are numbered by their first cell in row order, so the numbering depends on nothing else.
#pragma once

#include <cstdint>
#include <vector>

#include "raster/disc.h"
#include "raster/grid.h"

namespace zonewright::raster {

/// Edges: cells that share an edge. EdgesAndCorners: cells that touch.
enum class Connection { Edges, EdgesAndCorners };

struct Patch {
    std::int64_t cells = 0;
    Window window;  ///< bounding box
};

struct Patches {
    std::vector<Run> runs;                ///< in row order; amount is unused
    std::vector<std::uint32_t> patch_of;  ///< per run
    std::vector<Patch> patches;
};

Patches label(const Grid<std::uint8_t>& mask, Connection connection);

/// Clears the cells of patches smaller than `minimum_cells`; returns how many patches went.
std::size_t drop_small_patches(Grid<std::uint8_t>& mask, Connection connection, std::int64_t minimum_cells);

}  // namespace zonewright::raster
