// Which prices on the limits that the flow does not keep give the least bound?
//
// Divisible land under side limits alone: flow_combination.h, exactly. Whole units under one side limit: its
// price by bisection on the use of the limit, which falls as the price rises: the best integer price.
// Several, or exclusive sets: a subgradient method (Polyak's step) with the bound of every round valid in
// itself. Cost: `rounds` flows, each started from the prices of the one before. Source: Held, Wolfe, Crowder
// 1974; Polyak 1969. Prices scaled, per area unit. Errors: none.
#pragma once

#include <cstdint>
#include <functional>
#include <span>

#include "allocation/solver/relaxation.h"
#include "base/progress.h"

namespace zonewright::allocation {

struct Multipliers {
    Prices prices;    ///< what to charge before the flow
    Relaxed relaxed;  ///< the flow at these prices: the least bound found
};

/// `tried` sees every relaxed answer on the way (allocations can be made from them) and returns the best
/// objective known.
Multipliers find_multipliers(const AllocationProblem& problem, const Limits& limits,
                             const Relaxation& relaxation, std::span<const Options> options,
                             std::int64_t penalty, std::span<const std::int64_t> start, std::size_t rounds,
                             const std::function<std::int64_t(const Relaxed&)>& tried,
                             const Progress& progress);

}  // namespace zonewright::allocation
