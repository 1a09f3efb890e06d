#include "raster/distance.h"

#include <gtest/gtest.h>

#include "unit/raster/drawn_grid.h"

namespace zonewright::raster {
namespace {

TEST(Distance, IsMeasuredBetweenCellCentresInMetres) {
    const Grid<float> away = distance_to({drawn_mask("#..\n...\n...\n.#."), {}}, Progress());
    EXPECT_FLOAT_EQ(away.at(0, 0), 0);
    EXPECT_FLOAT_EQ(away.at(2, 0), 20);
    EXPECT_FLOAT_EQ(away.at(1, 1), 14.1421356f);
    EXPECT_FLOAT_EQ(away.at(2, 2), 14.1421356f);
    EXPECT_FLOAT_EQ(away.at(1, 3), 0);
}

TEST(Distance, IsInfiniteWhereThereIsNothing) {
    const Grid<float> away = distance_to({drawn_mask("..\n.."), {}}, Progress());
    for (float metres : away.cells) EXPECT_TRUE(std::isinf(metres));
}

TEST(Distance, CountsCellsBeyondTheGrid) {
    const CellSet cells{drawn_mask("..\n..\n.."), {{-3, 1}, {1, 4}}};
    const Grid<float> away = distance_to(cells, Progress());
    EXPECT_FLOAT_EQ(away.at(0, 1), 30) << "three columns to the west";
    EXPECT_FLOAT_EQ(away.at(1, 2), 20) << "two rows to the south";
}

TEST(Distance, SquaresAreWholeCells) {
    const auto squared = squared_distance_to({drawn_mask("#..\n...\n...\n.#."), {}}, Progress());
    ASSERT_TRUE(squared);
    EXPECT_EQ(squared->at(2, 0), 4U);
    EXPECT_EQ(squared->at(2, 2), 2U);
    const auto nowhere = squared_distance_to({drawn_mask("..\n.."), {}}, Progress());
    ASSERT_TRUE(nowhere);
    for (const std::uint32_t cell : nowhere->cells) EXPECT_EQ(cell, unreached);
    const std::vector<std::uint32_t> stored{25, unreached, left_out};
    std::vector<float> metres(3);
    metres_of(stored, 2, metres);
    EXPECT_EQ(metres[0], 10);
    EXPECT_TRUE(std::isinf(metres[1]));
    EXPECT_TRUE(std::isnan(metres[2]));
}

TEST(Distance, SquaresThatMightNotFitAreRefused) {
    EXPECT_FALSE(squared_distance_to({drawn_mask("..\n..\n.."), {{-50000, 1}}}, Progress()));
    EXPECT_FALSE(squared_distance_to({drawn_mask("..\n..\n.."), {{1, 70000}}}, Progress()));
    const auto far = squared_distance_to({drawn_mask("..\n..\n.."), {{-46000, 46001}}}, Progress());
    ASSERT_TRUE(far);
    EXPECT_EQ(far->at(0, 1), 46000U * 46000U + 46000U * 46000U);
}

TEST(Distance, WorksOnOneCellOneRowAndOneColumn) {
    EXPECT_FLOAT_EQ(distance_to({drawn_mask("#"), {}}, Progress()).at(0, 0), 0);
    EXPECT_FLOAT_EQ(distance_to({drawn_mask("#...."), {}}, Progress()).at(4, 0), 40);
    EXPECT_FLOAT_EQ(distance_to({drawn_mask(".\n.\n#"), {}}, Progress()).at(0, 0), 20);
}

}  // namespace
}  // namespace zonewright::raster
