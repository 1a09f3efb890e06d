// What lies between two flows? Land shares as they are, and the way from one to the other in whole area
// units.
//
// Two flows of the same land differ by a circulation on the few nodes of the land network. It is taken apart
// into cycles; any part of any of them leads to a flow that keeps every limit both flows keep. Along each
// cycle the objective and the use of a side limit change by a whole number for each area unit, so what the
// side limit allows is found like a knapsack of divisible items: the last cycle alone is cut. Areas in area
// units (cm²); objective in value · area unit, less penalties of all limits but the side limits. Cost: nodes
// × units that differ, and a sort. Errors: none. Source: flow decomposition (Ford and Fulkerson 1962; Ahuja,
// Magnanti, Orlin 1993, ch. 3.5).
#pragma once

#include <cstdint>
#include <span>
#include <vector>

#include "allocation/solve.h"
#include "allocation/solver/land_network.h"
#include "allocation/solver/magnitude.h"
#include "allocation/solver/relaxation.h"

namespace zonewright::allocation {

struct LandFlow {
    std::vector<std::uint16_t> option;  ///< per unit, where it is not split
    std::vector<FlowShare> shares;      ///< of the units that are split, by unit, then column; idle land too
    std::int64_t objective = 0;
    std::vector<Wide> side_use;  ///< in the order of the side limits
};

LandFlow measured(const AllocationProblem& problem, const Limits& limits,
                  std::span<const std::uint32_t> side_limits, std::int64_t penalty, const Relaxed& relaxed);

/// Units that the flows do not all treat alike, ascending.
std::vector<std::uint32_t> units_that_differ(const AllocationProblem& problem,
                                             std::span<const LandFlow* const> flows);

/// The best mixture of two flows in whole area units, of those that use no more than the upper side of the
/// one side limit, and are no worse than what lacks below its lower side.
std::vector<Piece> walked(const AllocationProblem& problem, const Limits& limits, const LandNetwork& network,
                          std::uint32_t side_limit, std::int64_t penalty, const LandFlow& from,
                          const LandFlow& to);

/// The weighted mean of the flows, every piece rounded down; units all flows treat alike stay whole.
std::vector<Piece> rounded_down(const AllocationProblem& problem, std::span<const LandFlow* const> flows,
                                std::span<const long double> weights);

}  // namespace zonewright::allocation
