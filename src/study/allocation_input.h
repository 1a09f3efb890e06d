// What the allocation of a study decides on: its offered land, its demand, its scenario, who lies beside
// whom.
#pragma once

#include <filesystem>
#include <string>
#include <vector>

#include "allocation/allocate.h"
#include "base/progress.h"
#include "model/weight_set.h"
#include "study/results.h"

namespace zonewright::study {

/// `scenario`: an id of <study>/scenarios, or empty. Needs the stages up to assembly. A scenario whose
/// [neighbours] says `rules = true` takes them from layers/rules/neighbours.toml.
allocation::AllocationInput allocation_input(const Results& results, const std::string& scenario);

/// Where the certificate of a scenario is published: <out>/allocation/<scenario, or "study">.json.
std::filesystem::path allocation_file(const Results& results, const std::string& scenario);

/// The scores of all offered units under another set of weights, units × clusters; sites, supply and
/// measures stay those of the study. `unmeasured` receives the criteria that only this set weighs: they have
/// no surface and play no part. Cost: one pass over the measured surfaces.
std::vector<double> scores_under(Results& results, const model::WeightSet& weights,
                                 std::vector<std::string>& unmeasured, const Progress& progress);

}  // namespace zonewright::study
