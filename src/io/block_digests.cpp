#include "io/block_digests.h"

#include <fmt/format.h>

#include <algorithm>
#include <bit>
#include <charconv>

#include "base/errors.h"
#include "base/language.h"
#include "base/vectorised.h"

namespace zonewright::io {
namespace {

constexpr std::size_t digits = 16;

ZONEWRIGHT_VECTORISED std::uint64_t digest_of_row(const std::uint32_t* stored, std::size_t count,
                                                  std::uint32_t position, std::uint32_t missing) {
    std::uint64_t digest = 0;
    for (std::size_t i = 0; i < count; ++i) {
        const std::uint32_t place = (position + static_cast<std::uint32_t>(i)) * 0x9E3779B1U;
        const std::uint32_t factor = (place ^ place >> 15) | 1U;
        const std::uint64_t product = static_cast<std::uint64_t>(stored[i] + place) * factor;
        digest += stored[i] == missing ? 0 : product;
    }
    return digest;
}

}  // namespace

CellWindow block_window(const raster::GridSpec& spec, std::size_t across, std::size_t down) {
    const std::size_t column = across * tile_cells, row = down * tile_cells;
    return {column, row, std::min(tile_cells, spec.columns - column), std::min(tile_cells, spec.rows - row)};
}

std::uint64_t digest_of(const std::uint32_t* stored, std::size_t row_cells, const CellWindow& w, std::size_t columns,
                        std::uint32_t missing) {
    std::uint64_t digest = 0;
    for (std::size_t r = 0; r < w.height; ++r)
        digest += digest_of_row(stored + r * row_cells, w.width,
                                static_cast<std::uint32_t>((w.row + r) * columns + w.column), missing);
    return digest;
}

BlockDigests::BlockDigests(const raster::GridSpec& spec)
    : across_(std::max<std::size_t>(1, (spec.columns + tile_cells - 1) / tile_cells)),
      digests_(across_ * ((spec.rows + tile_cells - 1) / tile_cells), 0) {}

std::optional<BlockDigests> BlockDigests::stated_in(GDALDataset& dataset, const raster::GridSpec& spec) {
    const char* text = dataset.GetMetadataItem(digests_item);
    if (text == nullptr) return std::nullopt;
    BlockDigests stated(spec);
    const std::string_view words(text);
    if (words.size() != stated.digests_.size() * digits) return std::nullopt;
    for (std::size_t i = 0; i < stated.digests_.size(); ++i) {
        const char* from = words.data() + i * digits;
        std::from_chars(from, from + digits, stated.digests_[i], 16);
    }
    return stated;
}

std::string BlockDigests::text() const {
    std::string words;
    for (const std::uint64_t digest : digests_) words += fmt::format("{:016x}", digest);
    return words;
}

bool block_is_intact(RasterBlocks& blocks, const BlockDigests& digests, const raster::GridSpec& spec,
                     std::size_t across, std::size_t down, std::vector<std::uint32_t>& scratch) {
    const std::uint64_t stated = digests.of(across, down);
    if (!blocks.is_stored(across, down)) return stated == 0;
    scratch.resize(tile_cells * tile_cells);
    return blocks.read_words(across, down, scratch) &&
           digest_of(scratch.data(), tile_cells, block_window(spec, across, down), spec.columns, blocks.missing_word()) == stated;
}

void refuse_damaged_tiles(const std::filesystem::path& path) {
    throw ResourceError({.thing = path.string(),
                         .value = both("缓存的栅格与写入时不符", "the cached surface is not what was written"),
                         .expected = both("完好的缓存", "an intact cache"),
                         .advice = both("zonewright run 研究文件夹 --fresh 重新计算",
                                        "zonewright run STUDY --fresh makes it anew")});
}

}  // namespace zonewright::io
