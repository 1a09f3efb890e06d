#include "criterion/measures.h"
#include "raster/distance.h"

namespace zonewright::criterion {
namespace {

raster::CellSet asked_cells(const Question& question) {
    std::vector<const geom::Geometry*> geometries;
    for (const model::Feature* feature : question.features) geometries.push_back(&feature->geometry);
    return raster::occupied_cells(question.input.spec, geometries);
}

}  // namespace

Values measure_distance(const Question& question, const Progress& progress) {
    return raster::distance_to(asked_cells(question), progress);
}

std::optional<raster::Grid<std::uint32_t>> measure_squared_distance(const Question& question, const Progress& progress) {
    return raster::squared_distance_to(asked_cells(question), progress);
}

}  // namespace zonewright::criterion
