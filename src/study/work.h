// What a stage works with beside its values.
#pragma once

#include "base/progress.h"
#include "io/tile_shelf.h"

namespace zonewright::study {

struct Work {
    const Progress& progress;
    io::TileShelf& tiles;  ///< of its own: rasters that belong to its result, and those of earlier runs
};

}  // namespace zonewright::study
