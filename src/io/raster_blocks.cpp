// Blocks read as they lie in the file.
#include <fmt/format.h>

#include <algorithm>
#include <bit>
#include <cmath>
#include <cstdlib>
#include <optional>
#include <string_view>

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

ZONEWRIGHT_VECTORISED void words_to_cells(const std::uint32_t* words, float* cells, std::size_t count,
                                          std::uint32_t missing, std::uint32_t no_data) {
    for (std::size_t i = 0; i < count; ++i) cells[i] = std::bit_cast<float>(words[i] == missing ? no_data : words[i]);
}

/// How this program's codecs unpack the blocks; nothing when they cannot.
std::optional<BlockCodec> codec_of(GDALDataset& dataset) {
    const auto stated = [&](const char* item) {
        const char* text = dataset.GetMetadataItem(item, "IMAGE_STRUCTURE");
        return std::string_view(text == nullptr ? "" : text);
    };
    const std::string_view compression = stated("COMPRESSION");
    const bool known = dataset.GetRasterCount() == 1 && stated("PREDICTOR") == "2" &&
                       (compression == "ZSTD" || compression == "DEFLATE");
    std::error_code ignored;
    if (!known || !std::filesystem::is_regular_file(dataset.GetDescription(), ignored) ||
        head_of_file(dataset.GetDescription(), 2) != "II")  // words of the other order are for GDAL to turn
        return std::nullopt;
    return compression == "ZSTD" ? BlockCodec::Zstd : BlockCodec::Deflate;
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

void from_stored_words(const std::uint32_t* words, float* cells, std::size_t count) {
    words_to_cells(words, cells, count, std::bit_cast<std::uint32_t>(file_no_data),
                   std::bit_cast<std::uint32_t>(raster::no_data));
}

RasterBlocks::RasterBlocks(GDALDataset& dataset) : RasterBlocks(dataset, *dataset.GetRasterBand(1)) {}

RasterBlocks::RasterBlocks(GDALDataset& dataset, GDALRasterBand& band)
    : band_(&band),
      type_(band.GetRasterDataType()),
      columns_(static_cast<std::size_t>(band.GetXSize())),
      rows_(static_cast<std::size_t>(band.GetYSize())) {
    int width = 0, height = 0;
    band_->GetBlockSize(&width, &height);
    width_ = static_cast<std::size_t>(std::max(1, width));
    height_ = static_cast<std::size_t>(std::max(1, height));
    const std::optional<BlockCodec> codec = has_words() ? codec_of(dataset) : std::nullopt;
    if (!codec) return;
    packed_file_ = std::make_unique<FileReader>(dataset.GetDescription());
    coder_ = std::make_unique<BlockCoder>(*codec);
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
    if (type_ == GDT_Float32)
        return packed_file_ ? read_words(across, down, {reinterpret_cast<std::uint32_t*>(cells.data()), cells.size()})
                            : band_->ReadBlock(x, y, cells.data()) == CE_None;
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

bool RasterBlocks::read_words(std::size_t across, std::size_t down, std::span<std::uint32_t> words) {
    if (!has_words()) return false;
    const std::uint64_t offset = packed_file_ ? stated("BLOCK_OFFSET", across, down) : 0;
    if (offset == 0)  // not packed, or never written: GDAL fills in the no data
        return band_->ReadBlock(static_cast<int>(across), static_cast<int>(down), words.data()) == CE_None;
    const auto block = packed(across, down);
    return block && coder_->decode(std::as_bytes(*block), words.first(width_ * height_), width_);
}

std::optional<std::span<const char>> RasterBlocks::packed(std::size_t across, std::size_t down) {
    if (!packed_file_) return std::nullopt;
    const std::uint64_t offset = stated("BLOCK_OFFSET", across, down), size = offset == 0 ? 0 : stated("BLOCK_SIZE", across, down);
    if (size > width_ * height_ * sizeof(std::uint32_t) * 2) return std::nullopt;
    packed_.resize(size);
    if (size > 0 && packed_file_->read_at(offset, packed_) != size) return std::nullopt;
    return std::span<const char>(packed_);
}

}  // namespace zonewright::io
