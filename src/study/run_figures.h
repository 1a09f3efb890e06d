// What does a person ask of a whole run first, and what must be said beside it?
//
// Taken from the values of the stages while they are at hand, and kept with the publication, so that a run that
// changes nothing repeats it without reading them again. Areas are statutory.
#pragma once

#include <optional>
#include <span>
#include <vector>

#include "study/run_view.h"
#include "study/values.h"

namespace zonewright::study {

/// By source and rule, the worst first; notices are left to check.
std::vector<model::FindingCount> counted_by_rule(std::span<const std::vector<model::Finding>* const> lists);

/// What to say when scores rest on less than their whole weight.
std::optional<Text> caution_of_weights(const model::Suitability& suitability);

RunFigures run_figures(const RunResults& results, const Criteria& criteria);

}  // namespace zonewright::study
