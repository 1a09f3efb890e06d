// How the candidates for pilot areas are printed.
#pragma once

#include "answer/plan_pilots.h"
#include "command/session.h"

namespace zonewright::command {

void print_plan_pilots(Session& session, const answer::PlanPilotsQuestion& question, const answer::PlanPilotsAnswer& found);

}  // namespace zonewright::command
