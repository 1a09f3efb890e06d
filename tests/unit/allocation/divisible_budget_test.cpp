// Divisible land under a budget: the linear optimum in whole area units, by hand and at the size of a city.
#include <gtest/gtest.h>

#include "allocation/certificate.h"
#include "allocation/solve.h"
#include "base/random.h"

namespace zonewright::allocation {
namespace {

/// 10 of A at 10 a unit for 5 yuan, 10 of B at 6 for 2: B brings more for the money and goes whole, for 20
/// yuan; the other 20 buy 4 of A.
TEST(DivisibleBudget, BuysWhatBringsMostForTheMoney) {
    AllocationProblem problem;
    problem.cluster_names = {"ai"};
    problem.unit_names = {"A", "B"};
    problem.areas = {10, 10};
    problem.values = {10, 6};
    problem.demand = {{0, 20}};
    problem.budget = Budget{40, {5, 2}};
    problem.divisible = true;
    const Answer answer = solve(problem, {}, Progress());
    EXPECT_EQ(answer.pieces, (std::vector<Piece>{{0, 0, 4}, {1, 0, 10}}));
    EXPECT_EQ(answer.objective, 100);
    EXPECT_EQ(answer.bound, 100);
    EXPECT_EQ(answer.stop, model::StopReason::Proved);
}

/// 3 yuan a unit under 10 yuan: three units and a third; whole units make it three, worth 30 of 33.3.
TEST(DivisibleBudget, RoundsToWholeAreaUnits) {
    AllocationProblem problem;
    problem.cluster_names = {"ai"};
    problem.areas = {10};
    problem.values = {10};
    problem.demand = {{0, 20}};
    problem.budget = Budget{10, {3}};
    problem.divisible = true;
    const Answer answer = solve(problem, {}, Progress());
    EXPECT_EQ(answer.objective, 30);
    EXPECT_EQ(answer.bound, 33);
}

/// 100 are asked in lots of 40 and more: 75 of A leave 25, which is no lot. A gives up 15, and B has its lot.
TEST(DivisibleLots, MakeRoomForALotWhereLessIsMissing) {
    AllocationProblem problem;
    problem.cluster_names = {"ai"};
    problem.unit_names = {"A", "B"};
    problem.areas = {75, 60};
    problem.values = {10, 5};
    problem.demand = {{100, 100}};
    problem.minimum_site = {40};
    problem.divisible = true;
    const Answer answer = solve(problem, {}, Progress());
    EXPECT_EQ(answer.pieces, (std::vector<Piece>{{0, 0, 60}, {1, 0, 40}}));
    EXPECT_EQ(answer.objective, 60 * 10 + 40 * 5);
    EXPECT_EQ(answer.shortfall, 0);
}

/// Two clusters ask for 8 each in lots of 6. A and B have 10 and 6: undivided by lots, 16 are enough for both; but 2 of A
/// are no lot, so that the cluster which takes B stays 2 short. B is worth more to the second, A the same to both.
TEST(DivisibleLots, DecideWhoHoldsALotOfWhat) {
    AllocationProblem problem;
    problem.cluster_names = {"ai", "energy"};
    problem.unit_names = {"A", "B"};
    problem.areas = {10, 6};
    problem.values = {5, 5, 1, 3};
    problem.demand = {{8, 8}, {8, 8}};
    problem.minimum_site = {6, 6};
    problem.divisible = true;
    problem.shortfall_penalty = 100;
    const Answer answer = solve(problem, {}, Progress());
    EXPECT_EQ(answer.pieces, (std::vector<Piece>{{0, 0, 8}, {1, 1, 6}}));
    EXPECT_EQ(answer.objective, 8 * 5 + 6 * 3 - 2 * 100);
    EXPECT_EQ(answer.bound, answer.objective);
    EXPECT_EQ(answer.stop, model::StopReason::Proved);
    EXPECT_GT(answer.price_bound, answer.bound);  // the prices alone know nothing of lots
}

/// 19 are asked in lots of 9, and every unit has 9: there is room for two lots, so 18 are given, whatever the linear program
/// nibbles from forty units.
TEST(DivisibleLots, AreNoMoreThanTheirClusterHasRoomFor) {
    AllocationProblem problem;
    problem.cluster_names = {"ai"};
    problem.areas.assign(40, 9);
    problem.values.assign(40, 5);
    problem.demand = {{19, 19}};
    problem.minimum_site = {9};
    problem.divisible = true;
    problem.shortfall_penalty = 100;
    const Answer answer = solve(problem, {.node_budget = 200}, Progress());
    EXPECT_EQ(answer.pieces.size(), 2U);
    EXPECT_EQ(answer.objective, 18 * 5 - 100);
    EXPECT_EQ(answer.bound, answer.objective);
    EXPECT_EQ(answer.stop, model::StopReason::Proved);
    EXPECT_EQ(answer.price_bound, 19 * 5);
}

/// Each of the ten units missing costs 8, giving one costs 100: it stays idle, whatever a quota makes of it.
TEST(DivisibleBudget, LeavesAMinimumUnmetWhereItsPenaltyIsLess) {
    AllocationProblem problem;
    problem.cluster_names = {"ai"};
    problem.areas = {10, 5};
    problem.values = {-100, ineligible};
    problem.demand = {{10, 20}};
    problem.places = {{"town", {0, 1}}};
    problem.quotas = {{0, std::nullopt, {0, 12}}};
    problem.divisible = true;
    problem.shortfall_penalty = 8;
    const Answer answer = solve(problem, {}, Progress());
    EXPECT_TRUE(answer.pieces.empty());
    EXPECT_EQ(answer.objective, -80);
    EXPECT_EQ(answer.bound, -80);
}

/// 30 are asked of a town that has 10 to give: 20 are missing whatever is done, and the bound knows it.
TEST(DivisibleBudget, BoundsAMinimumThatNoLandCanMeet) {
    AllocationProblem problem;
    problem.cluster_names = {"ai"};
    problem.areas = {10, 25};
    problem.values = {7, ineligible};
    problem.demand = {{15, 40}};
    problem.places = {{"town", {0, 1}}};
    problem.quotas = {{0, std::nullopt, {30, unlimited}}};
    problem.budget = Budget{1000, {1, 1}};
    problem.divisible = true;
    problem.shortfall_penalty = 66;
    const Answer answer = solve(problem, {}, Progress());
    EXPECT_EQ(answer.objective, 10 * 7 - 66 * (5 + 20));
    EXPECT_EQ(answer.bound, answer.objective);
}

/// What a pair of area units changing places can bring: the answer is that close to its bound, however large
/// the land.
TEST(DivisibleBudget, IsWithinAnAreaUnitOfItsBound) {
    for (std::uint64_t seed = 1; seed <= 20; ++seed) {
        Random random(seed, "city budget");
        AllocationProblem problem;
        const std::size_t units = 200 + random.below(600), clusters = 2 + random.below(6);
        double land = 0, cost = 0;
        problem.budget = Budget{};
        for (std::size_t unit = 0; unit < units; ++unit) {
            problem.areas.push_back(static_cast<std::int64_t>(1e6 + 1e9 * random.unit()));
            problem.budget->cost.push_back(static_cast<std::int32_t>(100 + random.below(4000)));
            land += double(problem.areas.back());
            cost += double(problem.areas.back()) * problem.budget->cost.back();
            for (std::size_t cluster = 0; cluster < clusters; ++cluster)
                problem.values.push_back(
                    random.unit() < 0.3 ? ineligible : static_cast<std::int32_t>(random.below(10001)));
        }
        for (std::size_t cluster = 0; cluster < clusters; ++cluster) {
            problem.cluster_names.push_back("c" + std::to_string(cluster));
            const auto wanted = static_cast<std::int64_t>(land / double(clusters) * random.between(0.1, 0.8));
            problem.demand.push_back({wanted, wanted + wanted / 10});
        }
        problem.budget->limit = static_cast<std::int64_t>(cost * random.between(0.1, 0.6));
        problem.divisible = true;
        const Answer answer = solve(problem, {}, Progress());
        const std::int64_t area_unit = 2 * (10000 + answer.penalty);
        EXPECT_LE(answer.bound - answer.objective, area_unit) << "seed " << seed << " gap " << answer.gap;
        EXPECT_TRUE(verify(certificate_of(problem, answer)).holds) << "seed " << seed;
    }
}

}  // namespace
}  // namespace zonewright::allocation
