// A good integral allocation from a relaxed one: whole units by the prices, then exchanges that the prices
// point at.
//
// Every allocation's distance from the bound is the sum of its regrets (what each unit gives up against its
// best option at the prices) and of unused room at a price. Only units with small regret can close that
// distance, so only those are looked at: the cost of a round does not grow with the number of units.
// Guarantees: stays within every hard limit, never gets worse, deterministic. Gives no bound: that is
// relaxation.h. Areas in area units (cm²). Errors: none.
#pragma once

#include <cstdint>
#include <span>
#include <vector>

#include "allocation/solver/ledger.h"
#include "allocation/solver/prices.h"
#include "allocation/solver/relaxation.h"
#include "base/progress.h"

namespace zonewright::allocation {

/// Gives every unit, those with most at stake first, the option the relaxation chose if it fits, else the
/// best that does.
void round_relaxed(const AllocationProblem& problem, const Limits& limits, std::span<const Options> options,
                   const Relaxed& relaxed, Ledger& ledger);

/// Moves and exchanges until none helps, `rounds` are over, or the objective is within `distance` of `bound`.
void improve(const AllocationProblem& problem, const Limits& limits, std::span<const Options> options,
             const Relaxed& relaxed, Ledger& ledger, std::size_t rounds, std::int64_t distance,
             const Progress& progress);

}  // namespace zonewright::allocation
