// What becomes of a study's demand when another version of the plan is laid under it?
//
// A cluster that stays keeps its demand; a renamed one passes it on; those of merged clusters add up (the larger of the
// smallest sites, the larger of the largest); one that was given up or was split has none any more. Everything that is
// not plainly carried over is told in the notes. O(demands × clusters).
#pragma once

#include <string>
#include <vector>

#include "base/language.h"
#include "model/plan.h"
#include "model/study_definition.h"

namespace zonewright::catalog {

struct CarriedDemand {
    std::vector<model::Demand> demand;
    std::vector<Text> notes;
};

CarriedDemand carry_demand(const std::vector<model::Demand>& demand, const model::Plan& plan);

/// InputError at `thing` where this version gave the cluster up: says why, and to remove what still uses it.
void expect_not_given_up(const model::Plan& plan, const std::string& thing, const std::string& cluster);

/// The clusters that the id means in this version: itself, or those it was renamed to, merged or split into.
std::vector<model::ClusterId> successors_of(const model::Plan& plan, const std::string& cluster);

}  // namespace zonewright::catalog
