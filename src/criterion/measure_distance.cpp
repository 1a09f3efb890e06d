#include "criterion/measures.h"
#include "raster/distance.h"

namespace zonewright::criterion {

Values measure_distance(const Question& question, const Progress& progress) {
    std::vector<const geom::Geometry*> geometries;
    for (const model::Feature* feature : question.features) geometries.push_back(&feature->geometry);
    return raster::distance_to(raster::occupied_cells(question.input.spec, geometries), progress);
}

}  // namespace zonewright::criterion
