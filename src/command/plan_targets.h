// How the targets of the plan and the figures stated for them are printed.
#pragma once

#include "answer/plan_targets.h"
#include "command/session.h"

namespace zonewright::command {

void print_plan_targets(Session& session, const answer::PlanTargetsQuestion& question, const answer::PlanTargetsAnswer& found);

}  // namespace zonewright::command
