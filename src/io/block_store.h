// A raster that is being written block by block from several threads, each block packed as soon as its cells are
// there, together with the overviews above it.
//
// Blocks of 512 × 512 cells. Windows of any extent are collected until their block is whole; blocks nobody writes
// hold no data and take no room. A block is digested, packed and appended to a file of blocks; its cells, halved, are
// collected for the block above. With tiles that come in Z-order few blocks wait. Thread-safe but for finish().
// Memory: one block for each that waits, and three for each thread.
#pragma once

#include <atomic>
#include <filesystem>
#include <map>
#include <mutex>
#include <span>
#include <string>
#include <vector>

#include "base/output_file.h"
#include "io/block_digests.h"
#include "io/raster_overviews.h"

namespace zonewright::io {

class EarlierBlocks;

struct StoreForm {
    CellType type = CellType::Float;
    BlockCodec codec = BlockCodec::None;
    std::uint32_t no_data = 0;  ///< as stored
    bool published = false;     ///< with overviews and a digest of its content
    bool squares = false;       ///< the cells are squared distances (raster/distance.h)
    SurfaceForm surface;

    /// Does it state a digest for every block?
    bool has_digests() const { return type == CellType::Float || !published; }
};

class BlockStore {
public:
    /// Blocks go to `file` from byte `first` on.
    BlockStore(const raster::GridSpec& spec, StoreForm form, OutputFile& file, std::uint64_t first);

    /// Cells as stored, `window.width` from row to row.
    void write(const CellWindow& window, std::span<const std::uint32_t> words);
    /// Takes over what did not change, block by block of the whole and of the overviews above; nothing of a block that
    /// `changed` does not name may be written. Before the first write().
    void take_over(EarlierBlocks& earlier, std::vector<bool> changed);
    /// Packs what waits. Nothing may be written after it.
    void finish();

    /// After finish(): the image and its overviews, offsets in the file of blocks.
    const std::vector<TiffImage>& images() const { return images_; }
    const BlockDigests& digests() const { return digests_; }
    std::uint64_t end() const { return end_; }
    /// SHA-256 of the blocks of an image, for io/raster_digest.h.
    std::span<const std::string> block_hashes(std::size_t image) const { return hashes_[image]; }

private:
    struct Waiting {
        std::vector<std::uint32_t> words;  ///< a whole block
        std::size_t missing = 0;           ///< cells
    };
    struct Level {
        std::mutex mutex;
        std::map<std::size_t, Waiting> waiting;  ///< by block
    };

    CellWindow window_of(std::size_t image, std::size_t block) const;
    void collect(std::size_t image, const CellWindow& window, const std::uint32_t* words, std::size_t row_words);
    void pack(std::size_t image, std::size_t block, std::span<std::uint32_t> words);
    void take_over_block(EarlierBlocks& earlier, std::size_t image, std::size_t block);
    void pass_up(std::size_t image, std::size_t block, std::span<const std::uint32_t> words);

    StoreForm form_;
    OutputFile& file_;
    std::atomic<std::uint64_t> end_;
    std::vector<TiffImage> images_;
    std::vector<Level> levels_;
    std::vector<std::vector<std::string>> hashes_;
    BlockDigests digests_;
};

}  // namespace zonewright::io
