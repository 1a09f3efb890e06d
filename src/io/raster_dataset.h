// GDAL raster datasets for the raster files of this folder only: opening from an allow-list, creating in
// memory, labelling, and telling a failed write from a good one.
#pragma once

#include <bit>
#include <cstddef>
#include <cstdint>
#include <filesystem>
#include <memory>
#include <optional>
#include <span>
#include <string>
#include <vector>

#include "base/file_reader.h"
#include "io/block_coding.h"
#include "io/gdal_handles.h"
#include "io/raster_io.h"
#include "raster/grid.h"

namespace zonewright::io {

/// Throws ResourceError naming `target` when GDAL reported a failure; on a full disk 3.6 does so by message
/// alone.
void require_written(const gis::GdalErrors& errors, const std::filesystem::path& target);

/// No data in the files we write.
inline constexpr float file_no_data = -9999.0F;
inline constexpr std::uint32_t file_no_reason = 4294967295U;

/// Throws ResourceError when this GDAL lacks the driver.
GDALDriver& raster_driver(const char* name);
/// Opens an existing regular file with GTiff, COG, HFA or AAIGrid and nothing else (no VRT, no network, no
/// archive). Throws InputError naming the path.
Dataset open_raster(const std::filesystem::path& path);
/// The CRS as text GDAL reads back.
std::string wkt_of(const OGRSpatialReference& crs);
/// What a stored number of band 1 means: stored × factor + offset, lengths in metres (ft, dm, cm become such).
struct StoredNumbers {
    double factor = 1, offset = 0;
    bool as_they_are() const { return factor == 1 && offset == 0; }
    void apply(std::span<float> cells) const;
};
StoredNumbers numbers_of(GDALDataset& dataset);
/// Does a mask or an alpha band say which cells hold nothing?
bool is_masked(GDALDataset& dataset);
/// The band whose zeros say so; only where is_masked().
GDALRasterBand& mask_of(GDALDataset& dataset);
RasterInfo describe(GDALDataset& dataset, const std::filesystem::path& path);

/// One band over `cells`, which must outlive the dataset.
Dataset memory_raster(const raster::GridSpec& spec, int epsg, GDALDataType type, void* cells);
/// States CRS, position, no data, description and unit of a dataset that is being written.
void label_raster(GDALDataset& dataset, const raster::GridSpec& spec, int epsg, double no_data,
                  const RasterLabel& label);

/// NaN → file_no_data, and back. Where the stated no data lies at the end of the range of a float (-3.4e38), all
/// numbers of that size are no data: programs write the end of the range in several roundings.
void to_file_values(std::span<const float> cells, std::span<float> stored);
void from_file_values(std::span<float> cells, const std::optional<double>& no_data);
/// Of floats as this program stores them, file_no_data for no data.
void from_stored_words(const std::uint32_t* words, float* cells, std::size_t count);

/// A rectangle of cells of a raster.
struct CellWindow {
    std::size_t column = 0, row = 0, width = 0, height = 0;
};

/// The blocks in which a raster is stored, read one by one past GDAL's block cache: nothing is kept, nothing is
/// copied twice. Blocks that this program packed are unpacked by it, which is three times as fast as by GDAL. Not for
/// several threads at once.
class RasterBlocks {
public:
    explicit RasterBlocks(GDALDataset& dataset);
    /// Of an overview of that dataset.
    RasterBlocks(GDALDataset& dataset, GDALRasterBand& band);

    /// Is this a window of whole blocks?
    bool divide(const CellWindow& window) const;
    std::size_t width() const { return width_; }
    std::size_t height() const { return height_; }
    std::size_t across() const { return (columns_ + width_ - 1) / width_; }
    std::size_t down() const { return (rows_ + height_ - 1) / height_; }

    /// Where a block of a GeoTIFF ends in its file; 0 for a block that was never written.
    std::uint64_t end_in_file(std::size_t across, std::size_t down) const;
    bool is_stored(std::size_t across, std::size_t down) const { return end_in_file(across, down) > 0; }
    /// One block as Float32, width() × height() cells also at the edges; false when it cannot be read.
    bool read(std::size_t across, std::size_t down, std::span<float> cells);
    /// A window of whole blocks, `row_cells` from row to row; false when it cannot be read.
    bool read(const CellWindow& window, float* cells, std::size_t row_cells);
    /// Are the cells words of 32 bits?
    bool has_words() const { return type_ == GDT_Float32 || type_ == GDT_UInt32 || type_ == GDT_Int32; }
    /// What stands for no data in the blocks that this program writes.
    std::uint32_t missing_word() const {
        return type_ == GDT_Float32 ? std::bit_cast<std::uint32_t>(file_no_data) : file_no_reason;
    }
    /// One block of such cells as they are stored; false when it cannot be read.
    bool read_words(std::size_t across, std::size_t down, std::span<std::uint32_t> words);
    /// One block as this program packed it, valid until the next call; empty when it was never written, nothing when it
    /// cannot be read or was packed by another.
    std::optional<std::span<const char>> packed(std::size_t across, std::size_t down);

private:
    std::uint64_t stated(const char* item, std::size_t across, std::size_t down) const;

    GDALRasterBand* band_;
    GDALDataType type_;
    std::size_t columns_, rows_, width_, height_;
    std::unique_ptr<FileReader> packed_file_;  ///< of a file whose blocks BlockCoder unpacks
    std::unique_ptr<BlockCoder> coder_;
    std::vector<char> packed_;
    std::vector<std::byte> native_;
    std::vector<float> block_;
};

}  // namespace zonewright::io
