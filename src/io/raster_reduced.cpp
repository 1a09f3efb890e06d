// Small pictures of large rasters, from their overviews.
#include <algorithm>

#include "io/block_digests.h"
#include "io/raster_dataset.h"

namespace zonewright::io {
namespace {

std::size_t longer_side(GDALRasterBand& band) {
    return static_cast<std::size_t>(std::max(band.GetXSize(), band.GetYSize()));
}

/// The coarsest image that still has as many cells along its longer side.
GDALRasterBand& image_for(GDALDataset& dataset, std::size_t cells) {
    GDALRasterBand* image = dataset.GetRasterBand(1);
    for (int o = 0; o < dataset.GetRasterBand(1)->GetOverviewCount(); ++o) {
        GDALRasterBand* overview = dataset.GetRasterBand(1)->GetOverview(o);
        if (longer_side(*overview) >= cells && longer_side(*overview) < longer_side(*image)) image = overview;
    }
    return *image;
}

raster::Grid<float> reduced(const std::filesystem::path& path, std::size_t cells) {
    const Dataset dataset = open_raster(path);
    const gis::GdalErrors errors;
    const RasterInfo info = describe(*dataset, path);
    GDALRasterBand& image = image_for(*dataset, cells);
    const std::size_t step = std::max<std::size_t>(1, (longer_side(image) + cells - 1) / std::max<std::size_t>(1, cells));
    const int columns = image.GetXSize() / static_cast<int>(step), rows = image.GetYSize() / static_cast<int>(step);
    // An overview halves the sides, rounded up: the power of two next to the quotient of the sides.
    double cell_m = info.spec.cell_m * static_cast<double>(step);
    for (std::size_t side = info.spec.columns; side > static_cast<std::size_t>(image.GetXSize()); side = (side + 1) / 2)
        cell_m *= 2;
    raster::Grid<float> grid({info.spec.west_m, info.spec.north_m, cell_m, static_cast<std::size_t>(columns),
                              static_cast<std::size_t>(rows)},
                             raster::no_data);
    std::vector<float> row(static_cast<std::size_t>(image.GetXSize()));
    bool read = true;
    for (int r = 0; read && r < rows; ++r) {
        const int from = r * static_cast<int>(step) + static_cast<int>(step / 2);
        read = image.RasterIO(GF_Read, 0, from, image.GetXSize(), 1, row.data(), image.GetXSize(), 1, GDT_Float32, 0, 0,
                              nullptr) == CE_None;
        for (std::size_t c = 0; c < grid.spec.columns; ++c)
            grid.at(c, static_cast<std::size_t>(r)) = row[c * step + step / 2];
    }
    if (!read || errors.failed()) refuse_damaged_tiles(path);
    from_file_values(grid.cells, info.no_data);
    return grid;
}

}  // namespace

raster::Grid<float> read_reduced(const std::filesystem::path& path, std::size_t cells) {
    return read_made(path, [&] { return reduced(path, cells); });
}

}  // namespace zonewright::io
