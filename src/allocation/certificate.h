// An allocation that proves itself: the problem, the pieces and the prices as JSON, and the check of all
// three.
//
// verify() trusts nothing but the text: it validates the problem, recomputes feasibility, value, shortfall
// and objective from the pieces, and the bound from the prices (weak duality, 128-bit integers); the gap and
// whether the answer is proved follow from those. No solver takes part. A text is a certificate only when it
// has every key once and none besides, whole numbers where numbers belong, every piece once, in order. Where
// whole units have prices of their own, the bound also follows from every cluster's best set at these prices
// (set_relaxation.h), searched anew. The bound of the search tree is not recomputable from prices; it must
// lie between the objective and the price bound. Areas in cm², values per cm², as problem.h has them. Cost:
// one pass over units × clusters; the text takes about 70 bytes a unit for 12 clusters. Errors: none from
// verify(), which says what is wrong; InputError from read_certificate().
#pragma once

#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

#include "allocation/solve.h"
#include "allocation/solver/problem.h"

namespace zonewright::allocation {

inline constexpr const char* certificate_schema = "zonewright-allocation-certificate/2";

std::string certificate_of(const AllocationProblem& problem, const Answer& answer);

/// What a certificate says, read back. Throws InputError where it is not a certificate, or its problem is
/// none.
struct Certificate {
    AllocationProblem problem;
    Answer answer;
};
Certificate read_certificate(std::string_view text);

struct VerifiedFigure {
    std::string name;
    std::int64_t claimed = 0;
    std::int64_t found = 0;
};

struct Verification {
    bool holds = false;
    std::vector<Text> faults;             ///< in words; empty when it holds
    std::vector<VerifiedFigure> figures;  ///< value, shortfall, objective, price_bound
    double proved_gap = 0;                ///< from the prices alone
};

Verification verify(const AllocationProblem& problem, const Answer& answer);
/// A text that is no certificate, or whose problem is contradictory, does not hold either: the fault says
/// why, and where a text that was cut short ends.
Verification verify(std::string_view text);

}  // namespace zonewright::allocation
