// Which of the offered units can be allocated at all, and how the integers of the problem read in the model's
// nouns. Errors: none.
#pragma once

#include <cstdint>
#include <vector>

#include "allocation/allocate.h"
#include "allocation/solve.h"

namespace zonewright::allocation {

inline constexpr std::int64_t score_scale = 10000;  ///< a score of 1 is this much value per cm²

/// Positions of the units that are admissible and have an area; unit i of problem_of(input) is
/// offer_of(input)[i].
std::vector<std::uint32_t> offer_of(const AllocationInput& input);

/// The answer to problem_of(input) in the nouns of the model, without reliefs and certificate.
model::Allocation allocation_of(const AllocationInput& input, const AllocationProblem& problem,
                                const Answer& answer);

}  // namespace zonewright::allocation
