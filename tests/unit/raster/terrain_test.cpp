#include "raster/terrain.h"

#include <gtest/gtest.h>

#include "base/random.h"
#include "unit/raster/drawn_grid.h"

namespace zonewright::raster {
namespace {

TEST(Slope, OfATiltedPlaneIsExactAtEveryCellEdgesAndHolesIncluded) {
    Grid<float> plane(GridSpec{0, 50, 10, 5, 5}, 0);
    for (std::size_t r = 0; r < 5; ++r)
        for (std::size_t c = 0; c < 5; ++c) plane.at(c, r) = static_cast<float>(3 * c + 4 * r);
    plane.at(2, 2) = no_data;
    const Grid<float> slope = slope_degrees(plane, Progress());
    const double expected = std::atan(0.5) * 180 / M_PI;  // rises 3 and 4 m on 10 m: 5 m on 10 m
    for (std::size_t r = 0; r < 5; ++r)
        for (std::size_t c = 0; c < 5; ++c) {
            if (c == 2 && r == 2) {
                EXPECT_TRUE(std::isnan(slope.at(c, r))) << "no data stays no data";
            } else {
                EXPECT_NEAR(slope.at(c, r), expected, 1e-5) << c << ", " << r;
            }
        }
}

TEST(Slope, OfASingleCellIsLevel) {
    EXPECT_EQ(slope_degrees(drawn_values("7"), Progress()).at(0, 0), 0);
}

TEST(Slope, OfARowKnowsOnlyTheDirectionOfTheRow) {
    const Grid<float> slope = slope_degrees(drawn_values("024"), Progress());
    for (float degrees : slope.cells) EXPECT_NEAR(degrees, std::atan(0.2) * 180 / M_PI, 1e-5);
}

TEST(Slope, IsTheArcTangentToTheLastPlaceOfAFloat) {
    Random random(28, "slopes");
    for (int i = 0; i < 2000; ++i) {
        const double rise = std::exp(random.between(-25, 12)), direction = random.between(0, 6.28);
        Grid<float> plane(GridSpec{0, 30, 10, 3, 3}, 0);
        for (std::size_t r = 0; r < 3; ++r)
            for (std::size_t c = 0; c < 3; ++c)
                plane.at(c, r) = static_cast<float>(10 * rise * (std::cos(direction) * (static_cast<double>(c) - 1) +
                                                                 std::sin(direction) * (static_cast<double>(r) - 1)));
        const auto height = [&](std::size_t c, std::size_t r) { return static_cast<double>(plane.at(c, r)); };
        const double east = height(2, 0) + 2 * height(2, 1) + height(2, 2) - height(0, 0) - 2 * height(0, 1) - height(0, 2),
                     south = height(0, 2) + 2 * height(1, 2) + height(2, 2) - height(0, 0) - 2 * height(1, 0) - height(2, 0);
        const double expected = std::atan(std::hypot(east, south) / 80) * 180 / M_PI;
        EXPECT_FLOAT_EQ(slope_degrees(plane, Progress()).at(1, 1), static_cast<float>(expected)) << "rise " << rise;
    }
}

TEST(Relief, IsHighestMinusLowestWithinTheDisc) {
    const Grid<float> heights = drawn_values("90000\n00000\n00100\n00000\n00002");
    const Grid<float> relief = relief_in_disc(heights, 20, Progress());
    EXPECT_EQ(relief.at(2, 2), 1) << "the corners are more than 20 m away";
    EXPECT_EQ(relief.at(0, 2), 9);
    EXPECT_EQ(relief.at(4, 2), 2);
}

TEST(Relief, InASquareReachesTheCorners) {
    const Grid<float> heights = drawn_values("90000\n00000\n00100\n00000\n00002");
    EXPECT_EQ(relief_in_square(heights, 5, Progress()).at(2, 2), 9);
    EXPECT_EQ(relief_in_square(heights, 3, Progress()).at(2, 2), 1);
}

TEST(Relief, LeavesOutMissingHeights) {
    const Grid<float> relief = relief_in_square(drawn_values("1.3"), 3, Progress());
    EXPECT_EQ(relief.at(0, 0), 0);
    EXPECT_TRUE(std::isnan(relief.at(1, 0)));
}

}  // namespace
}  // namespace zonewright::raster
