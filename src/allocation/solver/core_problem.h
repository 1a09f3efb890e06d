// The part of a whole-unit problem that is still open, as a problem of its own: units with a single option
// left are counted into the limits and dropped. Solving then costs what the open units cost, however many
// there were. Units that can only stay idle are always dropped; units fixed to a cluster are kept where towns
// or neighbours make them matter. Areas and values as in the whole problem. Cost: one pass. Errors: none.
#pragma once

#include <cstdint>
#include <span>
#include <vector>

#include "allocation/solve.h"
#include "allocation/solver/limits.h"
#include "allocation/solver/prices.h"
#include "allocation/solver/problem.h"

namespace zonewright::allocation {

struct CoreProblem {
    AllocationProblem problem;
    std::vector<std::uint32_t> units;  ///< position in the whole problem
    std::vector<Options> options;
    Prices multipliers;
    std::int64_t fixed_value = 0;      ///< of the units dropped
    std::vector<std::uint32_t> sets;   ///< position of the exclusive sets kept
    std::vector<std::uint32_t> sides;  ///< and of the sides of the neighbourhood
};

/// Whether the problem can be cut down while it is searched: not with a neighbourhood or town limits, whose
/// fixed units still matter.
bool has_core(const AllocationProblem& problem);
CoreProblem core_of(const AllocationProblem& problem, const Limits& limits, std::span<const Options> options,
                    const Prices& multipliers);

/// Prices found for the core, as prices of the whole: nothing is charged for what was dropped.
Prices in_whole(const CoreProblem& core, const AllocationProblem& whole, const Prices& prices);

/// The pieces of the units that were dropped and of the core's.
std::vector<Piece> in_whole(const CoreProblem& core, const AllocationProblem& whole,
                            std::span<const Options> options, std::span<const Piece> pieces);

}  // namespace zonewright::allocation
