// Blocks of a surface that this program wrote earlier, to be taken over as they lie in its file: where only a few cells
// changed, only their blocks are packed anew.
//
// The file is believed when its bytes are those that were written (SHA-256), it lies on the same grid, and its blocks are
// of the same form. Cost: reads the file once.
#pragma once

#include <cstdint>
#include <memory>
#include <span>
#include <string>
#include <vector>

#include "io/block_digests.h"
#include "io/block_store.h"
#include "io/raster_dataset.h"

namespace zonewright::io {

class EarlierBlocks {
public:
    /// Null when it cannot be taken over; `images` and `form` are those of the file that is being written.
    static std::unique_ptr<EarlierBlocks> open(const EarlierSurface& surface, const raster::GridSpec& spec,
                                               std::span<const TiffImage> images, const StoreForm& form);

    const std::string& hash(std::size_t image, std::size_t block) const { return surface_.block_hashes[image][block]; }
    std::uint64_t digest(std::size_t block) const { return digests_.of(block % across(0), block / across(0)); }
    /// As it lies in the file, valid until the next call; empty for a block without data. Throws ResourceError.
    std::span<const std::byte> packed(std::size_t image, std::size_t block);
    /// Unpacked. Throws ResourceError.
    void words(std::size_t image, std::size_t block, std::span<std::uint32_t> words);

private:
    EarlierBlocks(EarlierSurface surface, Dataset dataset, BlockDigests digests)
        : surface_(std::move(surface)), dataset_(std::move(dataset)), digests_(std::move(digests)) {}
    std::size_t across(std::size_t image) const { return images_[image].across(); }

    EarlierSurface surface_;
    Dataset dataset_;
    BlockDigests digests_;
    std::vector<RasterBlocks> images_;
};

}  // namespace zonewright::io
