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
#include "io/block_digests.h"

namespace zonewright::io {
namespace {

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

/// Does every block that was written lie within the file, and what was written hold data? On a full disk GDAL may
/// leave less than it says; a codec that fails on a thread of its own leaves a block out.
bool is_complete(const std::filesystem::path& path, const raster::GridSpec& spec, const BlockDigests& written) {
    const gis::GdalErrors errors;
    const gis::Dataset dataset = open_raster(path);
    RasterBlocks blocks(*dataset);
    const auto stated = BlockDigests::stated_in(*dataset, spec);
    if (!stated || blocks.across() != written.across() || blocks.down() != written.down()) return false;
    const std::uint64_t size = std::filesystem::file_size(path);
    for (std::size_t down = 0; down < blocks.down(); ++down)
        for (std::size_t across = 0; across < blocks.across(); ++across)
            if (stated->of(across, down) != written.of(across, down) || blocks.end_in_file(across, down) > size ||
                (written.of(across, down) != 0 && !blocks.is_stored(across, down)))
                return false;
    return !errors.failed();
}

[[noreturn]] void refuse_incomplete(const std::filesystem::path& target) {
    throw ResourceError({.thing = target.string(),
                         .value = both("文件不完整", "the file is cut short"),
                         .advice = both("检查磁盘和内存后重试", "check disk and memory and try again")});
}

}  // namespace

struct TileWriter::Impl {
    Impl(std::filesystem::path target_path, const raster::GridSpec& grid, TileCoding coding,
         std::size_t codec_threads)
        : target(std::move(target_path)), pending(target), spec(grid), digests(grid) {
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
    BlockDigests digests;
    std::uint64_t unheard_before = gis::unheard_failures();
};

TileWriter::TileWriter(std::filesystem::path target, const raster::GridSpec& spec, int epsg,
                       const RasterLabel& label, TileCoding coding, const Progress& progress) {
    const gis::GdalErrors errors;
    impl_ = std::make_unique<Impl>(std::move(target), spec, coding, progress.threads());
    require_written(errors, impl_->target);
    if (!impl_->dataset) refuse_incomplete(impl_->target);
    label_raster(*impl_->dataset, spec, epsg, file_no_data, label);
    require_written(errors, impl_->target);
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
    BlockDigests digests(impl_->spec);
    digests.add(stored.data(), width, window);
    const gis::GdalErrors errors;
    const std::scoped_lock lock(impl_->writing);
    const bool done = RasterBlocks(*impl_->dataset).divide(window)
                          ? impl_->write_blocks(window, stored, block)
                          : impl_->write_through_cache(window, stored);
    require_written(errors, impl_->target);
    if (!done) refuse_incomplete(impl_->target);
    impl_->digests.add(digests);
}

void TileWriter::publish() {
    {
        const gis::GdalErrors errors;
        impl_->digests.state_in(*impl_->dataset);
        impl_->dataset->FlushCache(true);
        impl_->dataset.reset();
        require_written(errors, impl_->target);
    }
    if (gis::unheard_failures() != impl_->unheard_before || !is_complete(impl_->pending.path(), impl_->spec, impl_->digests))
        refuse_incomplete(impl_->target);
    impl_->pending.publish(Durability::Renamed);
}

bool tiles_are_intact(const std::filesystem::path& path) {
    const gis::GdalErrors unreadable;
    try {
        const gis::Dataset dataset = open_raster(path);
        const raster::GridSpec spec = describe(*dataset, path).spec;
        const auto digests = BlockDigests::stated_in(*dataset, spec);
        if (!digests) return false;
        RasterBlocks blocks(*dataset);
        std::vector<float> scratch;
        bool intact = blocks.across() == digests->across() && blocks.down() == digests->down();
        for (std::size_t b = 0; intact && b < digests->across() * digests->down(); ++b)
            intact = block_is_intact(blocks, *digests, spec, b % digests->across(), b / digests->across(), scratch);
        return intact;
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
        const CellWindow w = block_window(grid.spec, b % across, b / across);
        cells.resize(w.width * w.height);
        for (std::size_t r = 0; r < w.height; ++r)
            std::copy_n(grid.row(w.row + r).begin() + static_cast<std::ptrdiff_t>(w.column), w.width,
                        cells.begin() + static_cast<std::ptrdiff_t>(r * w.width));
        writer.write(w.column, w.row, w.width, w.height, cells);
    }
    writer.publish();
}

}  // namespace zonewright::io
