// Can a few clusters share out their units among themselves better? A local search whose single step is a
// search over all ways to share out the units of two or three clusters and the idle ones that come near.
//
// States (who has how much so far) are extended unit by unit, the largest first; of the states with about the
// same areas only those that have lost least at the prices are kept. Cost: a step handles about `width`
// states × units × options; microseconds to milliseconds. Guarantees: every limit holds, the allocation never
// gets worse, deterministic. Gives no bound. Areas in area units (cm²). Errors: none.
#pragma once

#include <cstddef>
#include <span>

#include "allocation/solver/ledger.h"
#include "allocation/solver/prices.h"
#include "allocation/solver/relaxation.h"
#include "base/progress.h"

namespace zonewright::allocation {

struct ReassignOptions {
    std::size_t width = 400;      ///< states kept
    std::size_t idle_units = 24;  ///< idle units offered in one step, those of least regret
    std::size_t group = 2;        ///< clusters taken together: 2 or 3
    std::size_t sweeps = 6;
};

/// Reassigns until a sweep over all groups of clusters brings nothing; whether anything was gained.
bool reassign(const AllocationProblem& problem, const Limits& limits, std::span<const Options> options,
              const Prices& prices, const ReassignOptions& settings, Ledger& ledger,
              const Progress& progress);

}  // namespace zonewright::allocation
