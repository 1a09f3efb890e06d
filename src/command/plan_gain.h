// How the gain of a new platform is printed.
#pragma once

#include "answer/plan_gain.h"
#include "command/session.h"

namespace zonewright::command {

void print_plan_gain(Session& session, const answer::PlanGainQuestion& question, const answer::PlanGainAnswer& found);

}  // namespace zonewright::command
