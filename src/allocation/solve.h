// Which land goes to which cluster, with a certificate? The solver on integers.
//
// Divisible land without side limits or town limits: the exact optimum (a flow). Whole units: the bound of
// that flow, rounding and exchanges; up to 2,000 units also the bound of every cluster's best set,
// reassignment and a search on those (set_search.h); else branch and bound on the flow. Both end at proof,
// gap target or node budget. Cost: divisible 1,000,000 units × 12 clusters about 0.2 s and 130 MiB beside the
// problem; whole units 100,000 × 12 about a second to a gap far below 0.1 %; tens of sites are proved within
// seconds, hundreds end at a stated gap of about 0.1 % after about ten. Guarantees: upper limits hold
// exactly; objective <= bound <= price_bound, the last recomputable from the prices alone; the answer has
// been verified as its certificate would be; the order of the units plays no part (units are taken by name,
// if they have names); deterministic. Errors: InputError for figures beyond the stated bounds; InternalError
// where an invariant is broken.
#pragma once

#include <cstdint>
#include <vector>

#include "allocation/solver/prices.h"
#include "allocation/solver/problem.h"
#include "base/progress.h"
#include "model/site.h"

namespace zonewright::allocation {

struct SolveOptions {
    std::size_t node_budget = 20000;
    std::size_t exchange_rounds = 20;
    std::size_t multiplier_rounds = 120;
    double gap_target = 0;  ///< stop searching when the gap is at most this share
};

struct Piece {
    std::uint32_t unit = 0;
    std::uint32_t cluster = 0;
    std::int64_t area = 0;
    auto operator<=>(const Piece&) const = default;
};

struct Answer {
    std::vector<Piece> pieces;   ///< by unit, then cluster
    std::int64_t objective = 0;  ///< value - penalty · shortfall
    std::int64_t value = 0;
    std::int64_t shortfall = 0;  ///< what is missing from the lower sides of all limits together
    std::int64_t penalty = 0;
    std::int64_t bound = 0;        ///< proved by the search; not below the objective of any allocation
    std::int64_t price_bound = 0;  ///< proved by the prices alone
    double gap = 0;  ///< (bound - objective) / |objective|, or / |value| where penalties make that the larger
    model::StopReason stop = model::StopReason::Proved;
    Prices prices;
    std::vector<std::int64_t> used;  ///< per limit, in the order of Limits
    std::size_t nodes = 0;
    std::vector<std::int64_t> node_prices;  ///< to start the next, similar problem from
    bool fell_back =
        false;  ///< what the search found did not verify and was replaced by what does (settle.h)
};

/// Validates, then solves. `start`: Answer::node_prices of a problem with the same limits, or empty.
Answer solve(const AllocationProblem& problem, const SolveOptions& options, const Progress& progress,
             const std::vector<std::int64_t>& start = {});

}  // namespace zonewright::allocation
