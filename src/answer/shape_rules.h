// From which size on a fault of a shape counts, for questions about files that belong to no study.
// Errors: InputError where the knowledge folder is incomplete. Cost: reads the knowledge folder.
#pragma once

#include "intake/tolerances.h"

namespace zonewright::answer {

/// Of the newest plan's knowledge.
intake::Tolerances shape_rules();

}  // namespace zonewright::answer
