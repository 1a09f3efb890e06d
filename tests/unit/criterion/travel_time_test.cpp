#include <gtest/gtest.h>

#include <algorithm>
#include <cmath>

#include "criterion/road_network.h"
#include "raster/spread.h"
#include "unit/criterion/small_city.h"

namespace zonewright::criterion {
namespace {

model::CriterionDefinition minutes_from_gateways() {
    auto definition = definition_of(model::MeasureKind::TravelTime, "gateway");
    definition.speed_kmh = {{"expressway", 120}, {"arterial", 60}, {"local", 30}};
    definition.off_road_kmh = 6;  // 100 m a minute
    return definition;
}

TEST(TravelTime, FollowsTheRoadAndThenGoesAcross) {
    SmallCity city;
    city.add_point("gateway", {{"class", "port"}}, 50, 550);
    city.add_line("road", {{"class", "arterial"}}, {{50, 550}, {950, 550}});  // 1000 m a minute
    const auto minutes = city.measured(minutes_from_gateways()).values;
    EXPECT_NEAR(minutes.at(0, 4), 0, 1e-6);
    EXPECT_NEAR(minutes.at(9, 4), 0.9, 0.05) << "900 m by road";
    EXPECT_NEAR(minutes.at(9, 0), 0.9 + 4, 0.05) << "then four cells across";
}

TEST(TravelTime, UnconnectedLinesJoinWhereTheyCross) {
    SmallCity city;
    city.add_point("gateway", {{"class", "port"}}, 50, 550);
    city.add_line("road", {{"class", "arterial"}}, {{50, 550}, {950, 550}});
    city.add_line("road", {{"class", "arterial"}}, {{850, 950}, {850, 50}});
    EXPECT_NEAR(city.measured(minutes_from_gateways()).values.at(8, 0), 0.8 + 0.4, 0.06);
}

TEST(TravelTime, ExpresswaysAreEnteredOnlyAtInterchanges) {
    SmallCity city;
    city.add_point("gateway", {{"class", "shenzhen"}}, 50, 950);
    city.add_line("road", {{"class", "expressway"}}, {{50, 950}, {950, 950}});
    city.add_line("road", {{"class", "local"}}, {{450, 970}, {450, 50}});  // crosses under the expressway
    city.add_line("road", {{"class", "local"}}, {{950, 900}, {950, 50}, {450, 50}});
    city.add_point("interchange", {{"name", "east"}}, 950, 945);
    const auto minutes = city.measured(minutes_from_gateways()).values;
    EXPECT_NEAR(minutes.at(9, 1), 0.45 + 0.1, 0.15) << "900 m at 2000 m a minute, the ramp, then local road";
    EXPECT_GT(minutes.at(4, 3), 2.0) << "no way off the expressway in the middle";
}

TEST(TravelTime, IsInfiniteWithoutOrigins) {
    SmallCity city;
    city.add_point("gateway", {{"class", "airport"}}, 50, 550);
    city.add_line("road", {{"class", "local"}}, {{50, 550}, {950, 550}});
    auto definition = minutes_from_gateways();
    definition.where = {{"class", {"railway"}}};
    EXPECT_TRUE(std::isinf(city.measured(definition).values.at(0, 0)));
}

TEST(TravelTime, NeedsRoads) {
    SmallCity city;
    city.add_point("gateway", {{"class", "airport"}}, 50, 550);
    const Measured measured = city.measured(minutes_from_gateways());
    EXPECT_TRUE(measured.missing);
    EXPECT_NE(measured.note.en.find("road"), std::string::npos);
}

TEST(RoadNetwork, CutsARoadWhereAnotherEndsOnIt) {
    const Road roads[] = {{{{0, 0}, {100, 0}}, 1000, false}, {{{50, 0.4}, {50, 80}}, 1000, false}};
    const geom::Point origin[] = {{0, 0}};
    const RoadNetwork network = RoadNetwork(roads, {}, 500, Progress()).with_origins(origin);
    const auto minutes = network.minutes_from_origins(100);
    double far = 0;
    for (std::size_t n = 0; n < minutes.size(); ++n)
        if (network.nodes()[n].y > 50) far = minutes[n];
    EXPECT_NEAR(far, 0.13, 1e-3) << "50 m and 80 m at 1000 m a minute";
}

/// Forty long streets from south-west to north-east, 100 m apart: the boxes of most hold the origin, whose street is the last
/// one. The nearest is taken, not one of the first.
TEST(RoadNetwork, AnOriginGoesToItsNearestStreetOfMany) {
    std::vector<Road> roads;
    for (int i = 0; i < 40; ++i) {
        const double down = -141.4213562 * i;
        roads.push_back({{{-20000, -20000 + down}, {20000, 20000 + down}}, 500, false});
    }
    const double last = -141.4213562 * 39;
    const std::vector<geom::Point> origin{{0, last - 10}};
    const RoadNetwork network = RoadNetwork(roads, {}, 500, Progress()).with_origins(origin);
    const auto minutes = network.minutes_from_origins(50);
    EXPECT_NEAR(*std::min_element(minutes.begin(), minutes.end()), 7.0710678 / 50, 1e-6);
    // An interchange too: on a street of its own, the last of those below.
    roads.push_back({{{-20000, 20000}, {20000, -20000}}, 1000, true});
    const RoadNetwork crossed(roads, std::vector<geom::Point>{{0, last - 10}}, 500, Progress());
    const auto ramp = std::ranges::find_if(crossed.edges(), [](const RoadNetwork::Edge& edge) { return !edge.on_ground; });
    ASSERT_NE(ramp, crossed.edges().end());
    EXPECT_NEAR(crossed.nodes()[ramp->b].y, last - 5, 1e-6);
}

TEST(Spread, GoesStraightFromEachSeed) {
    raster::Grid<float> seeds(raster::GridSpec{0, 300, 10, 30, 30}, INFINITY);
    seeds.at(3, 4) = 1;
    seeds.at(25, 20) = 0;
    const auto times = raster::spread(seeds, 0.01, Progress());
    for (std::size_t r = 0; r < 30; ++r)
        for (std::size_t c = 0; c < 30; ++c) {
            const auto x = static_cast<double>(c), y = static_cast<double>(r);
            const double expected =
                std::min(1 + 0.1 * std::hypot(x - 3, y - 4), 0.1 * std::hypot(x - 25, y - 20));
            EXPECT_NEAR(times.at(c, r), expected, 1e-5);
        }
}

}  // namespace
}  // namespace zonewright::criterion
