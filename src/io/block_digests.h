// Is a block of a tile store what was written? Each store states one digest for every block; whoever reads the
// block compares it, so that a block which a codec, a refused allocation or a disk has lost or changed is an error
// and never a value. Cost: one multiplication a cell (measured: 0.1 s for 100 million cells).
#pragma once

#include <cstdint>
#include <filesystem>
#include <optional>
#include <span>
#include <string>
#include <vector>

#include "base/errors.h"
#include "io/raster_dataset.h"
#include "raster/grid.h"

namespace zonewright::io {

/// The cells of the raster that a block of a tile store holds.
CellWindow block_window(const raster::GridSpec& spec, std::size_t across, std::size_t down);

/// Of stored cells, `row_cells` from row to row: the same in whatever order windows are added up, because each cell
/// is multiplied with a number that follows from its position. Cells that hold `missing` (no data) count for nothing.
std::uint64_t digest_of(const std::uint32_t* stored, std::size_t row_cells, const CellWindow& window, std::size_t columns,
                        std::uint32_t missing);

inline constexpr const char* digests_item = "BLOCK_DIGESTS";
/// Stated where the cells are squares of whole numbers of cells, as raster/distance.h makes them.
inline constexpr const char* squares_item = "SQUARED_CELLS";

class BlockDigests {
public:
    explicit BlockDigests(const raster::GridSpec& spec);
    /// As the store states them; nothing when it states none (another program's raster).
    static std::optional<BlockDigests> stated_in(GDALDataset& dataset, const raster::GridSpec& spec);
    /// As a store states them, under `digests_item`.
    std::string text() const;

    /// Of the block whose number in row order is `block`.
    void set(std::size_t block, std::uint64_t digest) { digests_[block] = digest; }
    std::uint64_t of(std::size_t across, std::size_t down) const { return digests_[down * across_ + across]; }
    std::size_t across() const { return across_; }
    std::size_t down() const { return digests_.size() / across_; }

private:
    std::size_t across_;
    std::vector<std::uint64_t> digests_;
};

/// Does the block hold what is stated? `scratch` then holds its cells, if it is stored at all.
bool block_is_intact(RasterBlocks& blocks, const BlockDigests& digests, const raster::GridSpec& spec,
                     std::size_t across, std::size_t down, std::vector<std::uint32_t>& scratch);

/// "The cached surface is damaged": with the command that makes it anew.
[[noreturn]] void refuse_damaged_tiles(const std::filesystem::path& path);

/// What `read` returns; when GDAL cannot read what this program made, that is damage and not a wrong input.
template <typename Read>
auto read_made(const std::filesystem::path& path, const Read& read) {
    try {
        return read();
    } catch (const InputError&) {
        refuse_damaged_tiles(path);
    }
}

}  // namespace zonewright::io
