#include "criterion/measure.h"

#include <gtest/gtest.h>

#include <cmath>
#include <numbers>

#include "base/errors.h"
#include "unit/criterion/small_city.h"

namespace zonewright::criterion {
namespace {

using model::MeasureKind;

TEST(Measure, OfAMissingSourceIsNoDataAndSaysSo) {
    const Measured measured = SmallCity().measured(definition_of(MeasureKind::Distance, "substation"));
    EXPECT_TRUE(measured.missing);
    EXPECT_NE(measured.note.en.find("substation"), std::string::npos);
    for (float value : measured.values.cells) EXPECT_TRUE(std::isnan(value));
}

TEST(Measure, OfASourceWithoutMatchingFeatureIsInfinitelyFarAndSaysSo) {
    SmallCity city;
    city.add_point("platform", {{"class", "university"}}, 150, 950);
    auto definition = definition_of(MeasureKind::Distance, "platform");
    definition.where = {{"class", {"research_institute"}}};
    const Measured measured = city.measured(definition);
    EXPECT_FALSE(measured.missing);
    EXPECT_FALSE(measured.note.zh.empty());
    EXPECT_TRUE(std::isinf(measured.values.at(0, 0)));
}

TEST(Measure, DistanceLooksOnlyAtFeaturesThatPassTheFilter) {
    SmallCity city;
    city.add_point("platform", {{"class", "university"}}, 50, 950);
    city.add_point("platform", {{"class", "exhibition"}}, 950, 950);
    auto definition = definition_of(MeasureKind::Distance, "platform");
    definition.where = {{"class", {"exhibition"}}};
    EXPECT_FLOAT_EQ(city.measured(definition).values.at(0, 0), 900);
}

TEST(Measure, TheClusterStandsInForItsPlaceholder) {
    SmallCity city;
    city.add_point("enterprise", {{"cluster", "electronics"}, {"class", "leading"}}, 50, 950);
    city.add_point("enterprise", {{"cluster", "energy;electronics"}, {"class", "leading"}}, 950, 950);
    auto definition = definition_of(MeasureKind::Distance, "enterprise");
    definition.where = {{"cluster", {"$cluster"}}, {"class", {"leading"}}};
    EXPECT_TRUE(is_per_cluster(definition));
    EXPECT_FLOAT_EQ(city.measured(definition, 1).values.at(0, 0), 900);
    EXPECT_FLOAT_EQ(city.measured(definition, 0).values.at(9, 0), 0) << "a firm may serve two clusters";
    EXPECT_THROW(city.measured(definition), InternalError);
}

TEST(Measure, AnUnknownFieldOfAFilterIsNamed) {
    SmallCity city;
    city.add_point("platform", {{"class", "university"}}, 50, 950);
    auto definition = definition_of(MeasureKind::Distance, "platform");
    definition.where = {{"rank", {"1"}}};
    EXPECT_THROW(city.measured(definition), InputError);
}

TEST(Measure, DensityCountsPointsPerSquareKilometre) {
    SmallCity city;
    for (int i = 0; i < 5; ++i) city.add_point("service", {{"class", "school"}}, 450, 550);
    const Measured measured = city.measured(definition_of(MeasureKind::Density, "service", 100));
    EXPECT_NEAR(measured.values.at(4, 4), 5 / 0.05, 1e-3) << "a disc of five cells of 1 ha";
    EXPECT_EQ(measured.values.at(9, 9), 0);
}

TEST(Measure, DensitySumsAFieldAndSkipsWhatIsNotANumber) {
    SmallCity city;
    city.add_point("enterprise", {{"output", "12.5"}}, 450, 550);
    city.add_point("enterprise", {{"output", ""}}, 450, 550);
    auto definition = definition_of(MeasureKind::Density, "enterprise", 0.001);
    definition.field = "output";
    EXPECT_NEAR(city.measured(definition).values.at(4, 4), 12.5 / 0.01, 1e-3);
}

TEST(Measure, DensityOfLinesIsLengthPerArea) {
    SmallCity city;
    city.add_line("road", {{"class", "local"}}, {{0, 550}, {1000, 550}});
    const Measured measured = city.measured(definition_of(MeasureKind::Density, "road", 100));
    EXPECT_NEAR(measured.values.at(4, 4), 0.3 / 0.05, 1e-2) << "300 m of the line within the disc";
}

TEST(Measure, ShareIsTheCoveredPartOfTheDiscAndSeesBeyondTheGrid) {
    SmallCity city;
    city.add_box("industrial_line", {}, {-500, 0, 500, 1000});
    const Measured measured = city.measured(definition_of(MeasureKind::Share, "industrial_line", 100));
    EXPECT_FLOAT_EQ(measured.values.at(0, 5), 1) << "the line goes on beyond the western edge";
    EXPECT_FLOAT_EQ(measured.values.at(4, 5), 0.8f);
    EXPECT_FLOAT_EQ(measured.values.at(5, 5), 0.2f);
    EXPECT_FLOAT_EQ(measured.values.at(8, 5), 0);
}

TEST(Measure, QuotientComparesTheSurroundingsWithTheWhole) {
    SmallCity city;  // 2 of 6 firms are electronics; around the west 2 of 3
    for (double y : {950.0, 940.0}) city.add_point("enterprise", {{"cluster", "electronics"}}, 50, y);
    city.add_point("enterprise", {{"cluster", "energy"}}, 50, 930);
    for (double y : {950.0, 940.0, 930.0}) city.add_point("enterprise", {{"cluster", "energy"}}, 950, y);
    auto definition = definition_of(MeasureKind::Quotient, "enterprise", 200);
    definition.where = {{"cluster", {"$cluster"}}};
    const Measured measured = city.measured(definition, 0);
    EXPECT_NEAR(measured.values.at(0, 0), (2.0 / 3) / (2.0 / 6), 1e-6);
    EXPECT_EQ(measured.values.at(9, 0), 0);
    EXPECT_EQ(measured.values.at(5, 5), 0) << "no firm near: no concentration";
}

TEST(Measure, CategoryFindsTheLongestCodeThenOther) {
    SmallCity city;
    const auto add = [&](const std::string& code, double west) {
        city.add_box("land_use", {{"class_code", code}}, {west, 0, west + 100, 1000});
    };
    add("0601", 0);
    add("0602", 100);
    add("1101", 200);
    auto definition = definition_of(MeasureKind::Category, "land_use");
    definition.field = "class_code";
    definition.value.kind = model::CurveKind::Categorical;
    definition.value.categories = {{"06", 0.6}, {"0601", 1}, {"other", 0.4}};  // positions 0, 1, 2
    const Measured measured = city.measured(definition);
    EXPECT_EQ(measured.values.at(0, 0), 1);
    EXPECT_EQ(measured.values.at(1, 0), 0);
    EXPECT_EQ(measured.values.at(2, 0), 2);
    EXPECT_TRUE(std::isnan(measured.values.at(3, 0))) << "no feature there";
    definition.value.categories.erase("other");
    EXPECT_TRUE(std::isnan(city.measured(definition).values.at(2, 0)))
        << "a class without worth is no data, not the worst";
}

TEST(Measure, ZoneListingKnowsListedOpenAndUnlisted) {
    SmallCity city;
    for (std::size_t k : {0u, 1u})
        city.zones.zones.push_back({model::ClusterId(k), {}, {{geom::rectangle({0, 0, 500, 1000})}}, {}, {}});
    auto definition = definition_of(MeasureKind::ZoneListing, "");
    EXPECT_EQ(city.measured(definition, 0).values.at(0, 0), 1);
    EXPECT_FLOAT_EQ(city.measured(definition, 0).values.at(9, 0), 0.3f)
        << "closed list: unlisted is not unfit";
    EXPECT_FLOAT_EQ(city.measured(definition, 1).values.at(9, 0), 0.5f) << "open list";
}

}  // namespace
}  // namespace zonewright::criterion
