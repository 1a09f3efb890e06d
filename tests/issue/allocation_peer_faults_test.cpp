// Faults of other programs that allocation must not repeat; each names where it was seen.
#include <gtest/gtest.h>

#include <cmath>
#include <set>

#include "allocation/certificate.h"
#include "allocation/solve.h"
#include "allocation/solver/evaluation.h"
#include "allocation/solver/shortfall.h"
#include "base/errors.h"
#include "property/allocation_instances.h"

namespace zonewright::allocation::testing {
namespace {

AllocationProblem forty_units() {
    Shape shape;
    shape.units = 40;
    shape.clusters = 4;
    shape.largest_area = 400;
    shape.largest_value = 1000;
    return random_problem(7, shape);
}

TEST(PeerFaults, SameUnitIsNeverGivenToTwoUses) {  // bayarea_urbansim#388
    const Answer answer = solve(forty_units(), {.node_budget = 200}, Progress());
    std::set<std::uint32_t> seen;
    for (const Piece& piece : answer.pieces) EXPECT_TRUE(seen.insert(piece.unit).second) << piece.unit;
}

TEST(PeerFaults, DemandThatIsMissedIsStatedNotHidden) {  // GRASS_FUTURES#11, Locate Regions
    AllocationProblem problem = forty_units();
    std::int64_t land = 0;
    for (const std::int64_t area : problem.areas) land += area;
    problem.demand[0] = {land * 2, land * 2};
    const Answer answer = solve(problem, {.node_budget = 50}, Progress());
    EXPECT_GE(answer.shortfall, land);
    EXPECT_GE(explain_shortfall(problem, Progress()).least, land);
}

TEST(PeerFaults, AnUndersizedUnitIsRejected) {  // GeoLibre locate_regions accepts what is too small
    AllocationProblem problem = forty_units();
    problem.minimum_site.assign(4, 200);
    for (const Piece& piece : solve(problem, {.node_budget = 50}, Progress()).pieces)
        EXPECT_GE(piece.area, 200);
}

TEST(PeerFaults, APenaltyTooLargeDoesNotEmptyTheAnswer) {  // prioritizr#351, #236
    AllocationProblem problem = forty_units();
    const Answer before = solve(problem, {.node_budget = 200}, Progress());
    problem.shortfall_penalty = penalty_of(problem) * 1000;
    const Answer after = solve(problem, {.node_budget = 200}, Progress());
    EXPECT_FALSE(after.pieces.empty());
    EXPECT_LE(after.shortfall, before.shortfall + before.shortfall / 10);
}

TEST(PeerFaults,
     TheGapIsRecomputedAndNeverNegative) {  // CBC prints "Gap: -0.00"; HiGHS#2158 "optimal", but not
    const AllocationProblem problem = forty_units();
    for (const std::size_t budget : {std::size_t{0}, std::size_t{10}, std::size_t{2000}}) {
        const Answer answer = solve(problem, {.node_budget = budget}, Progress());
        EXPECT_FALSE(std::signbit(answer.gap)) << budget;
        const Evaluation found = evaluate(problem, Limits(problem), answer.pieces);
        EXPECT_EQ(found.value - answer.penalty * found.shortfall, answer.objective) << budget;
        EXPECT_TRUE(verify(problem, answer).holds) << budget;
    }
}

TEST(PeerFaults, ASmallerBudgetNeverLosesTheIncumbent) {  // CBC#487, #231, #358
    const AllocationProblem problem = forty_units();
    const Answer hasty = solve(problem, {.node_budget = 0}, Progress());
    EXPECT_FALSE(hasty.pieces.empty());
    EXPECT_LE(hasty.objective, solve(problem, {.node_budget = 4000}, Progress()).objective);
}

TEST(PeerFaults, EveryUnitPriceIsPartOfTheProof) {  // a claimed bound that nobody can recompute
    const AllocationProblem problem = forty_units();
    Answer answer = solve(problem, {.node_budget = 200}, Progress());
    if (answer.prices.units.empty()) GTEST_SKIP() << "proved by the prices of the limits alone";
    answer.prices.units.pop_back();
    EXPECT_FALSE(verify(problem, answer).holds);
}

}  // namespace
}  // namespace zonewright::allocation::testing
