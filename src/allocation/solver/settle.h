// What an answer may say when it leaves the solver: nothing that its own certificate does not prove.
//
// Objective, bound, gap and stop are computed anew from the pieces and the prices, by the arithmetic of
// verify(), and the answer is then verified as a reader of its certificate would. Where that fails, the
// answer falls back, in this order, to the bound that its prices prove, to prices that charge nothing, to the
// locked units alone: each holds whatever the search did. Cost: what verify() costs, one pass over units ×
// clusters and, for few units, one evaluation of set_relaxation.h. Areas in area units (cm²). Errors: none.
#pragma once

#include "allocation/certificate.h"
#include "allocation/solve.h"
#include "allocation/solver/problem.h"

namespace zonewright::allocation {

/// The gap that an answer states.
double gap_between(std::int64_t objective, std::int64_t value, std::int64_t bound);

/// What a gap is measured against: the objective, or the value where penalties outweigh it.
std::int64_t gap_weight(std::int64_t objective, std::int64_t value);

/// As verify(), for a problem that is known to be valid.
Verification verify_answer(const AllocationProblem& problem, const Answer& answer);

/// `answer` needs pieces, penalty, bound, stop and prices; all else follows.
Answer settled(const AllocationProblem& problem, Answer answer);

}  // namespace zonewright::allocation
