#include "io/raster_digest.h"

#include <algorithm>
#include <array>
#include <vector>

#include "base/errors.h"
#include "base/hash.h"
#include "io/raster_dataset.h"

namespace zonewright::io {
namespace {

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

/// The cells of one band of any type, by blocks of 512 × 512.
class DigestedBand {
public:
    DigestedBand(GDALDataset& dataset, GDALRasterBand& band)
        : band_(band),
          blocks_(dataset, band),
          cell_bytes_(static_cast<std::size_t>(GDALGetDataTypeSizeBytes(band.GetRasterDataType()))) {}

    bool add_to(Fingerprint& digest, const Progress& progress) {
        const auto columns = static_cast<std::size_t>(band_.GetXSize()), rows = static_cast<std::size_t>(band_.GetYSize());
        digest.add(static_cast<std::int64_t>(columns)).add(static_cast<std::int64_t>(rows));
        for (std::size_t row = 0; row < rows; row += tile_cells) {
            progress.report(static_cast<double>(row) / static_cast<double>(rows));
            for (std::size_t column = 0; column < columns; column += tile_cells) {
                const CellWindow window{column, row, std::min(tile_cells, columns - column),
                                        std::min(tile_cells, rows - row)};
                if (!read(window)) return false;
                digest.add(hash_);
            }
        }
        return true;
    }

private:
    bool read(const CellWindow& w) {
        if (blocks_.has_words() && blocks_.width() == tile_cells && blocks_.height() == tile_cells) {
            words_.resize(tile_cells * tile_cells);
            if (!blocks_.read_words(w.column / tile_cells, w.row / tile_cells, words_)) return false;
            hash_ = hash_of_block(words_.data(), tile_cells, w.width, w.height);
            return true;
        }
        cells_.resize(w.width * w.height * cell_bytes_);
        if (band_.RasterIO(GF_Read, static_cast<int>(w.column), static_cast<int>(w.row), static_cast<int>(w.width),
                           static_cast<int>(w.height), cells_.data(), static_cast<int>(w.width),
                           static_cast<int>(w.height), band_.GetRasterDataType(), 0, 0, nullptr) != CE_None)
            return false;
        hash_ = Fingerprint().add_bytes(cells_).hex();
        return true;
    }

    GDALRasterBand& band_;
    RasterBlocks blocks_;
    std::size_t cell_bytes_;
    std::vector<std::uint32_t> words_;
    std::vector<std::byte> cells_;
    std::string hash_;
};

[[noreturn]] void refuse_unreadable(const std::filesystem::path& path, const gis::GdalErrors& errors) {
    throw InputError({.thing = path.string(),
                      .value = errors.failure(),
                      .expected = both("可完整读取的栅格", "a raster that can be read whole"),
                      .advice = both("从原处取回，或以 zonewright run <研究> --fresh 重新生成", "fetch it from where it was made, or make it anew: zonewright run STUDY --fresh")});
}

}  // namespace

std::string hash_of_block(const std::uint32_t* words, std::size_t row_words, std::size_t width, std::size_t height) {
    if (width == row_words) return Fingerprint().add_bytes(std::as_bytes(std::span(words, width * height))).hex();
    std::vector<std::uint32_t> together(width * height);
    for (std::size_t row = 0; row < height; ++row)
        std::copy_n(words + row * row_words, width, together.data() + row * width);
    return Fingerprint().add_bytes(std::as_bytes(std::span(together))).hex();
}

std::string raster_digest(const std::filesystem::path& path, const Progress& progress) {
    const Dataset dataset = open_raster(path);
    const gis::GdalErrors errors;
    Fingerprint digest;
    add_position(*dataset, digest);
    bool read = true;
    for (int b = 1; read && b <= dataset->GetRasterCount(); ++b) {
        GDALRasterBand& band = *dataset->GetRasterBand(b);
        add_words_of_band(band, digest);
        read = DigestedBand(*dataset, band).add_to(digest, progress);
        for (int o = 0; read && o < band.GetOverviewCount(); ++o)
            read = DigestedBand(*dataset, *band.GetOverview(o)).add_to(digest, progress.quiet());
    }
    if (!read || errors.failed()) refuse_unreadable(path, errors);
    return digest.hex();
}

std::string raster_digest(const std::filesystem::path& path,
                          const std::function<std::span<const std::string>(std::size_t image)>& block_hashes) {
    const Dataset dataset = open_raster(path);
    const gis::GdalErrors errors;
    Fingerprint digest;
    add_position(*dataset, digest);
    GDALRasterBand& band = *dataset->GetRasterBand(1);
    add_words_of_band(band, digest);
    for (int o = -1; o < band.GetOverviewCount(); ++o) {
        GDALRasterBand& image = o < 0 ? band : *band.GetOverview(o);
        digest.add(static_cast<std::int64_t>(image.GetXSize())).add(static_cast<std::int64_t>(image.GetYSize()));
        for (const std::string& hash : block_hashes(static_cast<std::size_t>(o + 1))) digest.add(hash);
    }
    if (errors.failed()) refuse_unreadable(path, errors);
    return digest.hex();
}

}  // namespace zonewright::io
