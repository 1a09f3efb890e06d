// The land that another version of the plan lists for other industries, as a styled layer and a map.
#pragma once

#include <vector>

#include "answer/plan_effect.h"
#include "answer/remarks.h"

namespace zonewright::answer {

/// Writes plan_change.gpkg (layer zone_change with its style) and plan_change.png into question.output. `after` gives the
/// styles their clusters. Throws ResourceError when a file cannot be written.
std::vector<Output> write_plan_change_folder(const PlanDiffQuestion& question, const model::Plan& after,
                                             const EffectOnStudy& found, const Progress& progress);

}  // namespace zonewright::answer
