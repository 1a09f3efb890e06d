// What is the best that divisible land can do under limits that a flow does not keep? Exactly, up to whole
// area units: a mixture of flows.
//
// The linear program without the side limits (the budget, places that cross others) is a flow; with them its
// optimum is a mixture of a few flows, at most one more than there are side limits that bind. Method: column
// generation (Dantzig and Wolfe 1960). A small linear program mixes the flows known so far and prices the
// side limits; the flow at these prices joins, until none at the prices is better than the mixture. With one
// side limit that is the secant method on its price. Every price found is a bound in itself (prices.h), so
// that the bound holds whenever the search ends. Two flows that differ along one side limit are mixed along
// the cycles in which they differ, cheapest first per unit of the limit: at most one cycle is cut, so the
// answer in whole area units is short of the linear optimum by less than what moving one area unit along a
// cycle is worth. More flows are mixed and rounded down, and what is left is offered again (divisible.h).
// Areas in area units (cm²), worth in value · area unit. Cost: about 10 flows for one side limit, tens for
// several; memory 2 bytes a unit for each flow. Guarantees: deterministic. Errors: none.
#pragma once

#include <cstdint>
#include <functional>
#include <span>
#include <vector>

#include "allocation/solve.h"
#include "allocation/solver/multipliers.h"
#include "allocation/solver/relaxation.h"
#include "base/progress.h"

namespace zonewright::allocation {

struct FlowCombination {
    Multipliers multipliers;  ///< of the least bound
    std::vector<Piece>
        pieces;  ///< the mixture in whole area units, by unit, then cluster; keeps the upper sides
    std::vector<std::uint32_t> mixed;  ///< units that the flows of the mixture treat differently, ascending
};

/// For relaxation.is_fine() only. `start`: node prices of an earlier result, or empty. `seen` (if any) sees
/// every flow on the way: where lots or towns part the mixture, one of these may lead to a better allocation.
FlowCombination combine_flows(const AllocationProblem& problem, const Limits& limits,
                              const Relaxation& relaxation, std::span<const Options> options,
                              std::int64_t penalty, std::span<const std::int64_t> start,
                              const std::function<void(const Relaxed&)>& seen, const Progress& progress);

}  // namespace zonewright::allocation
