#include "answer/tile_grid.h"

#include <gtest/gtest.h>

#include "answer/study_weights.h"
#include "base/errors.h"

namespace zonewright::answer {
namespace {

const geom::Box city{449321, 2509352, 523096, 2559687};

TEST(TileGridTest, OneTileOfTheFirstLevelCoversTheCityAndEachLevelHalves) {
    const TileGrid grid(city);
    EXPECT_EQ(grid.origin, (geom::Point{449000, 2560000}));
    const geom::Box whole = grid.box({0, 0, 0});
    EXPECT_TRUE(whole.contains({city.min_x, city.min_y}) && whole.contains({city.max_x, city.max_y}));
    EXPECT_EQ(grid.resolutions.back(), 0.25);
    for (std::size_t z = 1; z < grid.resolutions.size(); ++z) EXPECT_EQ(grid.resolutions[z - 1], 2 * grid.resolutions[z]);
    const geom::Box corner = grid.box({1, 1, 1});
    EXPECT_EQ(corner.min_x, whole.min_x + whole.width() / 2) << "x to the east";
    EXPECT_EQ(corner.max_y, whole.max_y - whole.height() / 2) << "y to the south";
}

TEST(TileGridTest, HasTilesThatMeetTheCityAndNoOthers) {
    const TileGrid grid(city);
    EXPECT_TRUE(grid.has({0, 0, 0}));
    EXPECT_TRUE(grid.has({5, 0, 0}));
    for (const TilePlace& no : {TilePlace{-1, 0, 0}, TilePlace{0, 1, 0}, TilePlace{0, 0, 1}, TilePlace{3, -1, 0}, TilePlace{3, 7, 7}, TilePlace{99, 0, 0},
                                TilePlace{static_cast<int>(grid.resolutions.size()), 0, 0}})
        EXPECT_FALSE(grid.has(no)) << no.z << " " << no.x << " " << no.y;
}

TEST(TileGridTest, SixteenTilesMakeABlock) {
    const TilePlace tile{5, 14, 9}, block = TileGrid::block_of(tile);
    EXPECT_EQ(block.x, 12);
    EXPECT_EQ(block.y, 8);
    EXPECT_EQ(TileGrid::position_in_block(tile), 6u) << "row by row";
}

TEST(TileGridTest, LiesOverTheTownsElseOverAllThereIs) {
    PublishedLayer town{.id = "town"}, other{.id = "other"};
    town.plane_box = city, other.plane_box = {0, 0, 9e6, 9e6};
    EXPECT_EQ(TileGrid({other, town}).extent, city);
    EXPECT_EQ(TileGrid(std::vector{other}).extent, other.plane_box);
    EXPECT_THROW(TileGrid(std::vector<PublishedLayer>{}), InputError);
}

TEST(StudyWeights, AreReplacedWhereTheyAreNamedElseAddedAboveTheTables) {
    EXPECT_EQ(with_weights("schema = 1\nweights = \"default\"  # x\ntitle = \"t\"\n\n[[source]]\nweights = 1\n", "trial"),
              "schema = 1\nweights = \"trial\"\ntitle = \"t\"\n\n[[source]]\nweights = 1\n");
    EXPECT_EQ(with_weights("schema = 1\n[sites]\nweights = 2\n", "trial"), "schema = 1\nweights = \"trial\"\n\n[sites]\nweights = 2\n");
    EXPECT_EQ(with_weights("schema = 1\nweights_note = 3\n", "trial"), "schema = 1\nweights_note = 3\nweights = \"trial\"\n");
}

}  // namespace
}  // namespace zonewright::answer
