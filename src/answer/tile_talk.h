// Draws tiles of the map of a finished study, block by block, for a program that asks (answer/conversation.h).
//
//   {"do": "tiles", "set": "zones", "z", "x", "y"}   x, y: of any tile of the block → {"tiles": 16, "bytes"}: the lengths of
//            the 16 pictures (32 bits each, little end first), then the pictures (PNG), row by row
//
// The sets are those of answer/tile_sets.h, the places those of answer/tile_grid.h. Published layers and surfaces are read anew
// for each block; roads and water are those of the sources, where they are as the run had them. Labels are Chinese.
#pragma once

#include <iosfwd>

namespace zonewright::study {
class Study;
}

namespace zonewright::answer {

void talk_tiles(const study::Study& study, std::istream& in, std::ostream& out);

}  // namespace zonewright::answer
