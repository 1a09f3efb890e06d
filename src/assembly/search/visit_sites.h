// Every feasible site around one centre that costs at most so much, each exactly once.
// Cost: O(answers + cut branches), exponential in the window: give it a node budget.
#pragma once

#include <cstdint>
#include <functional>
#include <span>

#include "assembly/search/site_problem.h"

namespace zonewright::assembly {

enum class VisitEnd { All, Stopped, NodeBudget };

/// Calls `visit` with the ascending nodes of each site, in the order of the search tree, until it returns
/// false.
VisitEnd visit_sites(const SiteProblem& problem, std::int64_t most_cost, std::int64_t node_budget,
                     const std::function<bool(std::span<const int>)>& visit);

}  // namespace zonewright::assembly
