// A bound when neighbours matter: how much of what a side can bring may its two units claim for themselves?
//
// Every side's worth is split between its units' options ("messages"); what remains on the side is bounded by
// its best pair of options. The flow then decides on units that have taken over their messages, so limits,
// quotas and neighbours are bounded together: bound = flow + sum over sides of what the messages left. Valid
// for any messages; better ones are found by dual block-coordinate descent at the prices of the limits,
// alternating with the flow. Cost: rounds × sides × options². Limits: descent can stop above the best such
// bound, and the best such bound can lie above the optimum (the local polytope is not tight); the search
// closes the rest on small instances only. Source: Globerson and Jaakkola 2007 (MPLP); Werner 2007 (a linear
// programming approach to max-sum). Messages scaled, per area unit. Errors: none.
#pragma once

#include <cstddef>
#include <span>

#include "allocation/solver/limits.h"
#include "allocation/solver/prices.h"
#include "allocation/solver/problem.h"

namespace zonewright::allocation {

/// Improves prices.messages in place (they are created when empty), with all other prices as they are.
void pass_messages(const AllocationProblem& problem, const Limits& limits, std::span<const Options> options,
                   std::size_t rounds, Prices& prices);

}  // namespace zonewright::allocation
