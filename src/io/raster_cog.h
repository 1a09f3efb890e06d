// A Cloud Optimized GeoTIFF from blocks that are packed already: directories first, then the blocks of the smallest
// overview up to those of the whole, row by row.
#pragma once

#include <filesystem>
#include <string>

#include "io/block_store.h"

namespace zonewright::io {

/// Copies the blocks of `store`, which lie in `blocks`, into `pending`; errors name `target`. Reads back what was
/// written and returns the SHA-256 of its bytes.
std::string lay_out_cog(const BlockStore& store, const std::filesystem::path& blocks, const TiffForm& form,
                        const std::filesystem::path& pending, const std::filesystem::path& target);

}  // namespace zonewright::io
