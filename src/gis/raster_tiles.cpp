// The tile store: a tiled, uncompressed GeoTIFF that many threads fill block by block.
#include <array>
#include <atomic>
#include <cstring>
#include <mutex>

#include "base/atomic_file.h"
#include "base/errors.h"
#include "base/language.h"
#include "gis/raster_dataset.h"

namespace zonewright::gis {
namespace {

constexpr std::size_t tile_cells = 512;

/// Digest of the cells that hold data, the same in whatever order they are added.
std::uint64_t digest_of(std::span<const float> stored, std::size_t width, std::size_t column, std::size_t row,
                        std::size_t columns) {
    std::uint64_t digest = 0;
    for (std::size_t i = 0; i < stored.size(); ++i) {
        if (stored[i] == file_no_data) continue;
        std::uint32_t bits = 0;
        std::memcpy(&bits, &stored[i], sizeof bits);
        const std::uint64_t position = (row + i / width) * columns + column + i % width;
        std::uint64_t mixed = (position << 32 ^ position >> 32) + bits + 0x9E3779B97F4A7C15ULL;
        mixed = (mixed ^ mixed >> 30) * 0xBF58476D1CE4E5B9ULL;
        mixed = (mixed ^ mixed >> 27) * 0x94D049BB133111EBULL;
        digest += mixed ^ mixed >> 31;
    }
    return digest;
}

Dataset create_tiles(const std::filesystem::path& path, const raster::GridSpec& spec) {
    std::array<const char*, 6> options{"TILED=YES",     "BLOCKXSIZE=512",   "BLOCKYSIZE=512",
                                       "COMPRESS=NONE", "BIGTIFF=IF_SAFER", nullptr};
    return Dataset(raster_driver("GTiff").Create(path.c_str(), static_cast<int>(spec.columns),
                                                 static_cast<int>(spec.rows), 1, GDT_Float32,
                                                 const_cast<char**>(options.data())));
}

std::uint64_t digest_of_file(const std::filesystem::path& path, const raster::GridSpec& spec) {
    RasterReader reader(path);
    std::vector<float> cells(spec.columns * tile_cells);
    std::uint64_t digest = 0;
    for (std::size_t row = 0; row < spec.rows; row += tile_cells) {
        const std::size_t height = std::min(tile_cells, spec.rows - row);
        const std::span window(cells.data(), spec.columns * height);
        reader.read(0, row, spec.columns, height, window);
        to_file_values(window, window);
        digest += digest_of(window, spec.columns, 0, row, spec.columns);
    }
    return digest;
}

}  // namespace

struct TileWriter::Impl {
    Impl(std::filesystem::path target_path, const raster::GridSpec& grid)
        : target(std::move(target_path)), pending(target), spec(grid) {}

    std::filesystem::path target;
    PendingFile pending;
    raster::GridSpec spec;
    Dataset dataset;
    std::mutex writing;
    std::uint64_t digest = 0;
};

TileWriter::TileWriter(std::filesystem::path target, const raster::GridSpec& spec, int epsg,
                       const RasterLabel& label)
    : impl_(std::make_unique<Impl>(std::move(target), spec)) {
    const GdalErrors errors;
    impl_->dataset = create_tiles(impl_->pending.path(), spec);
    require_written(errors, impl_->target);
    label_raster(*impl_->dataset, spec, epsg, file_no_data, label);
}
TileWriter::~TileWriter() {
    if (!impl_) return;
    const GdalErrors unfinished;
    impl_->dataset.reset();
}
TileWriter::TileWriter(TileWriter&&) noexcept = default;
TileWriter& TileWriter::operator=(TileWriter&&) noexcept = default;

void TileWriter::write(std::size_t column, std::size_t row, std::size_t width, std::size_t height,
                       std::span<const float> cells) {
    if (cells.size() < width * height)
        throw InternalError({.thing = "TileWriter::write", .value = impl_->target.string()});
    std::vector<float> stored(width * height);
    to_file_values(cells.first(width * height), stored);
    const std::uint64_t digest = digest_of(stored, width, column, row, impl_->spec.columns);
    const GdalErrors errors;
    const std::scoped_lock lock(impl_->writing);
    const CPLErr result = impl_->dataset->GetRasterBand(1)->RasterIO(
        GF_Write, static_cast<int>(column), static_cast<int>(row), static_cast<int>(width),
        static_cast<int>(height), stored.data(), static_cast<int>(width), static_cast<int>(height),
        GDT_Float32, 0, 0, nullptr);
    require_written(errors, impl_->target);
    if (result != CE_None)
        throw InternalError({.thing = "TileWriter::write", .value = impl_->target.string()});
    impl_->digest += digest;
}

void TileWriter::publish() {
    {
        const GdalErrors errors;
        impl_->dataset->FlushCache(true);
        impl_->dataset.reset();
        require_written(errors, impl_->target);
    }
    if (digest_of_file(impl_->pending.path(), impl_->spec) != impl_->digest)
        throw ResourceError(
            {.thing = impl_->target.string(),
             .value = say("读回的内容与写入的不一致", "what was read back differs from what was written"),
             .advice = say("检查磁盘后重试", "check the disk and try again")});
    impl_->pending.publish();
}

void write_tiles(const std::filesystem::path& target, const raster::Grid<float>& grid, int epsg,
                 const RasterLabel& label) {
    TileWriter writer(target, grid.spec, epsg, label);
    const std::size_t columns = grid.spec.columns;
    for (std::size_t row = 0; row < grid.spec.rows; row += tile_cells) {
        const std::size_t height = std::min(tile_cells, grid.spec.rows - row);
        writer.write(0, row, columns, height, std::span(grid.cells).subspan(row * columns, columns * height));
    }
    writer.publish();
}

}  // namespace zonewright::gis
