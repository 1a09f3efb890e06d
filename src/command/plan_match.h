// How the matching of towns and industries and the concentrations of chains are printed.
#pragma once

#include "answer/plan_chains.h"
#include "answer/plan_match.h"
#include "command/session.h"

namespace zonewright::command {

void print_plan_match(Session& session, const answer::PlanMatchQuestion& question, const answer::PlanMatchAnswer& found);
void print_plan_chains(Session& session, const answer::PlanChainsQuestion& question, const answer::PlanChainsAnswer& found);

}  // namespace zonewright::command
