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

TEST(Distance, WorksOnOneCellOneRowAndOneColumn) {
    EXPECT_FLOAT_EQ(distance_to({drawn_mask("#"), {}}, Progress()).at(0, 0), 0);
    EXPECT_FLOAT_EQ(distance_to({drawn_mask("#...."), {}}, Progress()).at(4, 0), 40);
    EXPECT_FLOAT_EQ(distance_to({drawn_mask(".\n.\n#"), {}}, Progress()).at(0, 0), 20);
}

}  // namespace
}  // namespace zonewright::raster
