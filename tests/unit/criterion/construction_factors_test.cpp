// The factors of the 双评价 chain on a tilted plane with two hazard areas.
#include "criterion/construction_factors.h"

#include <fmt/format.h>
#include <gtest/gtest.h>
#include <unistd.h>

#include <cmath>

#include "base/random.h"
#include "io/raster_io.h"
#include "small_city.h"

namespace zonewright::criterion {
namespace {

class ConstructionFactorsOf : public testing::Test {
protected:
    ConstructionFactorsOf()
        : dem(std::filesystem::temp_directory_path() / fmt::format("zonewright-dem-{}.tif", ::getpid())) {}
    ~ConstructionFactorsOf() override { std::filesystem::remove(dem); }

    /// Rises 10 m for every cell of 100 m to the east, on a grid that reaches beyond the city.
    void add_plane() {
        const raster::GridSpec wide{-500, 1500, 100, 20, 20};
        raster::Grid<float> heights(wide, 0);
        for (std::size_t r = 0; r < wide.rows; ++r)
            for (std::size_t c = 0; c < wide.columns; ++c) heights.at(c, r) = static_cast<float>(10 * c);
        io::write_tiles(dem, heights, 4547, {"dem", "m"});
        city.sources.rasters["dem"].path = dem;
    }

    SmallCity city;
    std::filesystem::path dem;
};

TEST_F(ConstructionFactorsOf, ATiltedPlaneHasItsSlopeHeightAndReliefUpToTheEdge) {
    add_plane();
    const auto factors = construction_factors(city.input(), {.relief_cells_wide = 3}, Progress());
    ASSERT_TRUE(factors);
    const FactorRows rows = factors->rows(0, 10, Progress());
    for (const std::size_t column : {std::size_t{0}, std::size_t{4}, std::size_t{9}}) {
        EXPECT_NEAR(rows.slope_degrees.at(column, 0), 5.7106f, 1e-3f) << "atan(0.1)";
        EXPECT_EQ(rows.relief_m.at(column, 0), 20) << "one cell to either side";
        EXPECT_EQ(rows.elevation_m.at(column, 0), static_cast<float>(10 * (column + 5)));
    }
}

TEST_F(ConstructionFactorsOf, RowsAreTheSameWhateverIsAskedForWithThem) {
    const raster::GridSpec wide{-500, 1500, 100, 20, 20};
    raster::Grid<float> heights(wide, 0);
    Random random(5, "hills");
    for (float& height : heights.cells) height = static_cast<float>(random.between(0, 90));
    io::write_tiles(dem, heights, 4547, {"dem", "m"});
    city.sources.rasters["dem"].path = dem;
    city.add_box("geohazard", {{"level", "high"}}, {0, 300, 300, 1000});
    const auto factors = construction_factors(city.input(), {.relief_cells_wide = 5, .hazard_grades = {{"high", 2}}}, Progress());
    ASSERT_TRUE(factors && factors->hazard_grade);
    const FactorRows all = factors->rows(0, 10, Progress());
    for (std::size_t first = 0; first < 10; first += 4) {
        const std::size_t count = std::min<std::size_t>(4, 10 - first);
        const FactorRows some = factors->rows(first, count, Progress());
        for (std::size_t row = 0; row < count; ++row)
            for (std::size_t column = 0; column < 10; ++column) {
                EXPECT_EQ(some.slope_degrees.at(column, row), all.slope_degrees.at(column, first + row));
                EXPECT_EQ(some.relief_m.at(column, row), all.relief_m.at(column, first + row));
                EXPECT_EQ(some.elevation_m.at(column, row), all.elevation_m.at(column, first + row));
                EXPECT_EQ(some.hazard_grade->at(column, row), all.hazard_grade->at(column, first + row));
            }
    }
}

TEST_F(ConstructionFactorsOf, WhatHasNoSourceIsAbsent) {
    EXPECT_FALSE(construction_factors(city.input(), {}, Progress())) << "no DEM";
    add_plane();
    const auto factors = construction_factors(city.input(), {}, Progress());
    ASSERT_TRUE(factors);
    EXPECT_FALSE(factors->hazard_grade);
    EXPECT_FALSE(factors->minutes_to_centre);
}

TEST_F(ConstructionFactorsOf, TheWorstHazardWinsAndOutsideThereIsNone) {
    add_plane();
    city.add_box("geohazard", {{"level", "high"}}, {0, 800, 300, 1000});
    city.add_box("geohazard", {{"level", "medium"}}, {200, 800, 500, 1000});
    ConstructionQuestion question;
    question.hazard_grades = {{"high", 2}, {"medium", 3}};
    const auto factors = construction_factors(city.input(), question, Progress());
    ASSERT_TRUE(factors && factors->hazard_grade);
    EXPECT_EQ(factors->hazard_grade->at(0, 0), 2);
    EXPECT_EQ(factors->hazard_grade->at(2, 0), 2) << "both levels";
    EXPECT_EQ(factors->hazard_grade->at(4, 0), 3);
    EXPECT_EQ(factors->hazard_grade->at(9, 0), 0);
}

TEST_F(ConstructionFactorsOf, TheDriveStartsAtTheNamedTowns) {
    add_plane();
    city.add_box("town", {{"name", "南城街道"}}, {0, 500, 100, 600});
    city.add_box("town", {{"name", "虎门镇"}}, {900, 500, 1000, 600});
    city.add_line("road", {{"class", "local"}}, {{50, 550}, {950, 550}});
    model::CriterionDefinition drive = definition_of(model::MeasureKind::TravelTime, "gateway");
    drive.speed_kmh = {{"local", 30}};
    drive.off_road_kmh = 5;
    ConstructionQuestion question;
    question.driving = &drive;
    question.centres = {"南城街道"};
    const auto factors = construction_factors(city.input(), question, Progress());
    ASSERT_TRUE(factors && factors->minutes_to_centre);
    EXPECT_NEAR(factors->minutes_to_centre->at(8, 4), 0.8 / 30 * 60, 0.11) << "800 m at 30 km/h";
    question.centres = {"不存在"};
    EXPECT_FALSE(construction_factors(city.input(), question, Progress())->minutes_to_centre);
}

}  // namespace
}  // namespace zonewright::criterion
