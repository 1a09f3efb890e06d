// The same problem with everything in the order of names, so that the order of rows plays no part.
// Cost: a sort. Errors: none.
#pragma once

#include <cstdint>
#include <vector>

#include "allocation/solver/prices.h"
#include "allocation/solver/problem.h"

namespace zonewright::allocation {

struct Reordered {
    AllocationProblem problem;
    std::vector<std::uint32_t> units;  ///< unit i of `problem` was unit units[i]
    std::vector<std::uint32_t> sets;   ///< the same for exclusive sets
    std::vector<std::uint32_t> sides;  ///< and for the sides of the neighbourhood
    std::vector<char> swapped;         ///< per new side: a and b have changed places
    std::size_t options = 0;           ///< clusters and idle
};

/// Whether by_name() would change nothing.
bool is_in_order(const AllocationProblem& problem);
Reordered by_name(const AllocationProblem& problem);

/// Prices found for the reordered problem, for the sets and sides of the problem as it was.
Prices in_old_order(const Reordered& reordered, const Prices& prices);

}  // namespace zonewright::allocation
