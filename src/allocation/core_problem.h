// The part of a whole-unit problem that is still open, as a problem of its own: units with a single option
// left are counted into the limits and dropped. The search then costs what the open units cost, however many
// there were.
#pragma once

#include <cstdint>
#include <span>
#include <vector>

#include "allocation/limits.h"
#include "allocation/prices.h"
#include "allocation/problem.h"

namespace zonewright::allocation {

struct CoreProblem {
    AllocationProblem problem;
    std::vector<std::uint32_t> units;  ///< position in the whole problem
    std::vector<Options> options;
    Prices multipliers;
    std::int64_t fixed_value = 0;  ///< of the units dropped
};

/// Whether the problem can be cut down: not with a neighbourhood or town limits, which tie open units to
/// dropped ones.
bool has_core(const AllocationProblem& problem);
CoreProblem core_of(const AllocationProblem& problem, const Limits& limits, std::span<const Options> options,
                    const Prices& multipliers);

}  // namespace zonewright::allocation
