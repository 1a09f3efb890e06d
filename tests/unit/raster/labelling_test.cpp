#include "raster/labelling.h"

#include <gtest/gtest.h>

#include "unit/raster/drawn_grid.h"

namespace zonewright::raster {
namespace {

TEST(Labelling, JoinsCellsThatShareAnEdge) {
    const Patches found = label(drawn_mask("##.#\n.#.#\n#..#\n###."), Connection::Edges);
    ASSERT_EQ(found.patches.size(), 3u);
    EXPECT_EQ(found.patches[0].cells, 3);
    EXPECT_EQ(found.patches[1].cells, 3);
    EXPECT_EQ(found.patches[2].cells, 4);
    EXPECT_EQ(found.patches[2].window, (Window{0, 2, 3, 2}));
}

TEST(Labelling, JoinsCornersWhenAskedTo) {
    EXPECT_EQ(label(drawn_mask("#.\n.#"), Connection::Edges).patches.size(), 2u);
    EXPECT_EQ(label(drawn_mask("#.\n.#"), Connection::EdgesAndCorners).patches.size(), 1u);
    EXPECT_EQ(label(drawn_mask(".#\n#."), Connection::EdgesAndCorners).patches.size(), 1u);
}

TEST(Labelling, JoinsArmsThatMeetOnlyAtTheBottom) {
    EXPECT_EQ(label(drawn_mask("#.#.#\n#.#.#\n#####"), Connection::Edges).patches.size(), 1u);
}

TEST(Labelling, OfAnEmptyMaskFindsNothing) {
    EXPECT_TRUE(label(drawn_mask("..\n.."), Connection::Edges).patches.empty());
}

TEST(Labelling, DropsPatchesBelowTheMinimum) {
    Grid<std::uint8_t> mask = drawn_mask("##.#\n##..\n...#\n.#.#");
    EXPECT_EQ(drop_small_patches(mask, Connection::Edges, 2), 2u);
    EXPECT_EQ(drawing_of(mask), "##..\n##..\n...#\n...#\n");
}

}  // namespace
}  // namespace zonewright::raster
