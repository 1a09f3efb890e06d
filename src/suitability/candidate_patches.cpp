#include "suitability/candidate_patches.h"

#include <algorithm>
#include <cmath>

#include "base/parallel.h"
#include "base/vectorised.h"
#include "io/raster_io.h"
#include "raster/cell_outlines.h"
#include "raster/window.h"

namespace zonewright::suitability {
namespace {

ZONEWRIGHT_VECTORISED void mark_good(const float* scores, float from, std::uint8_t* good, std::size_t count) {
    for (std::size_t i = 0; i < count; ++i) good[i] = scores[i] >= from ? 1 : 0;
}

}  // namespace

std::vector<geom::MultiPolygon> candidate_patches(const std::filesystem::path& surface, const PatchWish& wish,
                                                  const Progress& progress) {
    const raster::GridSpec spec = io::describe_raster(surface).spec;
    raster::Grid<std::uint8_t> good(spec, 0);
    // By rows of tiles, so that a thread reads whole blocks and writes rows of its own.
    parallel_blocks(
        spec.rows, io::tile_cells, progress.part(0, 0.5), [&](std::size_t begin, std::size_t end) {
            io::RasterReader reader(surface);
            std::vector<float> scores;
            for (std::size_t column = 0; column < spec.columns; column += io::tile_cells) {
                const std::size_t width = std::min(io::tile_cells, spec.columns - column);
                scores.resize(width * (end - begin));
                reader.read(column, begin, width, end - begin, scores);
                for (std::size_t row = begin; row < end; ++row)
                    mark_good(scores.data() + (row - begin) * width, wish.from, &good.at(column, row), width);
            }
        });
    progress.checkpoint();
    const double cells = std::ceil(wish.minimum_m2 / (spec.cell_m * spec.cell_m) - 1e-9);
    return raster::outlines(good, std::max<std::int64_t>(1, static_cast<std::int64_t>(cells)));
}

}  // namespace zonewright::suitability
