// Numbers beyond 64 bits behind a limit without an upper side: what the solver says must hold, what the
// verifier accepts must be true.
#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "allocation/certificate.h"
#include "allocation/solve.h"
#include "base/errors.h"

namespace zonewright::allocation::testing {
namespace {

using ::testing::HasSubstr;

/// Two places overlap; one has a minimum and no maximum; there is a budget. Best by HiGHS: 72,373.
AllocationProblem overlapping_places() {
    AllocationProblem problem;
    problem.cluster_names = {"c0", "c1"};
    problem.unit_names = {"u008", "u010", "u013", "u014", "u016"};
    problem.areas = {38, 23, 51, 50, 55};
    problem.values = {ineligible, 303, 362, 805, 898, 100, 669, 918, 496, 177};
    problem.demand = {{75, 78}, {89, 93}};
    problem.places = {{"p1", {0, 2, 4}}, {"p2", {0, 1, 2, 3}}};
    problem.quotas = {{0, std::nullopt, {107, unlimited}}, {1, std::nullopt, {0, 332}}};
    problem.budget = Budget{3693, {28, 15, 18, 32, 17}};
    problem.shortfall_penalty = 3000;
    return problem;
}

TEST(Overflow, AMinimumWithoutAMaximumBesideABudgetIsSolved) {
    const AllocationProblem problem = overlapping_places();
    const Answer answer = solve(problem, {}, Progress());
    EXPECT_EQ(answer.objective, 72373);
    EXPECT_EQ(answer.bound, 72373);
    EXPECT_FALSE(answer.fell_back);
    EXPECT_TRUE(verify(certificate_of(problem, answer)).holds);
}

TEST(Overflow, ALargeMaximumMakesNoDifference) {
    AllocationProblem problem = overlapping_places();
    problem.quotas[0].band.upper = 217;  // all the land
    EXPECT_EQ(solve(problem, {}, Progress()).objective, 72373);
}

/// One unit of 100,000 and one of 1,000; the answer gives the first alone.
struct Balanced {
    Balanced() {
        problem.cluster_names = {"a"};
        problem.unit_names = {"u", "v"};
        problem.areas = {100'000, 1'000};
        problem.values = {5, 1};
        problem.demand = {{0, unlimited}};
        problem.divisible = true;
        answer = solve(problem, {}, Progress());
    }
    std::string fault() const {
        const Verification found = verify(problem, answer);
        return found.holds ? "accepted" : found.faults.front().zh;
    }
    std::string fault_of_text() const {
        const Verification found = verify(certificate_of(problem, answer));
        return found.holds ? "accepted" : found.faults.front().zh;
    }
    AllocationProblem problem;
    Answer answer;
};

TEST(Overflow, APieceBeyondItsUnitIsRefused) {
    Balanced balanced;
    EXPECT_EQ(balanced.fault(), "accepted");
    balanced.answer.pieces[0].area = 130'000;
    EXPECT_THAT(balanced.fault(), HasSubstr("130000"));
    EXPECT_THAT(balanced.fault_of_text(), HasSubstr("130000"));
}

TEST(Overflow, PiecesOf6e18DoNotBalanceEachOther) {
    Balanced balanced;
    constexpr std::int64_t huge = 6'000'000'000'000'000'000;
    balanced.answer.pieces = {
        {0, 0, 130'000}, {0, 0, huge}, {0, 0, huge}, {0, 0, huge}, {1, 0, 446'744'073'709'521'616}};
    EXPECT_NE(balanced.fault(), "accepted");
    EXPECT_NE(balanced.fault_of_text(), "accepted");
    balanced.answer.pieces = {{0, 0, 130'000}, {0, 0, -30'000}};
    EXPECT_NE(balanced.fault(), "accepted");
    EXPECT_NE(balanced.fault_of_text(), "accepted");
}

TEST(Overflow, AUnitGivenTwiceToOneClusterIsRefused) {
    Balanced balanced;
    balanced.answer.pieces = {{0, 0, 50'000}, {0, 0, 50'000}, {1, 0, 1'000}};
    EXPECT_NE(balanced.fault(), "accepted");
    EXPECT_NE(balanced.fault_of_text(), "accepted");
}

TEST(Overflow, PricesThatLeave64BitsProveNothing) {
    AllocationProblem problem = overlapping_places();
    const Answer answer = solve(problem, {}, Progress());
    for (const std::int64_t price : {unlimited, unlimited * 7, -unlimited * 7}) {
        Answer altered = answer;
        altered.prices.limit[3] = price;
        EXPECT_FALSE(verify(problem, altered).holds) << price;
        altered = answer;
        altered.prices.limit[2] = 1;  // a side that the quota does not have
        EXPECT_FALSE(verify(problem, altered).holds);
    }
}

}  // namespace
}  // namespace zonewright::allocation::testing
