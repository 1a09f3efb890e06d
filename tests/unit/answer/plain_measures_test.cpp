// The second ways of `verify --recompute`, on land that can be checked by eye.
#include <gtest/gtest.h>

#include <cmath>

#include "answer/plain_measures.h"
#include "answer/plain_roads.h"

namespace zonewright::answer {
namespace {

model::Feature square(double x, double y, double side) {
    return {.fid = 0, .geometry = geom::MultiPolygon{{geom::rectangle({x, y, x + side, y + side})}}, .values = {}};
}

TEST(PlainMeasures, ADiscHoldsTheCellsWhoseMiddleIsWithinTheRadius) {
    EXPECT_EQ(disc_around({0, 0}, 9, 10).size(), 1u);
    EXPECT_EQ(disc_around({0, 0}, 10, 10).size(), 5u);   // the cell and its four neighbours
    EXPECT_EQ(disc_around({0, 0}, 14, 10).size(), 5u);
    EXPECT_EQ(disc_around({0, 0}, 15, 10).size(), 9u);   // and the corners, 14.1 m away
}

TEST(PlainMeasures, NearestAndCoveredAreThoseOfTheFeatures) {
    const model::Feature near = square(100, 0, 50), far = square(500, 0, 50);
    const PlainFeatures features({&far, &near});
    EXPECT_DOUBLE_EQ(features.nearest_m({0, 25}), 100);
    EXPECT_DOUBLE_EQ(features.nearest_m({120, 25}), 0);
    const std::vector<geom::Point> points{{125, 25}, {525, 25}, {300, 25}, {100, 25}};
    const PlainFeatures::Covered covered = features.covered(points);
    EXPECT_EQ(covered.inside, 2u);
    EXPECT_EQ(covered.on_edge, 1u) << "a point on an edge may be counted either way";
    bool doubtful = false;
    EXPECT_EQ(features.last_at({125, 25}, doubtful), &near);
    EXPECT_EQ(features.last_at({300, 25}, doubtful), nullptr);
    EXPECT_FALSE(doubtful);
}

TEST(PlainMeasures, OfTwoFeaturesThatOverlapTheLastOneCounts) {
    const model::Feature first = square(0, 0, 100), second = square(50, 0, 100);
    bool doubtful = false;
    EXPECT_EQ(PlainFeatures({&first, &second}).last_at({75, 50}, doubtful), &second);
}

TEST(PlainMeasures, AmountsLieWhereTheirFeaturesLie) {
    const raster::GridSpec spec{.west_m = 0, .north_m = 100, .cell_m = 10, .columns = 10, .rows = 10};
    model::Feature road{.fid = 0, .geometry = geom::MultiLineString{{{{0, 55}, {100, 55}}}}, .values = {}};
    model::Feature works{.fid = 0, .geometry = geom::MultiPoint{{{51, 51}, {5, 5}}}, .values = {std::int64_t{8}}};
    const std::vector<const model::Feature*> roads{&road}, points{&works};
    const PlainAmounts kilometres(roads, std::nullopt, spec), jobs(points, 0, spec);
    EXPECT_NEAR(kilometres.total(), 0.1, 1e-12);
    EXPECT_NEAR(kilometres.around({55, 55}, 20), 0.05, 1e-12);  // five cells of ten metres
    EXPECT_NEAR(kilometres.around({55, 95}, 20), 0, 1e-12);
    EXPECT_DOUBLE_EQ(jobs.total(), 8);
    EXPECT_DOUBLE_EQ(jobs.around({55, 55}, 0), 4) << "each of two points has half";
}

TEST(PlainMeasures, TheFittedPlaneOfATiltedPlaneIsThatPlane) {
    // 3 m up to the east, 4 m down to the south, for each cell of 10 m: 5 in 10.
    const std::vector<double> nine{0, 3, 6, -4, -1, 2, -8, -5, -2};
    EXPECT_NEAR(slope_of_fitted_plane(nine, 10), std::atan(0.5) * 180 / M_PI, 1e-12);
}

/// A road of 6 km from west to east, an expressway 1 km north of it, one interchange at each end.
class Drive : public ::testing::Test {
protected:
    model::SourceSet sources(bool interchanges) const {
        model::SourceSet set;
        model::FeatureTable& roads = set.layers["road"].table;
        roads.fields = {{"class", model::FieldType::Text, {}, ""}};
        const auto line = [&](double y, const char* kind) {
            roads.features.push_back({.fid = 0, .geometry = geom::MultiLineString{{{{0, y}, {6000, y}}}}, .values = {std::string(kind)}});
        };
        line(0, "local");
        line(1000, "expressway");
        if (interchanges)
            set.layers["interchange"].table.features.push_back(
                {.fid = 0, .geometry = geom::MultiPoint{{{0, 500}, {6000, 500}}}, .values = {}});
        return set;
    }
    double minutes(const model::SourceSet& set, geom::Point to) const {
        model::CriterionDefinition criterion;
        criterion.speed_kmh = {{"local", 30}, {"expressway", 120}};  // 500 and 2,000 m a minute
        criterion.off_road_kmh = 6;                                  // 100 m a minute
        const model::Feature origin{.fid = 0, .geometry = geom::MultiPoint{{{0, 0}}}, .values = {}};
        const std::vector<const model::Feature*> origins{&origin};
        return PlainRoads(set, criterion, origins, geom::Box{-5000, -5000, 11000, 5000}).minutes_to(to);
    }
};

TEST_F(Drive, FollowsTheRoadAndLeavesItWhereThatIsSoonest) {
    EXPECT_NEAR(minutes(sources(true), {3000, 0}), 6, 1e-9);
    // 100 m beside the road: by the law of refraction, not at the foot.
    EXPECT_NEAR(minutes(sources(true), {1000, -100}), 2 + std::sqrt(1 - 0.04), 1e-9);
}

TEST_F(Drive, TheExpresswayIsEnteredAndLeftAtInterchangesOnly) {
    // Two ramps of 500 m up, 3 minutes on the expressway, two ramps down: 2 + 3 + 2, against 12 on the road.
    EXPECT_NEAR(minutes(sources(true), {6000, 0}), 7, 1e-9);
    // In its middle it is near but closed: the point is reached from the road, a kilometre away.
    EXPECT_NEAR(minutes(sources(true), {3000, 1000}), 6 + 10 * std::sqrt(1 - 0.04), 1e-9);
    EXPECT_TRUE(std::isfinite(minutes(sources(false), {3000, 1000})));
}

}  // namespace
}  // namespace zonewright::answer
