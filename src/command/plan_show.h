// What the plan says, for people line by line with the clause in front, and the same as JSON.
#pragma once

#include <nlohmann/json_fwd.hpp>

#include "model/plan.h"

namespace zonewright::command {

class Session;

void show_plan(Session& session, const model::Plan& plan);
void show_cluster(Session& session, const model::Plan& plan, const model::Cluster& cluster);
/// The place's record and every cluster that concerns it: named itself, or through a place that holds or lies
/// in it.
void show_place(Session& session, const model::Plan& plan, const model::Place& place);

}  // namespace zonewright::command
