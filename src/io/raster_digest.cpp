#include "io/raster_digest.h"

#include <algorithm>
#include <array>
#include <vector>

#include "base/errors.h"
#include "base/hash.h"
#include "io/raster_dataset.h"

namespace zonewright::io {
namespace {

constexpr int rows_per_digest_step = 512;

void add_words_of_band(GDALRasterBand& band, Fingerprint& digest) {
    int stated = FALSE;
    const double no_data = band.GetNoDataValue(&stated);
    digest.add(std::string(GDALGetDataTypeName(band.GetRasterDataType())));
    digest.add(stated ? fmt::format("{}", no_data) : std::string("-"));
    digest.add(fmt::format("{} {}", band.GetScale(), band.GetOffset()));
    digest.add(std::string(band.GetUnitType())).add(std::string(band.GetDescription()));
}

/// Position and CRS as a reader sees them; an authority's code where there is one, for the text differs by version.
void add_position(GDALDataset& dataset, Fingerprint& digest) {
    std::array<double, 6> transform{};
    dataset.GetGeoTransform(transform.data());
    for (const double value : transform) digest.add(value);
    const OGRSpatialReference* crs = dataset.GetSpatialRef();
    const char* code = crs == nullptr ? nullptr : crs->GetAuthorityCode(nullptr);
    digest.add(code != nullptr ? std::string(crs->GetAuthorityName(nullptr)) + ":" + code
                               : (crs == nullptr ? std::string() : wkt_of(*crs)));
}

bool add_cells(GDALRasterBand& band, Fingerprint& digest, const Progress& progress) {
    const int width = band.GetXSize(), height = band.GetYSize();
    const GDALDataType type = band.GetRasterDataType();
    const auto bytes_of_cell = static_cast<std::size_t>(GDALGetDataTypeSizeBytes(type));
    const std::size_t row_bytes = static_cast<std::size_t>(width) * bytes_of_cell;
    std::vector<std::byte> cells(row_bytes * rows_per_digest_step);
    digest.add(static_cast<std::int64_t>(width)).add(static_cast<std::int64_t>(height));
    for (int row = 0; row < height; row += rows_per_digest_step) {
        const int rows = std::min(rows_per_digest_step, height - row);
        progress.report(static_cast<double>(row) / height);
        if (band.RasterIO(GF_Read, 0, row, width, rows, cells.data(), width, rows, type, 0, 0, nullptr) != CE_None)
            return false;
        digest.add_bytes(std::span(cells).first(row_bytes * static_cast<std::size_t>(rows)));
    }
    return true;
}

}  // namespace

std::string raster_digest(const std::filesystem::path& path, const Progress& progress) {
    const gis::Dataset dataset = open_raster(path);
    const gis::GdalErrors errors;
    Fingerprint digest;
    add_position(*dataset, digest);
    bool read = true;
    for (int b = 1; read && b <= dataset->GetRasterCount(); ++b) {
        GDALRasterBand& band = *dataset->GetRasterBand(b);
        add_words_of_band(band, digest);
        read = add_cells(band, digest, progress);
        for (int o = 0; read && o < band.GetOverviewCount(); ++o)
            read = add_cells(*band.GetOverview(o), digest, progress.quiet());
    }
    if (!read || errors.failed())
        throw InputError({.thing = path.string(),
                          .value = errors.failure(),
                          .expected = both("可完整读取的栅格", "a raster that can be read whole"),
                          .advice = both("从原处取回，或以 zonewright run <研究> --fresh 重新生成", "fetch it from where it was made, or make it anew: zonewright run STUDY --fresh")});
    return digest.hex();
}

}  // namespace zonewright::io
