#include <cmath>

#include "criterion/measures.h"
#include "io/raster_io.h"
#include "raster/terrain.h"

namespace zonewright::criterion {
namespace {

/// The source raster around the grid, with a margin for what neighbourhoods look at.
Values read_with_margin(const Question& question, std::size_t cells) {
    const auto& source = *question.input.sources.raster(question.definition.role);
    return io::read_onto_grid(source.path, grown(question.input.spec, cells), question.input.epsg,
                               io::Resampling::Bilinear);
}

}  // namespace

Values measure_elevation(const Question& question, const Progress& progress) {
    progress.checkpoint();
    return read_with_margin(question, 0);
}

Values measure_raster_value(const Question& question, const Progress& progress) {
    progress.checkpoint();
    return read_with_margin(question, 0);
}

Values measure_slope(const Question& question, const Progress& progress) {
    const Values heights = read_with_margin(question, 1);
    return cut_to(raster::slope_degrees(heights, progress), question.input.spec);
}

Values measure_relief(const Question& question, const Progress& progress) {
    const double radius_m = question.definition.radius_m;
    const auto margin = static_cast<std::size_t>(std::ceil(radius_m / question.input.spec.cell_m));
    const Values heights = read_with_margin(question, margin);
    return cut_to(raster::relief_in_disc(heights, radius_m, progress), question.input.spec);
}

}  // namespace zonewright::criterion
