// The version of the plan that a question names: an id of layers/plans, a folder with a plan.toml, or the newest.
// Throws InputError for an unknown one and for files of the plan that are wrong.
#pragma once

#include <string>

#include "model/plan.h"

namespace zonewright::answer {

/// The newest version where `named` is empty: ids end in their year, so the last by name.
model::Plan plan_version(const std::string& named);

}  // namespace zonewright::answer
