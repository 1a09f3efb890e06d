#include "raster/disc.h"

#include <gtest/gtest.h>

#include "unit/raster/drawn_grid.h"

namespace zonewright::raster {
namespace {

TEST(Disc, HoldsTheCellsWhoseCentreIsWithinTheRadius) {
    EXPECT_EQ(disc_half_widths(20, 10), (std::vector<std::int64_t>{2, 1, 0}));
    EXPECT_EQ(disc_cell_count(disc_half_widths(20, 10)), 13);
    EXPECT_EQ(disc_cell_count(disc_half_widths(0, 10)), 1) << "radius zero is the cell itself";
}

TEST(DiscSums, CountTheOccupiedCellsAround) {
    const Grid<std::uint8_t> mask = drawn_mask("##...\n.....\n..#..\n.....\n....#");
    const auto sums = disc_sums(mask.spec, runs_of(mask), 20, Progress());
    EXPECT_EQ(sums.at(2, 2), 1);
    EXPECT_EQ(sums.at(1, 1), 3) << "both cells of the run and the middle one";
    EXPECT_EQ(sums.at(4, 4), 1);
    EXPECT_EQ(sums.at(4, 0), 0);
}

TEST(DiscSums, CarryAmountsAndCountWhatLiesBeyondTheGrid) {
    const GridSpec spec{0, 20, 10, 2, 2};
    const raster::Run runs[] = {{0, -1, 0, 5}, {2, 1, 2, 7}, {0, 40, 44, 100}};
    const auto sums = disc_sums(spec, runs, 10, Progress());
    EXPECT_EQ(sums.at(0, 0), 5);
    EXPECT_EQ(sums.at(1, 1), 7);
    EXPECT_EQ(sums.at(1, 0), 0);
}

}  // namespace
}  // namespace zonewright::raster
