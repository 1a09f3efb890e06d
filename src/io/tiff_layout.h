// The bytes of a tiled TIFF around its blocks: header and directories.
//
// GDAL packs the cells of a file itself and offers no way to hand it blocks that are packed already, so what
// surrounds them is laid out here: classic TIFF, BigTIFF from 2 GiB of cells; position, CRS and labels are copied from
// the directory that GDAL writes for a raster of one cell. Numbers are little-endian.
// Sources: TIFF 6.0; OGC 19-008r4 (GeoTIFF 1.1); OGC 21-026 (COG); GDAL's COG driver page for the area behind the header.
#pragma once

#include <cstddef>
#include <cstdint>
#include <map>
#include <span>
#include <string>
#include <vector>

#include "io/block_coding.h"
#include "io/raster_io.h"
#include "raster/grid.h"

namespace zonewright::io {

enum class CellType : std::uint16_t { Unsigned = 1, Float = 3 };  ///< as TIFF's SampleFormat

/// One entry of a directory; `bytes` as they lie in the file.
struct TiffEntry {
    std::uint16_t type = 0;
    std::uint64_t count = 0;
    std::vector<std::byte> bytes;
};
using TiffEntries = std::map<std::uint16_t, TiffEntry>;

/// Position, CRS, no data, description, unit, and `items` as GDAL writes them. Throws InputError for an unknown EPSG code.
TiffEntries geotiff_entries(const raster::GridSpec& spec, int epsg, CellType type, double no_data, const RasterLabel& label,
                            const std::map<std::string, std::string>& items);

/// Where the packed blocks of an image lie, row by row; 0 and 0 for one without data.
struct TiffBlocks {
    std::vector<std::uint64_t> offsets;
    std::vector<std::uint32_t> sizes;
};
struct TiffImage {
    std::size_t columns = 0, rows = 0;
    bool overview = false;
    TiffBlocks blocks;
};

struct TiffForm {
    bool big = false;
    CellType type = CellType::Float;
    BlockCodec codec = BlockCodec::None;
    TiffEntries labels;  ///< of the first image; overviews keep only the no data
};

/// Is a file of so many cells written as BigTIFF?
bool needs_big_tiff(std::uint64_t cells);
/// Points at the first directory.
std::vector<std::byte> tiff_header(bool big, std::uint64_t first_directory);
/// All directories, one behind the other, to lie at `at`. Their size does not depend on offsets.
std::vector<std::byte> tiff_directories(const TiffForm& form, std::span<const TiffImage> images, std::uint64_t at);
/// Says that directories come first and that blocks lie in order with their size before and their last bytes
/// behind; to lie behind the header.
std::string cog_announcement();

}  // namespace zonewright::io
