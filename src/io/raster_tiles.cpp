// The tile store: a tiled GeoTIFF that many threads fill block by block.
#include <algorithm>
#include <array>
#include <cstring>
#include <mutex>

#include "base/atomic_file.h"
#include "base/errors.h"
#include "base/language.h"
#include "base/parallel.h"
#include "base/vectorised.h"
#include "io/raster_dataset.h"

namespace zonewright::io {
namespace {

/// Digest of cells in a row of the raster, the same in whatever order rows are added: each cell is multiplied
/// with a number that follows from its position. Cells without data count for nothing.
ZONEWRIGHT_VECTORISED std::uint64_t digest_of_row(const float* stored, std::size_t count,
                                                  std::uint32_t position) {
    std::uint64_t digest = 0;
    for (std::size_t i = 0; i < count; ++i) {
        std::uint32_t bits = 0;
        std::memcpy(&bits, stored + i, sizeof bits);
        const std::uint32_t place = (position + static_cast<std::uint32_t>(i)) * 0x9E3779B1U;
        const std::uint32_t factor = (place ^ place >> 15) | 1U;
        const std::uint64_t product = static_cast<std::uint64_t>(bits + place) * factor;
        digest += stored[i] == file_no_data ? 0 : product;
    }
    return digest;
}

std::uint64_t digest_of(const float* stored, std::size_t row_cells, const CellWindow& w,
                        std::size_t columns) {
    std::uint64_t digest = 0;
    for (std::size_t r = 0; r < w.height; ++r)
        digest += digest_of_row(stored + r * row_cells, w.width,
                                static_cast<std::uint32_t>((w.row + r) * columns + w.column));
    return digest;
}

constexpr const char* digest_item = "CONTENT_DIGEST";

gis::Dataset create_tiles(const std::filesystem::path& path, const raster::GridSpec& spec, TileCoding coding,
                          std::size_t codec_threads) {
    // Bits of neighbouring floats subtracted as whole numbers (predictor 2) unpack twice as fast as predictor
    // 3 and come within a tenth of its size.
    static constexpr const char* plain[] = {"COMPRESS=NONE"};
    static constexpr const char* compact[] = {"COMPRESS=ZSTD", "ZSTD_LEVEL=1", "PREDICTOR=2"};
    std::vector<const char*> options{"TILED=YES", "BLOCKXSIZE=512", "BLOCKYSIZE=512", "SPARSE_OK=TRUE",
                                     "BIGTIFF=IF_SAFER"};
    // The content is the same at any number of codec threads.
    const std::string threads = fmt::format("NUM_THREADS={}", codec_threads);
    if (coding == TileCoding::Compact) {
        options.insert(options.end(), std::begin(compact), std::end(compact));
        options.push_back(threads.c_str());
    } else {
        options.insert(options.end(), std::begin(plain), std::end(plain));
    }
    options.push_back(nullptr);
    return gis::Dataset(raster_driver("GTiff").Create(path.c_str(), static_cast<int>(spec.columns),
                                                      static_cast<int>(spec.rows), 1, GDT_Float32,
                                                      const_cast<char**>(options.data())));
}

/// The cells of the raster that a block holds.
CellWindow window_of(const raster::GridSpec& spec, std::size_t across, std::size_t down) {
    const std::size_t column = across * tile_cells, row = down * tile_cells;
    return {column, row, std::min(tile_cells, spec.columns - column), std::min(tile_cells, spec.rows - row)};
}

std::uint64_t digest_of(GDALDataset& dataset, const raster::GridSpec& spec) {
    RasterBlocks blocks(dataset);
    std::vector<float> cells(tile_cells * tile_cells);
    std::uint64_t digest = 0;
    for (std::size_t down = 0; down < blocks.down(); ++down)
        for (std::size_t across = 0; across < blocks.across(); ++across)
            if (blocks.is_stored(across, down)) {
                if (!blocks.read(across, down, cells)) return ~digest;
                digest += digest_of(cells.data(), tile_cells, window_of(spec, across, down), spec.columns);
            }
    return digest;
}

/// Does every block lie within the file? On a full disk GDAL may leave less than it says.
bool is_complete(const std::filesystem::path& path) {
    const gis::Dataset dataset = open_raster(path);
    const RasterBlocks blocks(*dataset);
    const std::uint64_t size = std::filesystem::file_size(path);
    for (std::size_t down = 0; down < blocks.down(); ++down)
        for (std::size_t across = 0; across < blocks.across(); ++across)
            if (blocks.end_in_file(across, down) > size) return false;
    return true;
}

}  // namespace

struct TileWriter::Impl {
    Impl(std::filesystem::path target_path, const raster::GridSpec& grid, TileCoding coding,
         std::size_t codec_threads)
        : target(std::move(target_path)), pending(target), spec(grid) {
        dataset = create_tiles(pending.path(), spec, coding, codec_threads);
    }

    /// Both take file values; `writing` must be held.
    bool write_blocks(const CellWindow& w, std::vector<float>& stored, std::vector<float>& block) {
        RasterBlocks blocks(*dataset);
        if (w.width == tile_cells && w.height == tile_cells)
            return blocks.write(w.column / tile_cells, w.row / tile_cells, stored);
        for (std::size_t row = 0; row < w.height; row += tile_cells)
            for (std::size_t column = 0; column < w.width; column += tile_cells) {
                const std::size_t wide = std::min(tile_cells, w.width - column);
                block.assign(tile_cells * tile_cells, file_no_data);
                for (std::size_t r = 0; r < std::min(tile_cells, w.height - row); ++r)
                    std::copy_n(stored.data() + (row + r) * w.width + column, wide,
                                block.data() + r * tile_cells);
                if (!blocks.write((w.column + column) / tile_cells, (w.row + row) / tile_cells, block))
                    return false;
            }
        return true;
    }
    bool write_through_cache(const CellWindow& w, std::vector<float>& stored) {
        return dataset->GetRasterBand(1)->RasterIO(
                   GF_Write, static_cast<int>(w.column), static_cast<int>(w.row), static_cast<int>(w.width),
                   static_cast<int>(w.height), stored.data(), static_cast<int>(w.width),
                   static_cast<int>(w.height), GDT_Float32, 0, 0, nullptr) == CE_None;
    }

    std::filesystem::path target;
    PendingFile pending;
    raster::GridSpec spec;
    gis::Dataset dataset;
    std::mutex writing;
    std::uint64_t digest = 0;
};

TileWriter::TileWriter(std::filesystem::path target, const raster::GridSpec& spec, int epsg,
                       const RasterLabel& label, TileCoding coding, const Progress& progress) {
    const gis::GdalErrors errors;
    impl_ = std::make_unique<Impl>(std::move(target), spec, coding, progress.threads());
    require_written(errors, impl_->target);
    label_raster(*impl_->dataset, spec, epsg, file_no_data, label);
}
TileWriter::~TileWriter() {
    if (!impl_) return;
    const gis::GdalErrors unfinished;
    impl_->dataset.reset();
}
TileWriter::TileWriter(TileWriter&&) noexcept = default;
TileWriter& TileWriter::operator=(TileWriter&&) noexcept = default;

void TileWriter::write(std::size_t column, std::size_t row, std::size_t width, std::size_t height,
                       std::span<const float> cells) {
    const CellWindow window{column, row, width, height};
    if (cells.size() < width * height)
        throw InternalError({.thing = "TileWriter::write", .value = impl_->target.string()});
    // Kept between calls: fresh memory for every block costs more than the copy.
    thread_local std::vector<float> stored, block;
    stored.resize(width * height);
    to_file_values(cells.first(width * height), stored);
    const std::uint64_t digest = digest_of(stored.data(), width, window, impl_->spec.columns);
    const gis::GdalErrors errors;
    const std::scoped_lock lock(impl_->writing);
    const bool done = RasterBlocks(*impl_->dataset).divide(window)
                          ? impl_->write_blocks(window, stored, block)
                          : impl_->write_through_cache(window, stored);
    require_written(errors, impl_->target);
    if (!done) throw InternalError({.thing = "TileWriter::write", .value = impl_->target.string()});
    impl_->digest += digest;
}

void TileWriter::publish() {
    {
        const gis::GdalErrors errors;
        impl_->dataset->SetMetadataItem(digest_item, fmt::format("{:016x}", impl_->digest).c_str());
        impl_->dataset->FlushCache(true);
        impl_->dataset.reset();
        require_written(errors, impl_->target);
    }
    if (!is_complete(impl_->pending.path()))
        throw ResourceError({.thing = impl_->target.string(),
                             .value = both("文件不完整", "the file is cut short"),
                             .advice = both("检查磁盘后重试", "check the disk and try again")});
    impl_->pending.publish(Durability::Renamed);
}

bool tiles_are_intact(const std::filesystem::path& path) {
    const gis::GdalErrors unreadable;
    try {
        const gis::Dataset dataset = open_raster(path);
        const char* stated = dataset->GetMetadataItem(digest_item);
        const RasterInfo info = describe(*dataset, path);
        return stated != nullptr && fmt::format("{:016x}", digest_of(*dataset, info.spec)) == stated;
    } catch (const InputError&) {
        return false;
    }
}

void write_tiles(const std::filesystem::path& target, const raster::Grid<float>& grid, int epsg,
                 const RasterLabel& label, TileCoding coding, const Progress& progress) {
    TileWriter writer(target, grid.spec, epsg, label, coding, progress);
    const std::size_t across = (grid.spec.columns + tile_cells - 1) / tile_cells;
    const std::size_t down = (grid.spec.rows + tile_cells - 1) / tile_cells;
    std::vector<float> cells;
    for (std::size_t b = 0; b < across * down; ++b) {
        const CellWindow w = window_of(grid.spec, b % across, b / across);
        cells.resize(w.width * w.height);
        for (std::size_t r = 0; r < w.height; ++r)
            std::copy_n(grid.row(w.row + r).begin() + static_cast<std::ptrdiff_t>(w.column), w.width,
                        cells.begin() + static_cast<std::ptrdiff_t>(r * w.width));
        writer.write(w.column, w.row, w.width, w.height, cells);
    }
    writer.publish();
}

}  // namespace zonewright::io
