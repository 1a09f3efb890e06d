#include "suitability/ground.h"

#include "io/open_rasters.h"
#include "model/suitability.h"
#include "raster/coverage.h"

namespace zonewright::suitability {

Ground ground_under(const geom::MultiPolygon& outline, const raster::Grid<std::uint32_t>& reasons) {
    raster::CoverageMeter meter(reasons.spec);
    const raster::Coverage& coverage = meter.measure(outline);
    Ground ground;
    ground.window = raster::intersection(coverage.window, raster::whole(reasons.spec));
    ground.by_reason.assign(32, 0.0);
    for (std::int64_t r = ground.window.row; r < ground.window.row_end(); ++r)
        for (std::int64_t c = ground.window.column; c < ground.window.column_end(); ++c) {
            const float share = coverage.row(r)[static_cast<std::size_t>(c - coverage.window.column)];
            const std::uint32_t bits = reasons.at(static_cast<std::size_t>(c), static_cast<std::size_t>(r));
            ground.shares.push_back(bits == 0 ? share : 0.0f);
            ground.admissible = ground.admissible || (bits == 0 && share > 0);
            if (bits == model::outside_city) continue;
            ground.inside_city += static_cast<double>(share);
            for (std::size_t bit = 0; bit < ground.by_reason.size(); ++bit)
                if (bits >> bit & 1u) ground.by_reason[bit] += static_cast<double>(share);
        }
    return ground;
}

std::vector<float> measured_on(const Ground& ground, const std::filesystem::path& surface, io::OpenRasters* rasters) {
    std::vector<float> values(ground.shares.size());
    if (ground.window.empty()) return values;
    io::OpenRasters for_this(0);
    (rasters == nullptr ? for_this : *rasters)
        .read(surface, static_cast<std::size_t>(ground.window.column), static_cast<std::size_t>(ground.window.row),
              static_cast<std::size_t>(ground.window.width), static_cast<std::size_t>(ground.window.height), values);
    return values;
}

}  // namespace zonewright::suitability
