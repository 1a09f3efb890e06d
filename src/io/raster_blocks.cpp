// Blocks read and written as they lie in the file.
#include <fmt/format.h>

#include <algorithm>
#include <cmath>
#include <cstdlib>

#include "base/vectorised.h"
#include "io/raster_dataset.h"

namespace zonewright::io {
namespace {

ZONEWRIGHT_VECTORISED void replace_missing(float* cells, std::size_t count, float missing) {
    for (std::size_t i = 0; i < count; ++i) cells[i] = cells[i] == missing ? raster::no_data : cells[i];
}

ZONEWRIGHT_VECTORISED void replace_endless(float* cells, std::size_t count, float endless) {
    for (std::size_t i = 0; i < count; ++i)
        cells[i] = cells[i] <= -endless || cells[i] >= endless ? raster::no_data : cells[i];
}

ZONEWRIGHT_VECTORISED void replace_nan(const float* cells, float* stored, std::size_t count) {
    for (std::size_t i = 0; i < count; ++i) stored[i] = cells[i] == cells[i] ? cells[i] : file_no_data;
}

}  // namespace

void to_file_values(std::span<const float> cells, std::span<float> stored) {
    replace_nan(cells.data(), stored.data(), cells.size());
}

void from_file_values(std::span<float> cells, const std::optional<double>& no_data) {
    constexpr double endless = 1e38;
    if (!no_data || std::isnan(*no_data)) return;
    if (std::abs(*no_data) >= endless)
        return replace_endless(cells.data(), cells.size(), static_cast<float>(endless));
    replace_missing(cells.data(), cells.size(), static_cast<float>(*no_data));
}

RasterBlocks::RasterBlocks(GDALDataset& dataset)
    : band_(dataset.GetRasterBand(1)),
      type_(band_->GetRasterDataType()),
      columns_(static_cast<std::size_t>(dataset.GetRasterXSize())),
      rows_(static_cast<std::size_t>(dataset.GetRasterYSize())) {
    int width = 0, height = 0;
    band_->GetBlockSize(&width, &height);
    width_ = static_cast<std::size_t>(std::max(1, width));
    height_ = static_cast<std::size_t>(std::max(1, height));
}

bool RasterBlocks::divide(const CellWindow& w) const {
    const auto ends = [](std::size_t end, std::size_t block, std::size_t all) {
        return end == all || (end < all && end % block == 0);
    };
    return w.width > 0 && w.height > 0 && w.column % width_ == 0 && w.row % height_ == 0 &&
           ends(w.column + w.width, width_, columns_) && ends(w.row + w.height, height_, rows_);
}

std::uint64_t RasterBlocks::stated(const char* item, std::size_t across, std::size_t down) const {
    const char* text = band_->GetMetadataItem(fmt::format("{}_{}_{}", item, across, down).c_str(), "TIFF");
    return text == nullptr ? 0 : std::strtoull(text, nullptr, 10);
}

std::uint64_t RasterBlocks::end_in_file(std::size_t across, std::size_t down) const {
    const std::uint64_t from = stated("BLOCK_OFFSET", across, down);
    return from == 0 ? 0 : from + stated("BLOCK_SIZE", across, down);
}

bool RasterBlocks::read(std::size_t across, std::size_t down, std::span<float> cells) {
    const auto x = static_cast<int>(across), y = static_cast<int>(down);
    if (type_ == GDT_Float32) return band_->ReadBlock(x, y, cells.data()) == CE_None;
    native_.resize(width_ * height_ * static_cast<std::size_t>(GDALGetDataTypeSizeBytes(type_)));
    if (band_->ReadBlock(x, y, native_.data()) != CE_None) return false;
    GDALCopyWords64(native_.data(), type_, GDALGetDataTypeSizeBytes(type_), cells.data(), GDT_Float32,
                    sizeof(float), static_cast<GPtrDiff_t>(width_ * height_));
    return true;
}

bool RasterBlocks::read(const CellWindow& w, float* cells, std::size_t row_cells) {
    if (w.width == width_ && w.height == height_ && row_cells == width_)
        return read(w.column / width_, w.row / height_, std::span(cells, width_ * height_));
    block_.resize(width_ * height_);
    for (std::size_t row = 0; row < w.height; row += height_)
        for (std::size_t column = 0; column < w.width; column += width_) {
            if (!read((w.column + column) / width_, (w.row + row) / height_, block_)) return false;
            const std::size_t wide = std::min(width_, w.width - column);
            for (std::size_t r = 0; r < std::min(height_, w.height - row); ++r)
                std::copy_n(block_.data() + r * width_, wide, cells + (row + r) * row_cells + column);
        }
    return true;
}

bool RasterBlocks::write(std::size_t across, std::size_t down, std::span<float> cells) {
    return band_->WriteBlock(static_cast<int>(across), static_cast<int>(down), cells.data()) == CE_None;
}

}  // namespace zonewright::io
