// One supply class per parcel, and the rule that decided.
#include "supply/classify.h"

#include <gtest/gtest.h>

#include "supply_land.h"

namespace zonewright::supply {
namespace {

constexpr int year = 2026;

model::Parcel supplied() {
    return parcel("p", box(0, 0, 100, 100));
}

void expect(const model::Parcel& land, const char* supply_class, const char* rule) {
    const ClassDecision decision = classify(land, plain_rules().classes, year);
    EXPECT_EQ(decision.supply_class, supply_class);
    EXPECT_EQ(decision.deciding_rule, rule);
}

TEST(SupplyClass, OfLandNotStartedAYearAfterTheAgreedDateIsIdle) {
    model::Parcel land = supplied();
    land.contract_start_year = 2025;
    land.developed_share = 0;
    expect(land, "idle", "idle_years");
    land.contract_start_year = 2026;
    expect(land, "in_use", "no_other_rule");
}

TEST(SupplyClass, OfLandStartedButLittleDevelopedOrInvestedIsIdle) {
    model::Parcel land = supplied();
    land.contract_start_year = 2020;
    land.suspended_year = 2024;
    land.developed_share = 0.33;
    expect(land, "idle", "idle_developed_share_below");
    land.developed_share = 0.34;
    land.invested_share = 0.2;
    expect(land, "idle", "idle_invested_share_below");
    land.invested_share = 0.25;
    expect(land, "in_use", "no_other_rule");
}

TEST(SupplyClass, OfStartedLandIsIdleOnlyAYearAfterConstructionStopped) {
    model::Parcel land = supplied();
    land.contract_start_year = 2020;
    land.developed_share = 0.1;
    land.suspended_year = year;
    expect(land, "in_use", "no_other_rule");
    EXPECT_EQ(undecided_idle_rule(land, plain_rules().classes, year), "");
    land.suspended_year = year - 1;
    expect(land, "idle", "idle_developed_share_below");
    land.suspended_year.reset();
    expect(land, "in_use", "no_other_rule");
    EXPECT_EQ(undecided_idle_rule(land, plain_rules().classes, year), "idle_developed_share_below");
}

TEST(SupplyClass, IsNotIdleWhenTheFactsAreUnknown) {
    model::Parcel land = supplied();
    land.contract_start_year = 2010;
    expect(land, "in_use", "no_other_rule");
}

TEST(SupplyClass, FollowsTheTenureInBothSpellings) {
    model::Parcel land = supplied();
    land.tenure = "批而未供";
    expect(land, "approved", "tenure_approved");
    land.tenure = "planned";
    expect(land, "planned", "tenure_planned");
}

TEST(SupplyClass, OfAParcelWithoutAttributesIsUnclassified) {
    model::Parcel land = supplied();
    land.tenure = "";
    expect(land, "unclassified", "tenure_unknown");
    land.tenure = "出让";
    expect(land, "unclassified", "tenure_unknown");
    land.in_renewal_register = true;
    expect(land, "renewal", "renewal_register");
}

TEST(SupplyClass, OfLittleDevelopedLandWithoutAnAgreedStartIsUndecided) {
    const ClassRules rules = plain_rules().classes;
    model::Parcel land = supplied();
    land.developed_share = 0;
    EXPECT_TRUE(idle_but_for_the_start(land, rules));
    EXPECT_FALSE(idle_in_some_year(land, rules));
    land.contract_start_year = 2020;
    EXPECT_FALSE(idle_but_for_the_start(land, rules));
    EXPECT_TRUE(idle_in_some_year(land, rules)) << "what a study without a date loses";
    land.developed_share = 0.9;
    EXPECT_FALSE(idle_in_some_year(land, rules));
}

TEST(SupplyClass, IsOneOnlyEvenWhenSeveralRulesHold) {
    model::Parcel land = supplied();
    land.contract_start_year = 2020;
    land.suspended_year = 2021;
    land.developed_share = 0.1;
    land.in_renewal_register = true;
    land.floor_area_m2 = 100;
    expect(land, "idle", "idle_developed_share_below");
    land.contract_start_year.reset();
    expect(land, "renewal", "renewal_register");
    land.in_renewal_register = false;
    expect(land, "inefficient", "inefficient_plot_ratio_below");
}

TEST(SupplyClass, OfVacantFloorsThatAreNotInefficientIsFloorSpace) {
    model::Parcel land = supplied();
    land.vacant = true;
    land.floor_area_m2 = 30000;
    expect(land, "floor_space", "floor_space_vacant");
    land.year_built = 1998;
    expect(land, "inefficient", "inefficient_age_years");
}

TEST(SupplyClass, DoesNotUseAThresholdThatIsUnknown) {
    model::Parcel land = supplied();
    land.output_yuan_per_mu = 1;
    ClassRules rules = plain_rules().classes;
    rules.inefficient_output_below_yuan_per_mu.reset();
    EXPECT_EQ(classify(land, rules, year).supply_class, "in_use");
}

TEST(SizeClass, BeginsExactlyAtItsBound) {
    const auto sizes = plain_rules().sizes;
    EXPECT_EQ(size_class_of(Area::from_m2(49999.99), sizes), "lt75");
    EXPECT_EQ(size_class_of(Area::from_m2(50000), sizes), "75_150");  // 75 亩 is 50 000 m²
    EXPECT_EQ(size_class_of(Area::from_m2(333333.33), sizes), "300_500");
    EXPECT_EQ(size_class_of(Area::from_m2(333333.34), sizes), "500_1000");  // 500 亩 is 333 333.33… m²
    EXPECT_EQ(size_class_of(Area{}, sizes), "lt75");
}

}  // namespace
}  // namespace zonewright::supply
