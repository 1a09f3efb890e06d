// The pace that targets need: figures small enough to work out by hand.
#include "planning/targets.h"

#include <gtest/gtest.h>

#include <cmath>

namespace zonewright::planning {
namespace {

model::Target target_of(const char* comparison, double value, int year = 2027) {
    return {.id = "t", .name = {}, .comparison = comparison, .value = value, .unit = "亿元", .year = year, .clause = "1.2"};
}

TargetProgress city_of(const model::Target& target, TargetKind kind, std::vector<StatedFigure> figures) {
    const TargetRow rows[] = {{target, kind}};
    return target_progress(rows, figures).front();
}

TEST(Targets, WithoutAFigureNothingIsTold) {
    const TargetProgress row = city_of(target_of(">", 30000), TargetKind::Sum, {});
    EXPECT_EQ(row.state, TargetState::NotStated);
    EXPECT_FALSE(row.gap || row.pace || row.pace_needed);
}

TEST(Targets, ASumTellsPaceAndCompoundGrowth) {
    const TargetProgress row =
        city_of(target_of(">", 30000), TargetKind::Sum, {{0, "", 2023, 25000}, {0, "", 2025, 27040}});
    EXPECT_EQ(row.state, TargetState::Behind);
    EXPECT_DOUBLE_EQ(*row.gap, 2960);
    EXPECT_DOUBLE_EQ(*row.pace, 1020);
    EXPECT_DOUBLE_EQ(*row.pace_needed, 1480);
    EXPECT_NEAR(*row.growth, 4, 1e-9) << "25,000 · 1.04² = 27,040";
    EXPECT_NEAR(*row.growth_needed, 100 * (std::sqrt(30000.0 / 27040) - 1), 1e-9);
}

TEST(Targets, TheBoundItselfMeetsAtLeastAndNotMoreThan) {
    EXPECT_EQ(city_of(target_of(">=", 7), TargetKind::Sum, {{0, "", 2025, 7}}).state, TargetState::Met);
    const TargetProgress above = city_of(target_of(">", 42), TargetKind::Share, {{0, "", 2024, 41}, {0, "", 2025, 42}});
    EXPECT_EQ(above.state, TargetState::OnTrack);
    EXPECT_DOUBLE_EQ(*above.gap, 0) << "the bound is reached, though not passed";
}

TEST(Targets, OneYearHasNoPaceAndALaterOneThanTheTargetIsMissed) {
    EXPECT_EQ(city_of(target_of(">=", 10), TargetKind::Share, {{0, "", 2025, 8}}).state, TargetState::PaceUnknown);
    EXPECT_EQ(city_of(target_of(">=", 10), TargetKind::Share, {{0, "", 2026, 8}, {0, "", 2027, 9}}).state, TargetState::Missed);
}

TEST(Targets, WhatShouldFallIsBehindWhereItFallsTooSlowly) {
    const auto falls = [&](double last) {
        return city_of(target_of("<=", 10), TargetKind::Share, {{0, "", 2023, 20}, {0, "", 2025, last}}).state;
    };
    EXPECT_EQ(falls(18), TargetState::Behind);
    EXPECT_EQ(falls(14), TargetState::OnTrack);
    EXPECT_EQ(falls(9), TargetState::Met);
}

TEST(Targets, AnAverageIsTheGeometricMeanAndTheRestMakesUpForIt) {
    const TargetProgress row = city_of(target_of(">=", 10), TargetKind::Average, {{0, "", 2024, 5}, {0, "", 2025, 8}});
    const double so_far = 1.05 * 1.08;
    EXPECT_NEAR(*row.average, 100 * (std::sqrt(so_far) - 1), 1e-9);
    EXPECT_NEAR(so_far * std::pow(1 + *row.pace_needed / 100, 2), std::pow(1.1, 4), 1e-9) << "2024 to 2027 is four years";
    EXPECT_EQ(row.state, TargetState::Behind);
    EXPECT_EQ(city_of(target_of(">=", 10), TargetKind::Average, {{0, "", 2024, 12}}).state, TargetState::OnTrack)
        << "met so far is not yet met";
}

TEST(Targets, TownsAreToldTheirShareAndNoTarget) {
    const model::Target target = target_of(">", 30000);
    const TargetRow rows[] = {{target, TargetKind::Sum}};
    const std::vector<StatedFigure> figures{{0, "", 2024, 26000}, {0, "changan", 2023, 2000}, {0, "changan", 2024, 2600}};
    const auto found = target_progress(rows, figures);
    ASSERT_EQ(found.size(), 2u);
    EXPECT_EQ(found[1].town, "changan");
    EXPECT_DOUBLE_EQ(*found[1].share_of_city, 0.1);
    EXPECT_DOUBLE_EQ(*found[1].pace, 600);
    EXPECT_FALSE(found[1].gap || found[1].pace_needed);
    const auto sum = sum_of_towns(figures, 0);
    ASSERT_TRUE(sum);
    EXPECT_EQ(sum->towns, 1u);
    EXPECT_DOUBLE_EQ(sum->sum, 2600);
}

TEST(Targets, AYearBetweenThatIsNotStatedIsFound) {
    const std::vector<StatedFigure> figures{{0, "", 2023, 1}, {0, "", 2025, 1}, {1, "", 2024, 1}};
    EXPECT_EQ(year_missing(figures, 0, ""), 2024);
    EXPECT_EQ(year_missing(figures, 1, ""), std::nullopt);
}

}  // namespace
}  // namespace zonewright::planning
