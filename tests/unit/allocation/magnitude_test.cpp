// Numbers too large to add exactly are refused at the door, by name; what is let in is solved and verified.
#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "allocation/certificate.h"
#include "allocation/solve.h"
#include "allocation/solver/magnitude.h"
#include "base/errors.h"

namespace zonewright::allocation {
namespace {

using testing::AllOf;
using testing::HasSubstr;

class Magnitude : public testing::Test {
protected:
    // Three units, two clusters, a place with a minimum only, a budget.
    void SetUp() override {
        problem.cluster_names = {"a", "b"};
        problem.areas = {40, 30, 20};
        problem.values = {10, 20, 30, 5, 7, 9};
        problem.demand = {{20, 60}, {10, unlimited}};
        problem.places = {{"p", {0, 1}}, {"q", {1, 2}}};
        problem.quotas = {{0, std::nullopt, {30, unlimited}}, {1, std::nullopt, {10, 50}}};
        problem.budget = Budget{900, {10, 12, 9}};
    }
    std::string refusal() const {
        try {
            validate(problem);
        } catch (const InputError& wrong) {
            EXPECT_FALSE(wrong.problem().thing.empty() || wrong.problem().value.empty() ||
                         wrong.problem().expected.empty() || wrong.problem().advice.empty());
            return wrong.what();
        }
        return "accepted";
    }
    void enlarge(std::int64_t times) {
        for (std::int64_t& area : problem.areas) area *= times;
        for (Band& band : problem.demand)
            band = {band.lower * times, band.upper < unlimited ? band.upper * times : unlimited};
        for (Quota& quota : problem.quotas)
            quota.band = {quota.band.lower * times,
                          quota.band.upper < unlimited ? quota.band.upper * times : unlimited};
        problem.budget->limit *= times;
    }
    AllocationProblem problem;
};

TEST_F(Magnitude, AllLandIsBounded) {
    problem.areas[0] = most_land + 1;
    EXPECT_NE(refusal(), "accepted");
}

TEST_F(Magnitude, AnAreaThatWrapsIsBounded) {
    problem.areas = {std::int64_t{1} << 62, std::int64_t{1} << 62, std::int64_t{1} << 62};
    EXPECT_NE(refusal(), "accepted");
}

TEST_F(Magnitude, PenaltiesAreBoundedAndNotNegative) {
    problem.shortfall_penalty = -1;
    EXPECT_THAT(refusal(), HasSubstr("-1"));
    problem.shortfall_penalty = most_penalty + 1;
    EXPECT_NE(refusal(), "accepted");
}

TEST_F(Magnitude, MoneyIsBoundedAndNotNegative) {
    problem.budget->limit = -5;
    EXPECT_THAT(refusal(), HasSubstr("-5"));
    problem.budget->limit = 900;
    enlarge(std::int64_t{1} << 45);
    problem.budget->cost = {2'000'000'000, 2'000'000'000, 2'000'000'000};
    EXPECT_NE(refusal(), "accepted");
}

TEST_F(Magnitude, SidesAreBounded) {
    problem.neighbourhood = Neighbourhood{{{0, 1, unlimited}, {1, 2, unlimited}}, {9, 0, 0, 9}};
    EXPECT_NE(refusal(), "accepted");
}

TEST_F(Magnitude, ListsNameKnownUnitsOnce) {
    problem.exclusive = {{0, 7}};
    EXPECT_THAT(refusal(), HasSubstr("7"));
    problem.exclusive = {{1, 1}};
    EXPECT_NE(refusal(), "accepted");
    problem.exclusive.clear();
    problem.places[0].units = {1, 0};
    EXPECT_NE(refusal(), "accepted");
    problem.places[0].units = {0, 1};
    problem.neighbourhood = Neighbourhood{{{0, 0, 1}}, {0, 0, 0, 0}};
    EXPECT_NE(refusal(), "accepted");
}

TEST_F(Magnitude, AClusterTwiceIsRefused) {
    problem.cluster_names = {"a", "a"};
    EXPECT_THAT(refusal(), HasSubstr("a"));
}

TEST_F(Magnitude, TheLargestThatIsLetInIsSolvedAsTheSmallOne) {
    for (const bool divisible : {false, true}) {
        SetUp();
        problem.divisible = divisible;
        const Answer small = solve(problem, {}, Progress());
        std::int64_t times = 1;
        const AllocationProblem before = problem;
        for (; refusal() == "accepted"; times *= 2) problem = before, enlarge(times * 2);
        problem = before;
        enlarge(times / 2);
        ASSERT_GT(times, std::int64_t{1} << 40);
        const Answer large = solve(problem, {}, Progress());
        EXPECT_GE(large.objective, small.objective * (times / 2)) << divisible;
        EXPECT_FALSE(large.fell_back);
        EXPECT_TRUE(verify(certificate_of(problem, large)).holds);
    }
}

TEST(Rounding, OfAnyDoubleStaysWithinReach) {
    EXPECT_EQ(rounded(1e300, 7), 7);
    EXPECT_EQ(rounded(-1e300, 7), -7);
    EXPECT_EQ(rounded(std::numeric_limits<double>::quiet_NaN(), 7), 0);
    EXPECT_EQ(rounded(-2.6, 7), -3);
}

TEST(Rounding, OfBoundsIsUpwardsWhereTheyDoNotFitAndDownwardsWhereTheyDo) {
    EXPECT_EQ(to_bound(-7, 2), -4);
    EXPECT_EQ(to_bound(7, 2), 3);
    EXPECT_EQ(to_bound(product(product(most_worth, most_worth), -8), 1), no_objective);
    EXPECT_EQ(to_bound(product(product(most_worth, most_worth), 8), 1), -no_objective);
}

}  // namespace
}  // namespace zonewright::allocation
