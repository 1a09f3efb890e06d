// Distances and earthwork that can be read off a drawing.
#include "supply/surroundings.h"

#include <gtest/gtest.h>

#include <cmath>

#include "base/random.h"
#include "geom/planar_area.h"
#include "supply/nearest_feature.h"
#include "supply_land.h"

namespace zonewright::supply {
namespace {

model::FeatureTable table(std::vector<std::pair<std::string, geom::Geometry>> features) {
    model::FeatureTable made;
    made.fields = {{"class", model::FieldType::Text, {}, ""}};
    for (auto& [word, geometry] : features) made.features.push_back({1, geometry, {word}});
    return made;
}

TEST(Surroundings, MeasureFromTheBoundaryAndAreZeroWhereTheyMeet) {
    model::SourceSet sources;
    sources.layers["road"].table =
        table({{"local", geom::MultiLineString{{{{e0 + 50, n0 - 500}, {e0 + 50, n0 + 500}}}}}});
    sources.layers["substation"].table = table({{"", geom::MultiPoint{{{e0 + 400, n0 + 500}}}}});
    sources.layers["service"].table = table({{"sewage", geom::MultiPoint{{{e0 + 50, n0 + 50}}}},
                                             {"school", geom::MultiPoint{{{e0 - 3000, n0 + 50}}}}});
    const auto around =
        measure_surroundings({parcel("p", box(0, 0, 100, 100))}, sources, nullptr, Progress()).at(0);
    EXPECT_EQ(*around.road_m, 0);
    EXPECT_DOUBLE_EQ(*around.substation_m, 500);
    EXPECT_EQ(*around.sewage_m, 0);
    EXPECT_DOUBLE_EQ(*around.service_m, 3000);
    EXPECT_FALSE(around.interchange_m.has_value());
    EXPECT_FALSE(around.earthwork_m3.has_value());
}

TEST(Surroundings, LevelAParcelAtItsMeanHeight) {
    raster::Grid<float> heights({e0, n0 + 100, 10, 10, 10}, 5);
    for (std::size_t r = 0; r < 10; ++r)
        for (std::size_t c = 5; c < 10; ++c) heights.at(c, r) = 9;
    const auto around =
        measure_surroundings({parcel("p", box(0, 0, 100, 100))}, {}, &heights, Progress()).at(0);
    EXPECT_DOUBLE_EQ(*around.earthwork_m3, 50 * 100 * 2);  // the higher half goes down by 2 m
}

TEST(NearestFeature, AgreesWithLookingAtEverything) {
    for (std::uint64_t seed = 1; seed <= 50; ++seed) {
        Random random(seed);
        std::vector<geom::Geometry> lines;
        for (int i = 0; i < 30; ++i) {
            const geom::Point a{random.between(-3000, 3000), random.between(-3000, 3000)};
            lines.push_back(geom::MultiLineString{
                {{a, {a.x + random.between(-300, 300), a.y + random.between(-300, 300)}}}});
        }
        std::vector<const geom::Geometry*> all;
        for (const auto& line : lines) all.push_back(&line);
        const double x = random.between(-3000, 3000), y = random.between(-3000, 3000);
        const geom::MultiPolygon land{{geom::rectangle({x, y, x + 50, y + 80})}};
        double naive = std::numeric_limits<double>::infinity();
        for (const auto* one : all) naive = std::min(naive, *NearestFeature({one}).distance_m(land));
        EXPECT_DOUBLE_EQ(*NearestFeature(all).distance_m(land), naive) << "seed " << seed;
    }
}

TEST(NearestFeature, OfNothingIsUnknown) {
    EXPECT_FALSE(NearestFeature({}).distance_m(box(0, 0, 1, 1)).has_value());
}

}  // namespace
}  // namespace zonewright::supply
