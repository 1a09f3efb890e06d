// What the allocation of a study decides on: its offered land, its demand, its scenario, who lies beside
// whom.
// Errors: InputError for pairs of neighbours that the rules file states wrongly.
#pragma once

#include <string>
#include <vector>

#include "allocation/allocate.h"
#include "base/progress.h"
#include "model/weight_set.h"
#include "study/offered_units.h"
#include "study/settings.h"
#include "study/study.h"

namespace zonewright::study {

/// A scenario whose [neighbours] says `rules = true` takes them from layers/rules/neighbours.toml, which
/// `catalogue` holds. Points into `land`.
allocation::AllocationInput allocation_input(const OfferInput& land, const ScenarioSettings& settings,
                                             const model::Catalogue& catalogue);

struct ScoresUnderWeights {
    std::vector<double> scores;  ///< units × clusters, in the order of allocation_input's units
    /// Criteria that only these weights weigh: they have no surface and play no part.
    std::vector<std::string> unmeasured;
};

/// The scores of all offered units under another set of weights; sites, supply and measures stay those of the
/// study. Cost: milliseconds where the study has summed the same value functions under its parcels (weights do not matter
/// for that), else one pass over the measured surfaces.
ScoresUnderWeights scores_under(const Study& study, const model::WeightSet& weights,
                                const std::vector<std::string>& supply_classes, const Progress& progress);

}  // namespace zonewright::study
