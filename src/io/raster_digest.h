// What does a raster say, whatever its bytes? SHA-256 over size, type, position, CRS, no data, scale, offset, unit
// and description of each band, and of its cells and those of each overview (that is what is drawn when the map is
// small): one SHA-256 for every 512 × 512 cells, row by row as they are stored. A file that is compressed or tiled
// anew, or that has statistics beside it (.aux.xml, as QGIS writes them), says the same.
// Cost: reads all cells once, 0.3 GB/s. Errors: InputError when the file cannot be opened or read whole.
#pragma once

#include <cstdint>
#include <filesystem>
#include <functional>
#include <span>
#include <string>
#include <vector>

#include "base/progress.h"

namespace zonewright::io {

std::string raster_digest(const std::filesystem::path& path, const Progress& progress);
/// The same of a file of one band whose blocks are known: by image, the overviews after the whole.
std::string raster_digest(const std::filesystem::path& path,
                          const std::function<std::span<const std::string>(std::size_t image)>& block_hashes);

/// Of `width` × `height` cells of 32 bits, `row_words` from row to row.
std::string hash_of_block(const std::uint32_t* words, std::size_t row_words, std::size_t width, std::size_t height);

}  // namespace zonewright::io
