// How the difference of two versions of the plan is printed.
#pragma once

#include "answer/plan_diff.h"
#include "command/session.h"

namespace zonewright::command {

void print_plan_diff(Session& session, const answer::PlanDiffQuestion& question, const answer::PlanDiffAnswer& found);

}  // namespace zonewright::command
