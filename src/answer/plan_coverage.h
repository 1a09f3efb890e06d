// How far does the plan reach the ground: what has a boundary, an area, a place; what is still open?
#pragma once

#include "answer/plan.h"

namespace zonewright::answer {

/// Which sources would give each named place its boundary, and what the plan leaves open.
PlanCoverageAnswer coverage_of(const model::Plan& plan, const PlanCoverageQuestion& question, const Progress& progress);

/// Which places of which clusters have a boundary in the study, how good and how large, and what its sources show of
/// the ten ones. Reads its sources of the roles town and place and of those that show an item, nothing else. Throws
/// InputError.
PlanCoverageAnswer coverage_in_study(const PlanCoverageQuestion& question, const Progress& progress);

/// Whether a list of the plan names the id.
bool holds_id(const std::vector<std::string>& ids, const std::string& id);

}  // namespace zonewright::answer
