// allocate --weights: one study under several sets of weights, side by side.
#pragma once

#include <string>
#include <vector>

#include "allocation/allocate.h"
#include "command/session.h"
#include "study/results.h"

namespace zonewright::command {

/// Ids of the catalogue, files, and folders of files, in the order given; a folder's by name.
std::vector<model::WeightSet> weight_sets_named(const std::vector<std::string>& named,
                                                const study::Results& results);

/// Allocates once for each set, writes a certificate for each, prints the table. Whether any demand is not
/// met. Needs the stages up to assembly and criterion.
bool allocate_for_weight_sets(Session& session, study::Results& results,
                              const allocation::AllocationInput& input,
                              const std::vector<model::WeightSet>& sets, const std::string& scenario);

}  // namespace zonewright::command
