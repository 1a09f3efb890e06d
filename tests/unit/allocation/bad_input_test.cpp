// What is wrong with a question about allocation is named, with the numbers; what merely cannot be met is
// not wrong.
#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <cmath>
#include <limits>

#include "allocation/allocate.h"
#include "allocation/solve.h"
#include "base/errors.h"

namespace zonewright::allocation {
namespace {

using testing::HasSubstr;

constexpr double nan = std::numeric_limits<double>::quiet_NaN();

class BadInput : public testing::Test {
protected:
    // Two clusters want 10,000 m² each of three units of 6,000 m².
    void SetUp() override {
        plan.clusters.push_back({.id = "ai", .name = {"人工智能", "ai"}});
        plan.clusters.push_back({.id = "energy", .name = {"新能源", "energy"}});
        input.plan = &plan;
        for (const char* id : {"A", "B", "C"})
            input.units.push_back({.id = id, .area = Area::from_m2(6000), .town_code = "441900101"});
        input.scores = {0.9, 0.1, 0.8, 0.2, 0.3, 0.7};
        for (const char* cluster : {"ai", "energy"}) {
            model::Demand demand;
            demand.cluster = cluster;
            demand.area_m2 = 6000;
            input.demands.push_back(demand);
        }
    }

    /// The message of the refusal.
    std::string refusal() const {
        try {
            validate(problem_of(input));
        } catch (const InputError& error) {
            return error.what();
        }
        return "accepted";
    }

    model::Plan plan;
    AllocationInput input;
};

TEST_F(BadInput, IsAbsentToBeginWith) {
    EXPECT_EQ(refusal(), "accepted");
}

TEST_F(BadInput, ANegativeScoreIsNamedWithUnitAndCluster) {
    input.scores[2] = -0.25;
    EXPECT_THAT(refusal(), testing::AllOf(HasSubstr("B"), HasSubstr("ai"), HasSubstr("-0.25")));
}

TEST_F(BadInput, AScoreAboveOneOrInfiniteIsNamed) {
    input.scores[5] = 1.5;
    EXPECT_THAT(refusal(), testing::AllOf(HasSubstr("C"), HasSubstr("energy"), HasSubstr("1.5")));
    input.scores[5] = std::numeric_limits<double>::infinity();
    EXPECT_THAT(refusal(), HasSubstr("inf"));
}

// No data is no low score: the unit is not given to that cluster, and that is no fault.
TEST_F(BadInput, AMissingScoreKeepsTheUnitFromTheClusterOnly) {
    input.scores[0] = nan;
    const AllocationProblem problem = problem_of(input);
    EXPECT_EQ(problem.value(0, 0), ineligible);
    EXPECT_EQ(problem.value(0, 1), 1000);
    EXPECT_EQ(refusal(), "accepted");
}

TEST_F(BadInput, AClusterThatNothingIsEligibleForEndsInItsWholeDemandLacking) {
    for (const std::size_t unit : {0, 1, 2}) input.scores[2 * unit] = nan;
    const model::Allocation answer = allocate(input, Progress{});
    EXPECT_EQ(answer.balances[0].eligible.cm2, 0);
    EXPECT_EQ(answer.balances[0].shortfall, Area::from_m2(6000));
    EXPECT_EQ(answer.balances[1].shortfall, Area{});
}

TEST_F(BadInput, DemandOverSupplyEndsInTheDifferenceLacking) {
    input.demands[0].area_m2 = 100000;
    input.demands[1].area_m2 = 0;
    const model::Allocation answer = allocate(input, Progress{});
    EXPECT_EQ(answer.balances[0].allocated, Area::from_m2(18000));
    EXPECT_EQ(answer.balances[0].shortfall, Area::from_m2(82000));
}

TEST_F(BadInput, DemandThatIsNoNumberIsNamed) {
    input.demands[1].area_m2 = nan;
    EXPECT_THAT(refusal(), testing::AllOf(HasSubstr("energy"), HasSubstr("nan")));
    input.demands[1].area_m2 = -5;
    EXPECT_THAT(refusal(), HasSubstr("-5"));
}

TEST_F(BadInput, TwoLocksOnOneUnitAreNamedWithBothClusters) {
    input.scenario.locked = {{"B", "ai"}, {"B", "energy"}};
    EXPECT_THAT(refusal(), testing::AllOf(HasSubstr("B"), HasSubstr("ai"), HasSubstr("energy")));
}

TEST_F(BadInput, LocksBeyondADemandAreNamedInSquareMetres) {
    input.scenario.locked = {{"A", "ai"}, {"B", "ai"}};
    EXPECT_THAT(refusal(),
                testing::AllOf(HasSubstr("ai"), HasSubstr("6,300.00 m²"), HasSubstr("12,000.00 m²")));
}

TEST_F(BadInput, LocksBeyondTheBudgetAreNamedInYuan) {
    for (OfferedUnit& unit : input.units) unit.cost_yuan_per_m2 = 500;
    input.scenario.budget_yuan = 1'000'000;
    input.scenario.locked = {{"A", "ai"}};
    EXPECT_THAT(refusal(), testing::AllOf(HasSubstr("1,000,000"), HasSubstr("3,000,000")));
}

TEST_F(BadInput, AQuotaBeyondTheLandThereIsNamedWithBothAreas) {
    input.scenario.quotas = {{.place = "441900101", .cluster = "", .minimum_m2 = 20000, .maximum_m2 = {}}};
    EXPECT_THAT(refusal(),
                testing::AllOf(HasSubstr("441900101"), HasSubstr("20,000.00 m²"), HasSubstr("18,000.00 m²")));
}

TEST_F(BadInput, AQuotaBeyondEveryDemandIsNamedWithBothAreas) {
    input.scenario.quotas = {{.place = "441900101", .cluster = "ai", .minimum_m2 = 9000, .maximum_m2 = {}}};
    EXPECT_THAT(refusal(), testing::AllOf(HasSubstr("9,000.00 m²"), HasSubstr("6,300.00 m²")));
}

TEST_F(BadInput, TheSameIdTwiceIsNamed) {
    input.units[2].id = "A";
    EXPECT_THAT(refusal(), HasSubstr("A"));
    EXPECT_NE(refusal(), "accepted");
}

TEST_F(BadInput, AnUnknownPlaceOrClusterIsNamed) {
    input.scenario.quotas = {{.place = "atlantis", .cluster = "", .minimum_m2 = 1, .maximum_m2 = {}}};
    EXPECT_THAT(refusal(), HasSubstr("atlantis"));
    input.scenario.quotas.clear();
    input.scenario.demand_m2["steam"] = 1;
    EXPECT_THAT(refusal(), HasSubstr("steam"));
}

}  // namespace
}  // namespace zonewright::allocation
