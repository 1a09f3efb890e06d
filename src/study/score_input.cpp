#include "study/score_input.h"

namespace zonewright::study {

suitability::ScoreInput score_input(const Results& results, const model::WeightSet& weights,
                                    std::filesystem::path folder) {
    return {.catalogue = results.catalogue,
            .weights = weights,
            .surfaces = results.surfaces,
            .admissible = results.admissible,
            .parcels = results.parcels,
            .epsg = results.definition.epsg,
            .aggregation = results.definition.aggregation,
            .folder = std::move(folder),
            .memory_mib = results.definition.memory_mib};
}

}  // namespace zonewright::study
