// What is a list of pieces worth, and does it keep every rule? Recomputed from the problem alone, without any
// solver. Areas in area units (cm²), value in value · area unit, 128-bit sums. Cost: one pass over the
// pieces. Errors: none; what is wrong is a violation in words.
#pragma once

#include <cstdint>
#include <span>
#include <string>
#include <vector>

#include "allocation/solve.h"
#include "allocation/solver/limits.h"
#include "allocation/solver/problem.h"

namespace zonewright::allocation {

struct Evaluation {
    std::int64_t value = 0;  ///< of the pieces that are pieces of the problem; the others are violations
    std::int64_t shortfall = 0;
    std::vector<std::int64_t> used;  ///< per limit
    std::vector<Text> violations;    ///< in words; empty: every hard rule is kept
};

/// Value less penalties.
std::int64_t objective_of(const Evaluation& evaluation, std::int64_t penalty);

Evaluation evaluate(const AllocationProblem& problem, const Limits& limits, std::span<const Piece> pieces);

}  // namespace zonewright::allocation
