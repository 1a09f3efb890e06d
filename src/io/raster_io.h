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

namespace zonewright::io {

struct RasterInfo {
    raster::GridSpec spec;  ///< meaningful only when `north_up`
    bool north_up = true;   ///< square cells, no rotation
    int epsg = 0;
    std::string crs_wkt;
    int bands = 1;
    std::string type;  ///< "Float32", "Byte", …
    std::optional<double> no_data;
    std::string unit;      ///< of the band, else of the vertical part of the CRS
    geom::Box extent;      ///< of all four corners, also where the raster is rotated
    double cell = 0;       ///< edge of a cell along a row, in units of the CRS
    double factor = 1, offset = 0;  ///< metres (or what the unit is) = stored × factor + offset
    bool picture = false;  ///< red, green and blue, or a table of colours: numbers that measure nothing
};

/// Metres in a unit of length as bands state it ("ft", "dm", "US survey foot"); nothing for any other word.
std::optional<double> metres_in(const std::string& unit);

RasterInfo describe_raster(const std::filesystem::path& path);

/// Whose file it is: one that this program made and that is damaged is made anew, one that was brought is brought again.
enum class RasterOrigin { Made, Source };

/// A raster open for reading by window; use one object per thread. No data becomes NaN, and so does what a mask
/// or an alpha band leaves out; scale and offset of the band are applied, lengths come in metres; squared distances of a
/// tile store become metres.
/// A window of whole blocks (from a block corner to a block corner or the edge of the raster) is read
/// straight from the file; any other goes through GDAL's block cache, which is kept small.
/// Throws ResourceError ("made anew with …") for a made raster that cannot be read, InputError for a source.
class RasterReader {
public:
    explicit RasterReader(const std::filesystem::path& path, RasterOrigin origin = RasterOrigin::Made);
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

/// The raster for a small picture, at most `cells` along its longer side and at least half as many: every n-th cell
/// of the coarsest overview (or of the raster) that has so many. For rasters that this program made: ResourceError.
raster::Grid<float> read_reduced(const std::filesystem::path& path, std::size_t cells);

struct RasterLabel {
    std::string description;  ///< band description, for example "suitability: 新能源"
    std::string unit;
};

/// Edge of the blocks of a tile store.
inline constexpr std::size_t tile_cells = 512;

/// How a tile store keeps its blocks; blocks without data take no room either way.
enum class TileCoding {
    Plain,   ///< as they are: quickest to write and to read
    Compact  ///< ZSTD at its first level, without loss: a third of the room and less, 0.2 s per 100 MB
};

/// What was written, for whoever copies or lists it.
struct WrittenSurface {
    std::string content_sha256;  ///< as raster_digest() of the file; of a cache, over its grid and its blocks' digests
    std::string file_sha256;     ///< of its bytes; of a cache empty
    std::vector<std::vector<std::string>> block_hashes = {};  ///< of a surface: by image (overviews follow) and block
};

/// A surface that was written earlier, and what was noted of it.
struct EarlierSurface {
    std::filesystem::path file;
    std::string file_sha256;
    std::vector<std::vector<std::string>> block_hashes;
};

/// A tiled GeoTIFF (512 × 512), made to be read back by window.
WrittenSurface write_tiles(const std::filesystem::path& target, const raster::Grid<float>& grid, int epsg,
                 const RasterLabel& label, TileCoding coding = TileCoding::Plain,
                 const Progress& progress = Progress());  // its threads pack; the content is the same for any

/// A tile store of distances as squares of whole numbers of cells (raster::squared_distance_to), Compact; `left_out` is
/// no data. A RasterReader gives metres.
WrittenSurface write_distances(const std::filesystem::path& target, const raster::Grid<std::uint32_t>& squared, int epsg,
                               const RasterLabel& label, const Progress& progress = Progress());

/// What the overviews of a file for people say of the cells below them.
enum class Overviews {
    Mean,          ///< of all that is known
    MeanOfScores,  ///< of what is not below zero, unless most of it is: a code (excluded) is no number
    Nearest        ///< the cell in the north-west: classes and bits
};

/// How a surface for people is kept beside its cells.
struct SurfaceForm {
    Overviews overviews = Overviews::Mean;
    double step = 0;  ///< what is not below zero is rounded to its multiples before it is packed; 0: as it is
};

/// A tiled Float32 GeoTIFF written from several threads in any order; blocks are packed on the thread that brings
/// them, and the file appears whole at the end. With a SurfaceForm it is a Cloud Optimized GeoTIFF with overviews
/// (DEFLATE, predictor 2), else a cache. Blocks without data take no room.
class TileWriter {
public:
    TileWriter(std::filesystem::path target, const raster::GridSpec& spec, int epsg, const RasterLabel& label,
               TileCoding coding = TileCoding::Plain);
    TileWriter(std::filesystem::path target, const raster::GridSpec& spec, int epsg, const RasterLabel& label,
               const SurfaceForm& form);
    ~TileWriter();
    TileWriter(TileWriter&&) noexcept;
    TileWriter& operator=(TileWriter&&) noexcept;

    /// Thread-safe. `cells` is width × height in row order; NaN is no data. Each cell is written once.
    void write(std::size_t column, std::size_t row, std::size_t width, std::size_t height,
               std::span<const float> cells);
    /// Takes over the blocks of an earlier surface of the same grid that `changed` (by block of tile_cells, in row order)
    /// does not name; those are not to be written. False, with nothing taken, when its file is not what was noted.
    bool take_over(const EarlierSurface& earlier, const std::vector<bool>& changed);
    /// Lays the file out, reads back that it is whole, and renames. Without it nothing appears. Not synced: after a
    /// crash of the machine ask tiles_are_intact().
    WrittenSurface publish();

private:
    struct Impl;
    std::unique_ptr<Impl> impl_;
};

/// Reads a tile store whole and compares it with the digest that was stated when it was written.
bool tiles_are_intact(const std::filesystem::path& path);

/// Cloud Optimized GeoTIFF with overviews, DEFLATE, stated no data (-9999), band description and unit; on disk whole
/// or not at all, read back for comparison.
WrittenSurface write_cog(const std::filesystem::path& target, const raster::Grid<float>& grid, int epsg,
                         const RasterLabel& label, const Progress& progress, const SurfaceForm& form = {});
/// Unsigned reason bits; no data is stated as 4294967295 (outside the city).
WrittenSurface write_cog(const std::filesystem::path& target, const raster::Grid<std::uint32_t>& grid, int epsg,
                         const RasterLabel& label, const Progress& progress);
/// Copies a surface that this program wrote; refuses one whose bytes are not those that were written.
void copy_cog(const std::filesystem::path& from, const std::filesystem::path& target, const WrittenSurface& written);

}  // namespace zonewright::io
