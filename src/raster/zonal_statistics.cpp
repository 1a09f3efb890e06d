#include "raster/zonal_statistics.h"

#include <cmath>

#include "base/errors.h"
#include "base/parallel.h"
#include "raster/coverage.h"

namespace zonewright::raster {
namespace {

ZonalMean mean_under(const Coverage& coverage, const Window& used, const Grid<float>& values) {
    double sum = 0, weight = 0;
    for (std::int64_t r = used.row; r < used.row_end(); ++r) {
        const float* share = coverage.row(r).data() + (used.column - coverage.window.column);
        const float* value = values.row(static_cast<std::size_t>(r)).data() + used.column;
        for (std::int64_t c = 0; c < used.width; ++c) {
            const bool known = value[c] == value[c];
            const double covered = known ? static_cast<double>(share[c]) : 0.0;
            sum += covered * (known ? static_cast<double>(value[c]) : 0.0);
            weight += covered;
        }
    }
    ZonalMean result;
    result.cells = weight;
    if (weight > 0) result.mean = sum / weight;
    return result;
}

}  // namespace

std::vector<ZonalMean> zonal_means(std::span<const geom::MultiPolygon* const> polygons,
                                   std::span<const Grid<float>* const> rasters, const Progress& progress) {
    std::vector<ZonalMean> means(polygons.size() * rasters.size());
    if (rasters.empty()) return means;
    const GridSpec& spec = rasters.front()->spec;
    for (const Grid<float>* raster : rasters)
        if (!(raster->spec == spec))
            throw InternalError({"zonal_means", "", "rasters on one grid", "warp them onto one grid first"});
    parallel_blocks(polygons.size(), 256, progress, [&](std::size_t begin, std::size_t end) {
        CoverageMeter meter(spec);
        for (std::size_t p = begin; p < end; ++p) {
            const Coverage& coverage = meter.measure(*polygons[p]);
            const Window used = intersection(coverage.window, whole(spec));
            if (used.empty()) continue;
            for (std::size_t r = 0; r < rasters.size(); ++r)
                means[p * rasters.size() + r] = mean_under(coverage, used, *rasters[r]);
        }
    });
    return means;
}

}  // namespace zonewright::raster
