#include "demo/town_growth.h"

#include <gtest/gtest.h>

#include <algorithm>

namespace zonewright::demo {
namespace {

/// A square land of 20 km × 20 km in a grid with a rim of empty cells.
raster::Grid<std::uint8_t> square_land() {
    raster::Grid<std::uint8_t> inside(raster::covering_grid({0, 0, 24000, 24000}, 100), 0);
    for (std::size_t row = 20; row < 220; ++row)
        for (std::size_t column = 20; column < 220; ++column) inside.at(column, row) = 1;
    return inside;
}

std::vector<TownTarget> four_towns() {
    // The small one sits between the others, all seats away from the middles.
    return {{.place = "a", .seat = {9000, 9000}, .area_m2 = 150e6},
            {.place = "b", .seat = {15000, 9500}, .area_m2 = 150e6},
            {.place = "c", .seat = {12000, 16000}, .area_m2 = 80e6},
            {.place = "d", .seat = {12000, 10000}, .area_m2 = 20e6}};
}

TEST(TownGrowth, GivesEveryTownItsArea) {
    const auto towns = four_towns();
    const auto grid = grow_towns(square_land(), towns, Warp(1, "test", 300, 3000), Progress());
    std::vector<double> area(towns.size(), 0);
    for (std::int16_t town : grid.cells)
        if (town >= 0) area[static_cast<std::size_t>(town)] += 1e4;
    for (std::size_t i = 0; i < towns.size(); ++i)
        EXPECT_NEAR(area[i] / towns[i].area_m2, 1, 0.02) << towns[i].place;
}

TEST(TownGrowth, LeavesNoCellWithoutTownAndEverySeatInItsOwn) {
    const auto land = square_land();
    const auto towns = four_towns();
    const auto grid = grow_towns(land, towns, Warp(7, "test", 300, 3000), Progress());
    for (std::size_t cell = 0; cell < land.cells.size(); ++cell)
        EXPECT_EQ(grid.cells[cell] >= 0, land.cells[cell] != 0);
    for (std::size_t i = 0; i < towns.size(); ++i) {
        const auto column = static_cast<std::size_t>((towns[i].seat.x - grid.spec.west_m) / 100);
        const auto row = static_cast<std::size_t>((grid.spec.north_m - towns[i].seat.y) / 100);
        EXPECT_EQ(grid.at(column, row), static_cast<std::int16_t>(i));
    }
}

TEST(TownGrowth, ScalesTheTargetsWhenTheyDoNotFillTheLand) {
    auto towns = four_towns();
    for (TownTarget& town : towns) town.area_m2 *= 0.5;
    const auto grid = grow_towns(square_land(), towns, Warp(1, "test", 300, 3000), Progress());
    const auto first =
        static_cast<double>(std::count(grid.cells.begin(), grid.cells.end(), std::int16_t{0})) * 1e4;
    EXPECT_NEAR(first / 150e6, 1, 0.02);
}

}  // namespace
}  // namespace zonewright::demo
