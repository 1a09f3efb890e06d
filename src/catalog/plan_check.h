// Does a plan hang together? Every name in it has to lead somewhere, and to one thing only.
#pragma once

#include <string>

#include "model/plan.h"

namespace zonewright::catalog {

/// Throws InputError naming the file under `folder` ("layers/plans/dongguan-2024") and the name that leads
/// nowhere.
void check_plan(const model::Plan& plan, const std::string& folder);

}  // namespace zonewright::catalog
