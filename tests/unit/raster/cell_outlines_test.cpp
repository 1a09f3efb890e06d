// Drawn cells and the outlines they must have: '#' is land, one character per 10 m cell, north is up.
#include "raster/cell_outlines.h"

#include <gtest/gtest.h>

#include <string>
#include <vector>

#include "geom/planar_area.h"

namespace zonewright::raster {
namespace {

Grid<std::uint8_t> marked(const std::vector<std::string>& rows) {
    Grid<std::uint8_t> cells({0, 10.0 * static_cast<double>(rows.size()), 10, rows[0].size(), rows.size()},
                             0);
    for (std::size_t r = 0; r < rows.size(); ++r)
        for (std::size_t c = 0; c < rows[r].size(); ++c) cells.at(c, r) = rows[r][c] == '#';
    return cells;
}

TEST(Outlines, OfOneCellIsItsSquare) {
    const auto land = outlines(marked({"...", ".#.", "..."}));
    ASSERT_EQ(land.size(), 1u);
    EXPECT_EQ(geom::bounds(land[0]), (geom::Box{10, 10, 20, 20}));
    EXPECT_EQ(land[0].parts[0].rings[0].size(), 5u);
}

TEST(Outlines, DropTheCornersOfAStraightSide) {
    const auto land = outlines(marked({"####", "####"}));
    ASSERT_EQ(land.size(), 1u);
    EXPECT_EQ(land[0].parts[0].rings[0].size(), 5u);
}

TEST(Outlines, KeepAHole) {
    const auto land = outlines(marked({"###", "#.#", "###"}));
    ASSERT_EQ(land.size(), 1u);
    ASSERT_EQ(land[0].parts[0].rings.size(), 2u);
    EXPECT_DOUBLE_EQ(geom::planar_area(land[0]), 800);
}

TEST(Outlines, SeparateCellsThatOnlyTouchAtACorner) {
    EXPECT_EQ(outlines(marked({"#.", ".#"})).size(), 2u);
}

TEST(Outlines, CloseTheHoleThatOpensOnlyAtACorner) {
    // The empty cell in the middle meets the outside only in a point: a hole, not a ring that touches itself.
    const auto land = outlines(marked({"###", "#.#", "##."}));
    ASSERT_EQ(land.size(), 1u);
    ASSERT_EQ(land[0].parts.size(), 1u);
    EXPECT_EQ(land[0].parts[0].rings.size(), 2u);
    EXPECT_DOUBLE_EQ(geom::planar_area(land[0]), 700);
}

TEST(Outlines, OfNothingAreNothing) {
    EXPECT_TRUE(outlines(marked({"...", "..."})).empty());
}

TEST(Outlines, WorkInASingleRowAndASingleColumn) {
    EXPECT_EQ(outlines(marked({"##.#"})).size(), 2u);
    EXPECT_EQ(outlines(marked({"#", "#", ".", "#"})).size(), 2u);
}

}  // namespace
}  // namespace zonewright::raster
