// What the plan says, for people line by line with the clause in front.
#pragma once

#include <vector>

#include "answer/plan.h"
#include "command/session.h"

namespace zonewright::command {

void print_plan(Session& session, const answer::PlanShowAnswer& found);
void print_plan_cluster(Session& session, const answer::PlanShowAnswer& found);
/// The place's record and every cluster that concerns it: named itself, or through a place that holds or lies
/// in it.
void print_plan_place(Session& session, const answer::PlanShowAnswer& found);

Text joined_texts(const std::vector<Text>& texts, const Text& separator);

}  // namespace zonewright::command
