// Does a plan hang together? Every name in it has to lead somewhere, and to one thing only; what it gives up or
// renames may not be there any more.
#pragma once

#include <map>
#include <string>

#include "model/plan.h"

namespace zonewright::catalog {

/// "clusters/ai.toml: places" → the line of that key; what is not in it is named without a line.
using PlanLines = std::map<std::string, int>;

/// Throws InputError naming the file under `folder` ("layers/plans/<id>"), its line and key, and the name that leads
/// nowhere.
void check_plan(const model::Plan& plan, const std::string& folder, const PlanLines& lines);

}  // namespace zonewright::catalog
