// An outline of 100 m × 100 m on land whose class nobody can tell:
//
//     +--------+--------+
//     |  0601  |  101   |      101 for 0101: a number field lost the leading zero
//     +--------+--------+
#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "compliance/check_outline.h"

namespace zonewright::compliance {
namespace {

using model::CheckState;
using model::Verdict;
using testing::HasSubstr;

constexpr double origin_x = 470000, origin_y = 2540000;
const geom::StatutoryArea statutory_area(geom::GaussKruger{114, 500000});

geom::MultiPolygon extent(double x0, double y0, double x1, double y1) {
    return {{geom::rectangle({origin_x + x0, origin_y + y0, origin_x + x1, origin_y + y1})}};
}
const geom::MultiPolygon square = extent(0, 0, 100, 100);

model::CheckRule cultivated() {
    model::CheckRule rule;
    rule.id = "cultivated_land";
    rule.title = {"耕地", "cultivated land"};
    rule.role = "land_use";
    rule.where = {{"class_code", {"0101", "0102"}}};
    rule.known_values = {{"class_code", {"0101", "0102", "0601", "1001"}}};
    rule.layer_tiles = true;
    rule.touch_area_m2 = 1;
    rule.touch_width_m = 0.5;
    rule.if_occupied = Verdict::Conditional;
    rule.occupied = {"涉及 {area_m2}", "occupies {area_m2}"};
    rule.touched = {"相接", "touches"};
    rule.clear = {"不涉及", "clear"};
    return rule;
}

struct Plot {
    geom::MultiPolygon land;
    model::Value code;
};

model::CheckResult check(const std::vector<Plot>& plots, const model::CheckRule& rule = cultivated()) {
    model::SourceSet sources;
    model::FeatureTable& table = sources.layers["land_use"].table;
    table.fields = {{.name = "class_code"}};
    for (const Plot& plot : plots)
        table.features.push_back({static_cast<std::int64_t>(table.features.size()), plot.land, {plot.code}});
    const std::vector<model::CheckRule> rules{rule};
    const std::vector<model::ConstraintLayer> none;
    return check_outline({.outline = &square, .rules = &rules, .sources = &sources, .constraints = &none},
                         statutory_area, Progress())
        .results.at(0);
}

TEST(UnknownLand, OnACodeOutsideTheSchemeIsNotChecked) {
    const auto result = check({{extent(0, 0, 50, 100), "0601"}, {extent(50, 0, 100, 100), "101"}});
    EXPECT_EQ(result.state, CheckState::NotChecked);
    EXPECT_EQ(result.verdict, Verdict::Undecided);
    EXPECT_NEAR(result.unchecked.m2(), 5000, 1);
    EXPECT_THAT(result.unknown_values, testing::ElementsAre("101"));
    EXPECT_THAT(result.sentence.en, HasSubstr("0.5000 ha"));
    EXPECT_THAT(result.sentence.en, HasSubstr("(101)"));
    EXPECT_THAT(result.sentence.en, testing::Not(HasSubstr("is clear")));
}

TEST(UnknownLand, WithoutACodeIsNotChecked) {
    const auto result = check({{extent(0, 0, 100, 100), {}}});
    EXPECT_EQ(result.state, CheckState::NotChecked);
    EXPECT_THAT(result.sentence.en, HasSubstr("not stated"));
}

TEST(UnknownLand, BesideLandOfTheClassLeavesItOccupiedAndIsStated) {
    const auto result = check({{extent(0, 0, 50, 100), "0101"}, {extent(50, 0, 100, 100), "101"}});
    EXPECT_EQ(result.state, CheckState::Occupies);
    EXPECT_EQ(result.verdict, Verdict::Undecided) << "the rest may be worse";
    EXPECT_NEAR(result.area.m2(), 5000, 1);
    EXPECT_NEAR(result.unchecked.m2(), 5000, 1);
    EXPECT_THAT(result.sentence.en, HasSubstr("Not checked: 0.5000 ha"));
}

TEST(UnknownLand, InAGapOfALayerThatTilesIsNotChecked) {
    const auto result = check({{extent(0, 0, 80, 100), "0601"}});
    EXPECT_EQ(result.state, CheckState::NotChecked);
    EXPECT_NEAR(result.unchecked.m2(), 2000, 1);
    EXPECT_THAT(result.sentence.en, HasSubstr("no feature"));
}

TEST(UnknownLand, NarrowerThanTheTouchWidthIsAMisfit) {
    const auto result = check({{extent(0, 0, 99.995, 100), "0601"}});
    EXPECT_EQ(result.state, CheckState::Clear);
    EXPECT_EQ(result.unchecked, Area{});
}

TEST(UnknownLand, IsNoneWhereEveryCodeIsKnown) {
    EXPECT_EQ(check({{extent(0, 0, 100, 100), "0601"}}).state, CheckState::Clear);
    EXPECT_EQ(check({{extent(0, 0, 100, 100), "0601"}, {extent(200, 0, 300, 100), "101"}}).state,
              CheckState::Clear)
        << "unknown land elsewhere does not matter";
}

TEST(UnknownLand, InsideALayerThatShouldHoldTheOutlineIsNotOutside) {
    model::CheckRule rule = cultivated();
    rule.expectation = model::Expectation::Within;
    rule.layer_tiles = false;
    EXPECT_EQ(check({{extent(0, 0, 100, 100), "101"}}, rule).state, CheckState::NotChecked);
    EXPECT_EQ(check({{extent(0, 0, 50, 100), "101"}}, rule).state, CheckState::Occupies) << "half is outside";
    EXPECT_EQ(check({{extent(0, 0, 100, 100), "0101"}}, rule).state, CheckState::Clear);
}

}  // namespace
}  // namespace zonewright::compliance
