// Which class is a score in, what is the smallest change that lifts it to the next, and how far may each
// weight move before the class changes? The part of an explanation that looks ahead.
#pragma once

#include "suitability/explain.h"

namespace zonewright::suitability {

/// Fills score_class, changes and stability of an explanation whose contributions are known.
void add_lift(const ExplainInput& input, const model::ClusterRating& rating, Explanation& explanation);

}  // namespace zonewright::suitability
