// Cloud Optimized GeoTIFFs for people: written beside, read back cell by cell, then renamed.
#include <algorithm>
#include <array>
#include <cstring>

#include "base/atomic_file.h"
#include "base/errors.h"
#include "base/language.h"
#include "io/raster_dataset.h"
#include "io/block_digests.h"

namespace zonewright::io {
namespace {

constexpr std::size_t rows_at_once = 512;

/// DEFLATE, because older desktop programs read it; the codec's threads do not change the content.
void copy_as_cog(GDALDataset& source, const std::filesystem::path& pending,
                 const std::filesystem::path& target, const char* overview_resampling,
                 std::size_t codec_threads) {
    const std::string resampling = fmt::format("OVERVIEW_RESAMPLING={}", overview_resampling);
    const std::string threads = fmt::format("NUM_THREADS={}", codec_threads);
    std::array<const char*, 8> options{
        "COMPRESS=DEFLATE", "LEVEL=6",          "PREDICTOR=YES", "BLOCKSIZE=512",
        "BIGTIFF=IF_SAFER", resampling.c_str(), threads.c_str(), nullptr};
    const gis::GdalErrors errors;
    gis::Dataset written(raster_driver("COG").CreateCopy(
        pending.c_str(), &source, FALSE, const_cast<char**>(options.data()), nullptr, nullptr));
    const bool created = written != nullptr;
    written.reset();
    require_written(errors, target);
    if (!created)
        throw ResourceError(
            {.thing = target.string(), .value = both("无法写入 COG", "the COG could not be written")});
}

template <typename Cell>
constexpr GDALDataType type_of = std::is_same_v<Cell, float> ? GDT_Float32 : GDT_UInt32;

template <typename Cell>
bool read_rows(GDALDataset& dataset, std::size_t row, std::size_t height, std::vector<Cell>& cells) {
    const int width = dataset.GetRasterXSize();
    cells.resize(static_cast<std::size_t>(width) * height);
    return dataset.GetRasterBand(1)->RasterIO(
               GF_Read, 0, static_cast<int>(row), width, static_cast<int>(height), cells.data(), width,
               static_cast<int>(height), type_of<Cell>, 0, 0, nullptr) == CE_None;
}

template <typename Cell>
void compare_cells(GDALDataset& source, GDALDataset& written, const std::filesystem::path& target) {
    const auto rows = static_cast<std::size_t>(source.GetRasterYSize());
    bool equal = source.GetRasterXSize() == written.GetRasterXSize() &&
                 source.GetRasterYSize() == written.GetRasterYSize();
    std::vector<Cell> expected, found;
    const gis::GdalErrors errors;
    for (std::size_t row = 0; equal && row < rows; row += rows_at_once) {
        const std::size_t height = std::min(rows_at_once, rows - row);
        equal = read_rows(source, row, height, expected) && read_rows(written, row, height, found) &&
                std::memcmp(expected.data(), found.data(), expected.size() * sizeof(Cell)) == 0;
    }
    if (!equal || errors.failed())
        throw ResourceError(
            {.thing = target.string(),
             .value = both("读回的内容与写入的不一致", "what was read back differs from what was written"),
             .advice = both("检查磁盘后重试；已有结果未改动",
                            "check the disk and try again; earlier results are untouched")});
}

template <typename Cell>
void publish_as_cog(GDALDataset& source, const std::filesystem::path& target, const char* overview_resampling,
                    const Progress& progress) {
    PendingFile pending(target);
    copy_as_cog(source, pending.path(), target, overview_resampling, progress.threads());
    compare_cells<Cell>(source, *open_raster(pending.path()), target);
    pending.publish();
}

}  // namespace

void write_cog(const std::filesystem::path& target, const raster::Grid<float>& grid, int epsg,
               const RasterLabel& label, const Progress& progress) {
    std::vector<float> stored(grid.cells.size());
    to_file_values(grid.cells, stored);
    const gis::Dataset source = memory_raster(grid.spec, epsg, GDT_Float32, stored.data());
    label_raster(*source, grid.spec, epsg, file_no_data, label);
    publish_as_cog<float>(*source, target, "AVERAGE", progress);
}

void write_cog(const std::filesystem::path& target, const raster::Grid<std::uint32_t>& grid, int epsg,
               const RasterLabel& label, const Progress& progress) {
    std::vector<std::uint32_t> stored(grid.cells);
    const gis::Dataset source = memory_raster(grid.spec, epsg, GDT_UInt32, stored.data());
    label_raster(*source, grid.spec, epsg, file_no_reason, label);
    publish_as_cog<std::uint32_t>(*source, target, "NEAREST", progress);
}

void convert_to_cog(const std::filesystem::path& tiles, const std::filesystem::path& target,
                    const RasterLabel& label, const Progress& progress) {
    // Labels given to a dataset that is open for reading would otherwise be saved as .aux.xml beside it.
    const gis::GdalOption without_side_files("GDAL_PAM_ENABLED", "NO");
    const gis::Dataset source = open_raster(tiles);
    const gis::GdalErrors errors;
    const RasterInfo info = describe(*source, tiles);
    if (errors.failed()) refuse_damaged_tiles(tiles);
    if (!tiles_are_intact(tiles)) refuse_damaged_tiles(tiles);
    source->GetRasterBand(1)->SetDescription(label.description.c_str());
    source->GetRasterBand(1)->SetUnitType(label.unit.c_str());
    if (!info.no_data || static_cast<float>(*info.no_data) != file_no_data)
        throw InternalError({.thing = tiles.string(), .expected = "a tile store written by this program"});
    publish_as_cog<float>(*source, target, "AVERAGE", progress);
}

}  // namespace zonewright::io
