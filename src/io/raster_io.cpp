#include "io/raster_io.h"

#include <gdalwarper.h>

#include <algorithm>
#include <array>
#include <cmath>

#include "base/errors.h"
#include "base/language.h"
#include "io/block_digests.h"
#include "io/raster_dataset.h"
#include "raster/distance.h"

namespace zonewright::io {
namespace {

/// Of the warp kernel's buffers; fixed, because the chunks (and so the last bits of the result) follow from
/// it.
constexpr double warp_memory_bytes = 256.0 * 1024 * 1024;
constexpr double warp_tolerance_cells = 0.01;

[[noreturn]] void fail_reading(const std::filesystem::path& path, const std::string& reason) {
    throw InputError({.thing = path.string(),
                      .value = reason,
                      .expected = both("完整可读的栅格", "a raster that can be read whole"),
                      .advice = both("检查文件是否传输完整", "check that the file was copied whole")});
}

bool read_through_cache(GDALDataset& dataset, const CellWindow& w, float* cells, std::size_t row_cells) {
    return dataset.GetRasterBand(1)->RasterIO(
               GF_Read, static_cast<int>(w.column), static_cast<int>(w.row), static_cast<int>(w.width),
               static_cast<int>(w.height), cells, static_cast<int>(w.width), static_cast<int>(w.height),
               GDT_Float32, 0, static_cast<GSpacing>(row_cells * sizeof(float)), nullptr) == CE_None;
}

void leave_out_masked(GDALDataset& dataset, const std::filesystem::path& path, const CellWindow& w, float* cells,
                      std::size_t row_cells) {
    std::vector<float> mask(w.width);
    GDALRasterBand& band = mask_of(dataset);
    for (std::size_t r = 0; r < w.height; ++r) {
        if (band.RasterIO(GF_Read, static_cast<int>(w.column), static_cast<int>(w.row + r),
                          static_cast<int>(w.width), 1, mask.data(), static_cast<int>(w.width), 1, GDT_Float32, 0,
                          0, nullptr) != CE_None)
            fail_reading(path, "mask");
        for (std::size_t c = 0; c < w.width; ++c)
            if (mask[c] == 0) cells[r * row_cells + c] = raster::no_data;
    }
}

void read_window(GDALDataset& dataset, RasterBlocks& blocks, const RasterInfo& info,
                 const std::filesystem::path& path, const CellWindow& w, float* cells,
                 std::size_t row_cells) {
    const gis::GdalErrors errors;
    const bool done = blocks.divide(w) ? blocks.read(w, cells, row_cells)
                                       : read_through_cache(dataset, w, cells, row_cells);
    if (!done || errors.failed()) fail_reading(path, errors.failure());
    const StoredNumbers numbers = numbers_of(dataset);
    for (std::size_t r = 0; r < w.height; ++r) {
        from_file_values({cells + r * row_cells, w.width}, info.no_data);
        numbers.apply({cells + r * row_cells, w.width});
    }
    if (is_masked(dataset)) leave_out_masked(dataset, path, w, cells, row_cells);
}

/// Same CRS, same cell size, edges at a whole number of cells from each other.
bool is_aligned(const RasterInfo& info, const raster::GridSpec& spec, int epsg) {
    if (!info.north_up || info.epsg != epsg || std::abs(info.spec.cell_m - spec.cell_m) > 1e-9) return false;
    const double columns = (spec.west_m - info.spec.west_m) / spec.cell_m;
    const double rows = (info.spec.north_m - spec.north_m) / spec.cell_m;
    return std::abs(columns - std::round(columns)) < 1e-6 && std::abs(rows - std::round(rows)) < 1e-6;
}

void read_aligned(GDALDataset& dataset, const RasterInfo& info, const std::filesystem::path& path,
                  raster::Grid<float>& grid) {
    const auto& from = info.spec;
    const auto& to = grid.spec;
    const auto shift_columns = std::llround((to.west_m - from.west_m) / to.cell_m);
    const auto shift_rows = std::llround((from.north_m - to.north_m) / to.cell_m);
    const long long first_column = std::max(0LL, -shift_columns), first_row = std::max(0LL, -shift_rows);
    const auto signed_of = [](std::size_t count) { return static_cast<long long>(count); };
    const long long end_column = std::min(signed_of(to.columns), signed_of(from.columns) - shift_columns);
    const long long end_row = std::min(signed_of(to.rows), signed_of(from.rows) - shift_rows);
    if (end_column <= first_column || end_row <= first_row) return;
    const auto size_of = [](long long count) { return static_cast<std::size_t>(count); };
    RasterBlocks blocks(dataset);
    read_window(dataset, blocks, info, path,
                {size_of(first_column + shift_columns), size_of(first_row + shift_rows),
                 size_of(end_column - first_column), size_of(end_row - first_row)},
                &grid.at(size_of(first_column), size_of(first_row)), to.columns);
}

/// WGS 84 counts as CGCS2000 by explicit rule (see crs.h); everything else keeps its own datum.
OGRSpatialReference source_crs(const OGRSpatialReference& stated) {
    OGRSpatialReference crs(stated);
    if (crs.IsCompound() != FALSE) crs.StripVertical();
    const std::unique_ptr<OGRSpatialReference> geographic(crs.CloneGeogCS());
    OGRSpatialReference wgs84, cgcs2000;
    wgs84.importFromEPSG(4326);
    cgcs2000.importFromEPSG(4490);
    if (geographic == nullptr || geographic->IsSameGeogCS(&wgs84) == FALSE) return crs;
    if (crs.IsGeographic() != FALSE)
        crs = cgcs2000;
    else
        crs.CopyGeogCSFrom(&cgcs2000);
    crs.SetAxisMappingStrategy(OAMS_TRADITIONAL_GIS_ORDER);
    return crs;
}

void require_exact_transformation(const OGRSpatialReference& from, const OGRSpatialReference& to,
                                  const std::filesystem::path& path) {
    OGRCoordinateTransformationOptions options;
    options.SetBallparkAllowed(false);
    const gis::GdalErrors errors;
    const std::unique_ptr<OGRCoordinateTransformation> exact(
        OGRCreateCoordinateTransformation(&from, &to, options));
    if (exact) return;
    throw InputError({.thing = path.string(),
                      .value = from.GetName() != nullptr ? from.GetName() : "",
                      .expected = both("可精确转换到 {} 的坐标系", "a CRS with an exact transformation to {}",
                                       to.GetName()),
                      .advice = both("请先用法定转换参数转为 CGCS2000",
                                     "convert it to CGCS2000 with the official parameters first")});
}

GDALResampleAlg algorithm_of(Resampling resampling) {
    switch (resampling) {
        case Resampling::Nearest:
            return GRA_NearestNeighbour;
        case Resampling::Bilinear:
            return GRA_Bilinear;
        case Resampling::Average:
            return GRA_Average;
    }
    return GRA_NearestNeighbour;
}

/// Voids that the warp cannot tell by one number: those of a mask, and those at the end of the range.
bool has_other_voids(GDALDataset& source, const RasterInfo& info) {
    return is_masked(source) || (info.no_data && std::abs(*info.no_data) >= 1e38);
}

/// The raster with one number for no data, in memory, where it was: what it means is applied already.
class CleanCopy {
public:
    CleanCopy(GDALDataset& source, const RasterInfo& info, const std::filesystem::path& path)
        : cells_(info.spec.columns * info.spec.rows) {
        RasterBlocks blocks(source);
        read_window(source, blocks, info, path, {0, 0, info.spec.columns, info.spec.rows}, cells_.data(),
                    info.spec.columns);
        to_file_values(cells_, cells_);
        dataset_ = memory_raster(info.spec, info.epsg, GDT_Float32, cells_.data());
        std::array<double, 6> transform{};
        if (source.GetGeoTransform(transform.data()) == CE_None) dataset_->SetGeoTransform(transform.data());
        dataset_->SetSpatialRef(source.GetSpatialRef());
    }
    GDALDataset& dataset() { return *dataset_; }

private:
    std::vector<float> cells_;
    Dataset dataset_;
};

struct WarpOptionsRelease {
    void operator()(GDALWarpOptions* options) const noexcept { GDALDestroyWarpOptions(options); }
};
struct GenImgProjRelease {
    void operator()(void* transformer) const noexcept { GDALDestroyGenImgProjTransformer(transformer); }
};
struct ApproxRelease {
    void operator()(void* transformer) const noexcept { GDALDestroyApproxTransformer(transformer); }
};

std::unique_ptr<GDALWarpOptions, WarpOptionsRelease> warp_options(const RasterInfo& info,
                                                                  Resampling resampling) {
    std::unique_ptr<GDALWarpOptions, WarpOptionsRelease> options(GDALCreateWarpOptions());
    options->eResampleAlg = algorithm_of(resampling);
    options->eWorkingDataType = GDT_Float32;
    options->dfWarpMemoryLimit = warp_memory_bytes;
    options->papszWarpOptions = CSLSetNameValue(options->papszWarpOptions, "NUM_THREADS", "1");
    options->papszWarpOptions = CSLSetNameValue(options->papszWarpOptions, "INIT_DEST", "NO_DATA");
    options->nBandCount = 1;
    options->panSrcBands = static_cast<int*>(CPLMalloc(sizeof(int)));
    options->panDstBands = static_cast<int*>(CPLMalloc(sizeof(int)));
    options->panSrcBands[0] = options->panDstBands[0] = 1;
    if (info.no_data) {
        options->padfSrcNoDataReal = static_cast<double*>(CPLMalloc(sizeof(double)));
        options->padfSrcNoDataReal[0] = *info.no_data;
    }
    options->padfDstNoDataReal = static_cast<double*>(CPLMalloc(sizeof(double)));
    options->padfDstNoDataReal[0] = file_no_data;
    return options;
}

void warp_onto(GDALDataset& source, const RasterInfo& info, const std::filesystem::path& path, int epsg,
               Resampling resampling, raster::Grid<float>& grid) {
    const OGRSpatialReference from = source_crs(*source.GetSpatialRef());
    OGRSpatialReference to;
    to.importFromEPSG(epsg);
    to.SetAxisMappingStrategy(OAMS_TRADITIONAL_GIS_ORDER);
    require_exact_transformation(from, to, path);

    const Dataset target = memory_raster(grid.spec, epsg, GDT_Float32, grid.cells.data());
    const gis::GdalErrors errors;
    char** settings = CSLSetNameValue(nullptr, "SRC_SRS", wkt_of(from).c_str());
    settings = CSLSetNameValue(settings, "DST_SRS", wkt_of(to).c_str());
    settings = CSLSetNameValue(settings, "ALLOW_BALLPARK", "NO");
    const std::unique_ptr<void, GenImgProjRelease> exact(
        GDALCreateGenImgProjTransformer2(&source, target.get(), settings));
    CSLDestroy(settings);
    if (!exact) fail_reading(path, errors.failure());
    const std::unique_ptr<void, ApproxRelease> fast(
        GDALCreateApproxTransformer(GDALGenImgProjTransform, exact.get(), warp_tolerance_cells));

    const auto options = warp_options(info, resampling);
    options->hSrcDS = &source;
    options->hDstDS = target.get();
    options->pfnTransformer = GDALApproxTransform;
    options->pTransformerArg = fast.get();
    GDALWarpOperation operation;
    if (operation.Initialize(options.get()) != CE_None ||
        operation.ChunkAndWarpImage(0, 0, static_cast<int>(grid.spec.columns),
                                    static_cast<int>(grid.spec.rows)) != CE_None ||
        errors.failed())
        fail_reading(path, errors.failure());
    from_file_values(grid.cells, file_no_data);
}

void warp_clean_copy(GDALDataset& source, RasterInfo info, const std::filesystem::path& path, int epsg,
                     Resampling resampling, raster::Grid<float>& grid) {
    CleanCopy copy(source, info, path);
    info.no_data = file_no_data;
    warp_onto(copy.dataset(), info, path, epsg, resampling, grid);
}

double no_data_of_store(bool squares) {
    return squares ? static_cast<double>(file_no_reason) : static_cast<double>(file_no_data);
}

}  // namespace

struct RasterReader::Impl {
    std::filesystem::path path;
    RasterOrigin origin;
    Dataset dataset;
    RasterInfo info;
    RasterBlocks blocks;
    std::optional<BlockDigests> digests;  ///< of a tile store
    std::vector<bool> checked;            ///< blocks, in row order
    std::vector<std::uint32_t> scratch;
    bool squares = false;  ///< of distances

    void to_cells(const std::uint32_t* stored, float* cells, std::size_t count) const {
        if (squares) raster::metres_of({stored, count}, info.spec.cell_m, {cells, count});
        else from_stored_words(stored, cells, count);
    }

    /// Any window, through GDAL's block cache.
    void read_squares(const CellWindow& w, float* cells) const {
        std::vector<std::uint32_t> stored(w.width * w.height);
        const gis::GdalErrors errors;
        const CPLErr done = dataset->GetRasterBand(1)->RasterIO(
            GF_Read, static_cast<int>(w.column), static_cast<int>(w.row), static_cast<int>(w.width), static_cast<int>(w.height),
            stored.data(), static_cast<int>(w.width), static_cast<int>(w.height), GDT_UInt32, 0, 0, nullptr);
        if (done != CE_None || errors.failed()) refuse_damaged_tiles(path);
        to_cells(stored.data(), cells, stored.size());
    }

    /// A window of whole blocks of a store: each is unpacked once, compared and handed on.
    void read_stored(const CellWindow& w, float* cells) {
        const gis::GdalErrors errors;
        for (std::size_t row = w.row; row < w.row + w.height; row += tile_cells)
            for (std::size_t column = w.column; column < w.column + w.width; column += tile_cells) {
                const std::size_t across = column / tile_cells, down = row / tile_cells;
                if (!block_is_intact(blocks, *digests, info.spec, across, down, scratch) || errors.failed())
                    refuse_damaged_tiles(path);
                checked[down * digests->across() + across] = true;
                const CellWindow block = block_window(info.spec, across, down);
                const bool stored = blocks.is_stored(across, down);
                for (std::size_t r = 0; r < block.height; ++r) {
                    float* to = cells + (row - w.row + r) * w.width + (column - w.column);
                    if (stored) to_cells(scratch.data() + r * tile_cells, to, block.width);
                    else std::fill_n(to, block.width, raster::no_data);
                }
            }
    }

    /// Compares every block under the window with its digest, once for each reader.
    void check_blocks(const CellWindow& w) {
        if (!digests || w.width == 0 || w.height == 0) return;
        const gis::GdalErrors errors;
        for (std::size_t down = w.row / tile_cells; down <= (w.row + w.height - 1) / tile_cells; ++down)
            for (std::size_t across = w.column / tile_cells; across <= (w.column + w.width - 1) / tile_cells; ++across) {
                const std::size_t block = down * digests->across() + across;
                if (checked[block]) continue;
                if (!block_is_intact(blocks, *digests, info.spec, across, down, scratch) || errors.failed())
                    refuse_damaged_tiles(path);
                checked[block] = true;
            }
    }
};

RasterReader::RasterReader(const std::filesystem::path& path, RasterOrigin origin) {
    const auto open = [&] {
        Dataset dataset = open_raster(path);
        const gis::GdalErrors errors;
        RasterInfo info = describe(*dataset, path);
        RasterBlocks blocks(*dataset);
        auto digests = BlockDigests::stated_in(*dataset, info.spec);
        const bool squares = origin == RasterOrigin::Made && dataset->GetMetadataItem(squares_item) != nullptr;
        if (digests && (blocks.across() != digests->across() || blocks.down() != digests->down() ||
                        info.no_data != no_data_of_store(squares) || !blocks.has_words() || errors.failed()))
            refuse_damaged_tiles(path);
        std::vector<bool> checked(digests ? digests->across() * digests->down() : 0);
        return std::make_unique<Impl>(Impl{path, origin, std::move(dataset), std::move(info), std::move(blocks),
                                           std::move(digests), std::move(checked), {}, squares});
    };
    impl_ = origin == RasterOrigin::Made ? read_made(path, open) : open();
}
RasterReader::~RasterReader() = default;
RasterReader::RasterReader(RasterReader&&) noexcept = default;
RasterReader& RasterReader::operator=(RasterReader&&) noexcept = default;

const RasterInfo& RasterReader::info() const {
    return impl_->info;
}

void RasterReader::read(std::size_t column, std::size_t row, std::size_t width, std::size_t height,
                        std::span<float> cells) {
    if (cells.size() < width * height)
        throw InternalError({.thing = "RasterReader::read", .value = impl_->path.string()});
    if (impl_->digests && impl_->blocks.divide({column, row, width, height}))
        return impl_->read_stored({column, row, width, height}, cells.data());
    impl_->check_blocks({column, row, width, height});
    if (impl_->squares) return impl_->read_squares({column, row, width, height}, cells.data());
    const auto read = [&] {
        read_window(*impl_->dataset, impl_->blocks, impl_->info, impl_->path, {column, row, width, height},
                    cells.data(), width);
    };
    if (impl_->origin == RasterOrigin::Made) read_made(impl_->path, read);
    else read();
}

RasterInfo describe_raster(const std::filesystem::path& path) {
    return describe(*open_raster(path), path);
}

raster::Grid<float> read_onto_grid(const std::filesystem::path& path, const raster::GridSpec& spec, int epsg,
                                   Resampling resampling) {
    const Dataset dataset = open_raster(path);
    const RasterInfo info = describe(*dataset, path);
    if (info.crs_wkt.empty())
        throw InputError({.thing = path.string(),
                          .expected = both("文件中写明坐标系", "a CRS stated in the file"),
                          .advice = both("用 gdal_edit.py -a_srs EPSG:代码 补上坐标系",
                                         "state it with gdal_edit.py -a_srs EPSG:code")});
    raster::Grid<float> grid(spec, raster::no_data);
    if (is_aligned(info, spec, epsg))
        read_aligned(*dataset, info, path, grid);
    else if (has_other_voids(*dataset, info))
        warp_clean_copy(*dataset, info, path, epsg, resampling, grid);
    else {
        warp_onto(*dataset, info, path, epsg, resampling, grid);
        numbers_of(*dataset).apply(grid.cells);  // every resampling keeps sums of shares
    }
    return grid;
}

}  // namespace zonewright::io
