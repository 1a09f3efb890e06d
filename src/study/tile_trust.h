// May the tile stores of a finished stage be believed?
//
// Tile stores are renamed into place without waiting for the disk (io::TileWriter): whole as long as the
// machine stays up, possibly cut by a power failure. So their folder notes in which run of the machine they
// were written or last checked; when the machine has been started since, every store is read and compared
// with its own digests. The mark also lists every store with its size. That a block is what was
// written is checked whenever it is read (io/block_digests.h).
#pragma once

#include <filesystem>

namespace zonewright::study {

/// Notes that the stores in the folder were written now.
void mark_tiles(const std::filesystem::path& folder);
/// False when the folder is absent, unmarked, or holds a store that fails its check.
bool tiles_are_trusted(const std::filesystem::path& folder);

}  // namespace zonewright::study
