// Rasters on disk: reading by window, tile stores for the run, Cloud Optimized GeoTIFFs for people.
#pragma once

#include <cstdint>
#include <filesystem>
#include <memory>
#include <optional>
#include <span>
#include <string>
#include <vector>

#include "base/progress.h"
#include "raster/grid.h"

namespace zonewright::gis {

struct RasterInfo {
    raster::GridSpec spec;  ///< meaningful only when `north_up`
    bool north_up = true;   ///< square cells, no rotation
    int epsg = 0;
    std::string crs_wkt;
    int bands = 1;
    std::string type;  ///< "Float32", "Byte", …
    std::optional<double> no_data;
    std::string unit;
};

RasterInfo describe_raster(const std::filesystem::path& path);

/// A raster open for reading by window; use one object per thread. No data becomes NaN.
class RasterReader {
public:
    explicit RasterReader(const std::filesystem::path& path);
    ~RasterReader();
    RasterReader(RasterReader&&) noexcept;
    RasterReader& operator=(RasterReader&&) noexcept;

    const RasterInfo& info() const;
    /// Fills `cells` (width × height, row order) from band 1.
    void read(std::size_t column, std::size_t row, std::size_t width, std::size_t height,
              std::span<float> cells);

private:
    struct Impl;
    std::unique_ptr<Impl> impl_;
};

/// Reads band 1 whole and warps it (bilinear or nearest, one thread, so that the result is the same
/// everywhere) onto `spec` in EPSG `epsg`. Throws InputError when the raster states no CRS.
enum class Resampling { Nearest, Bilinear, Average };
raster::Grid<float> read_onto_grid(const std::filesystem::path& path, const raster::GridSpec& spec, int epsg,
                                   Resampling resampling);

struct RasterLabel {
    std::string description;  ///< band description, for example "suitability: 新能源"
    std::string unit;
};

/// Plain tiled GeoTIFF (512 × 512, uncompressed), quick to write and to read back by window.
void write_tiles(const std::filesystem::path& target, const raster::Grid<float>& grid, int epsg,
                 const RasterLabel& label);

/// A tiled Float32 GeoTIFF written block by block from several threads in any order; published whole at the
/// end.
class TileWriter {
public:
    TileWriter(std::filesystem::path target, const raster::GridSpec& spec, int epsg,
               const RasterLabel& label);
    ~TileWriter();
    TileWriter(TileWriter&&) noexcept;
    TileWriter& operator=(TileWriter&&) noexcept;

    /// Thread-safe. `cells` is width × height in row order; NaN is no data.
    void write(std::size_t column, std::size_t row, std::size_t width, std::size_t height,
               std::span<const float> cells);
    /// Closes, syncs and renames. Without it nothing appears.
    void publish();

private:
    struct Impl;
    std::unique_ptr<Impl> impl_;
};

/// Cloud Optimized GeoTIFF with overviews, ZSTD or DEFLATE, stated no data (-9999), band description and
/// unit; written whole or not at all and read back for comparison.
void write_cog(const std::filesystem::path& target, const raster::Grid<float>& grid, int epsg,
               const RasterLabel& label);
/// Unsigned reason bits; no data is stated as 4294967295 (outside the city).
void write_cog(const std::filesystem::path& target, const raster::Grid<std::uint32_t>& grid, int epsg,
               const RasterLabel& label);
/// Turns a tile store into a COG without holding it in memory.
void convert_to_cog(const std::filesystem::path& tiles, const std::filesystem::path& target,
                    const RasterLabel& label);

/// Burns polygons into a grid: the cell takes `value` when its centre lies inside. Later polygons win.
void burn(raster::Grid<float>& grid, std::span<const geom::MultiPolygon> polygons,
          std::span<const float> values);

}  // namespace zonewright::gis
