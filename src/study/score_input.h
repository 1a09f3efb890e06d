// What the fused scoring pass is asked for a study, under any weight set.
#pragma once

#include <filesystem>

#include "study/results.h"
#include "suitability/score.h"

namespace zonewright::study {

/// `folder` holds the surfaces; empty: parcels only. Points into `results` and `weights`.
suitability::ScoreInput score_input(const Results& results, const model::WeightSet& weights,
                                    std::filesystem::path folder);

}  // namespace zonewright::study
