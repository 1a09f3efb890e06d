#include "io/block_store.h"

#include <algorithm>
#include <cstring>

#include "base/hash.h"
#include "io/earlier_surface.h"
#include "io/raster_digest.h"

namespace zonewright::io {
namespace {

constexpr std::size_t block_words = tile_cells * tile_cells;

std::size_t blocks_over(std::size_t cells) {
    return (cells + tile_cells - 1) / tile_cells;
}

/// The raster and its halves, down to one block.
std::vector<TiffImage> images_of(const raster::GridSpec& spec, bool overviews) {
    std::vector<TiffImage> images{{spec.columns, spec.rows, false, {}}};
    while (overviews && std::max(images.back().columns, images.back().rows) > tile_cells)
        images.push_back({(images.back().columns + 1) / 2, (images.back().rows + 1) / 2, true, {}});
    for (TiffImage& image : images) {
        const std::size_t blocks = blocks_over(image.columns) * blocks_over(image.rows);
        image.blocks = {std::vector<std::uint64_t>(blocks), std::vector<std::uint32_t>(blocks)};
    }
    return images;
}

BlockCoder& coder_of(BlockCodec codec) {
    thread_local BlockCoder none(BlockCodec::None), zstd(BlockCodec::Zstd), deflate(BlockCodec::Deflate);
    return codec == BlockCodec::None ? none : codec == BlockCodec::Zstd ? zstd : deflate;
}

}  // namespace

BlockStore::BlockStore(const raster::GridSpec& spec, StoreForm form, OutputFile& file, std::uint64_t first)
    : form_(form),
      file_(file),
      end_(first),
      images_(images_of(spec, form.published)),
      levels_(images_.size()),
      digests_(spec) {
    for (const TiffImage& image : images_)
        hashes_.emplace_back(form_.published ? image.blocks.offsets.size() : 0);
}

CellWindow BlockStore::window_of(std::size_t image, std::size_t block) const {
    const TiffImage& of = images_[image];
    const std::size_t across = blocks_over(of.columns);
    const std::size_t column = block % across * tile_cells, row = block / across * tile_cells;
    return {column, row, std::min(tile_cells, of.columns - column), std::min(tile_cells, of.rows - row)};
}

void BlockStore::write(const CellWindow& window, std::span<const std::uint32_t> words) {
    collect(0, window, words.data(), window.width);
}

void BlockStore::take_over(EarlierBlocks& earlier, std::vector<bool> changed) {
    std::vector<std::uint32_t> words(block_words);
    for (std::size_t image = 0; image < images_.size(); ++image) {
        const bool has_more = image + 1 < images_.size();
        const std::size_t across = blocks_over(images_[image].columns), above = has_more ? blocks_over(images_[image + 1].columns) : 0;
        const auto parent = [&](std::size_t block) { return block / across / 2 * above + block % across / 2; };
        std::vector<bool> changed_above(has_more ? images_[image + 1].blocks.offsets.size() : 0);
        for (std::size_t block = 0; has_more && block < changed.size(); ++block)
            if (changed[block]) changed_above[parent(block)] = true;
        for (std::size_t block = 0; block < changed.size(); ++block) {
            if (changed[block]) continue;
            take_over_block(earlier, image, block);
            if (!has_more || !changed_above[parent(block)]) continue;
            earlier.words(image, block, words);
            pass_up(image, block, words);
        }
        changed = std::move(changed_above);
    }
}

void BlockStore::take_over_block(EarlierBlocks& earlier, std::size_t image, std::size_t block) {
    hashes_[image][block] = earlier.hash(image, block);
    if (image == 0) digests_.set(block, earlier.digest(block));
    const std::span<const std::byte> coded = earlier.packed(image, block);
    if (coded.empty()) return;
    const std::uint64_t at = end_.fetch_add(coded.size());
    file_.write_at(at, coded);
    images_[image].blocks.offsets[block] = at;
    images_[image].blocks.sizes[block] = static_cast<std::uint32_t>(coded.size());
}

void BlockStore::collect(std::size_t image, const CellWindow& w, const std::uint32_t* words, std::size_t row_words) {
    const std::size_t across = blocks_over(images_[image].columns);
    for (std::size_t down = w.row / tile_cells; down * tile_cells < w.row + w.height; ++down)
        for (std::size_t over = w.column / tile_cells; over * tile_cells < w.column + w.width; ++over) {
            const std::size_t block = down * across + over;
            const CellWindow whole = window_of(image, block);
            const std::size_t row = std::max(w.row, whole.row), column = std::max(w.column, whole.column);
            const std::size_t row_end = std::min(w.row + w.height, whole.row + whole.height);
            const std::size_t width = std::min(w.column + w.width, whole.column + whole.width) - column;
            Waiting ready;
            {
                Level& level = levels_[image];
                const std::scoped_lock lock(level.mutex);
                Waiting& waiting = level.waiting[block];
                if (waiting.words.empty()) waiting = {std::vector<std::uint32_t>(block_words, form_.no_data), whole.width * whole.height};
                for (std::size_t r = row; r < row_end; ++r)
                    std::copy_n(words + (r - w.row) * row_words + (column - w.column), width,
                                waiting.words.data() + (r - whole.row) * tile_cells + (column - whole.column));
                waiting.missing -= std::min(waiting.missing, (row_end - row) * width);
                if (waiting.missing > 0) continue;
                ready = std::move(waiting);
                level.waiting.erase(block);
            }
            pack(image, block, ready.words);
        }
}

void BlockStore::pack(std::size_t image, std::size_t block, std::span<std::uint32_t> words) {
    const CellWindow window = window_of(image, block);
    if (image == 0 && form_.has_digests())
        digests_.set(block, digest_of(words.data(), tile_cells, window, images_[0].columns, form_.no_data));
    if (form_.published) hashes_[image][block] = hash_of_block(words.data(), tile_cells, window.width, window.height);
    const bool empty = std::all_of(words.begin(), words.end(), [&](std::uint32_t word) { return word == form_.no_data; });
    if (!empty) {
        const std::span<const std::byte> coded = coder_of(form_.codec).encode(words, tile_cells);
        const std::uint64_t at = end_.fetch_add(coded.size());
        file_.write_at(at, coded);
        images_[image].blocks.offsets[block] = at;
        images_[image].blocks.sizes[block] = static_cast<std::uint32_t>(coded.size());
    }
    if (image + 1 < images_.size()) pass_up(image, block, words);
}

void BlockStore::pass_up(std::size_t image, std::size_t block, std::span<const std::uint32_t> words) {
    const CellWindow window = window_of(image, block);
    const CellWindow half{window.column / 2, window.row / 2, (window.width + 1) / 2, (window.height + 1) / 2};
    std::vector<std::uint32_t> halved(half.width * half.height);
    halve(words.data(), tile_cells, window.width, window.height, form_.type, form_.surface, halved.data(), half.width);
    collect(image + 1, half, halved.data(), half.width);
}

void BlockStore::finish() {
    for (std::size_t image = 0; image < images_.size(); ++image) {
        std::map<std::size_t, Waiting> rest = std::move(levels_[image].waiting);
        levels_[image].waiting.clear();
        for (auto& [block, waiting] : rest) pack(image, block, waiting.words);
        for (std::size_t block = 0; block < hashes_[image].size(); ++block)
            if (hashes_[image][block].empty()) {
                const CellWindow window = window_of(image, block);
                const std::vector<std::uint32_t> nothing(window.width * window.height, form_.no_data);
                hashes_[image][block] = hash_of_block(nothing.data(), window.width, window.width, window.height);
            }
    }
}

}  // namespace zonewright::io
