// Where do the tiles of a study's map lie?
//
// Squares of 256 pixels on the study's own plane, counted from the upper left corner: x to the east, y to the south. One
// tile of level 0 covers the whole city; each level halves the metres of a pixel, down to 0.25 m. Tiles are drawn in
// blocks of 4 × 4, so that names are placed once for sixteen of them.
#pragma once

#include <cstdint>
#include <vector>

#include "answer/published_items.h"
#include "geom/geometry.h"

namespace zonewright::answer {

struct TilePlace {
    int z = 0;
    std::int64_t x = 0, y = 0;
};

struct TileGrid {
    static constexpr int tile_px = 256, block_tiles = 4;
    static constexpr double finest_m = 0.25;  ///< of a pixel

    /// `drawn`: the extent of what is drawn, in metres.
    explicit TileGrid(const geom::Box& drawn);
    /// Over the published towns, or over all that is published where there are none.
    explicit TileGrid(const std::vector<PublishedLayer>& layers);

    geom::Box extent;
    geom::Point origin;               ///< upper left corner of tile 0/0/0
    std::vector<double> resolutions;  ///< metres of a pixel, by level

    /// Is there such a tile, and does it meet the extent?
    bool has(const TilePlace& tile) const;
    geom::Box box(const TilePlace& tile) const;
    /// Of the block that the tile lies in: its upper left tile.
    static TilePlace block_of(const TilePlace& tile);
    /// Of the tile within its block, row by row.
    static std::size_t position_in_block(const TilePlace& tile);
};

}  // namespace zonewright::answer
