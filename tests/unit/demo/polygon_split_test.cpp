#include "demo/polygon_split.h"

#include <gtest/gtest.h>

#include <algorithm>

#include "geom/planar_area.h"

namespace zonewright::demo {
namespace {

using geom::Polygon;

Polygon square(double west, double south, double side) {
    return geom::rectangle({west, south, west + side, south + side});
}

double total(const std::vector<Polygon>& polygons) {
    double sum = 0;
    for (const Polygon& polygon : polygons) sum += geom::planar_area(polygon);
    return sum;
}

TEST(PolygonSplit, CutsASquareInTwoThatShareTheCutPoints) {
    const Pieces pieces = split(square(0, 0, 100), {{30, 0}, {0, 1}});  // northwards at x = 30
    ASSERT_EQ(pieces.left.size(), 1U);
    ASSERT_EQ(pieces.right.size(), 1U);
    EXPECT_DOUBLE_EQ(geom::planar_area(pieces.left[0]), 3000);
    EXPECT_DOUBLE_EQ(geom::planar_area(pieces.right[0]), 7000);
    ASSERT_EQ(pieces.cuts.size(), 1U);
    for (geom::Point end : pieces.cuts[0])
        for (const Polygon& piece : {pieces.left[0], pieces.right[0]})
            EXPECT_NE(std::find(piece.rings[0].begin(), piece.rings[0].end(), end), piece.rings[0].end());
}

TEST(PolygonSplit, LeavesAPolygonWholeThatTheLineMisses) {
    const Pieces pieces = split(square(0, 0, 100), {{300, 0}, {0, 1}});
    EXPECT_EQ(pieces.left.size(), 1U);
    EXPECT_TRUE(pieces.right.empty());
    EXPECT_TRUE(pieces.cuts.empty());
}

TEST(PolygonSplit, CutsAHorseshoeIntoThreePieces) {
    const Polygon horseshoe{
        .rings = {{{0, 0}, {0, 100}, {100, 100}, {100, 0}, {70, 0}, {70, 70}, {30, 70}, {30, 0}, {0, 0}}}};
    const Pieces pieces = split(horseshoe, {{0, 50}, {1, 0}});  // eastwards at y = 50
    EXPECT_EQ(pieces.left.size(), 1U);
    EXPECT_EQ(pieces.right.size(), 2U);
    EXPECT_DOUBLE_EQ(total(pieces.left) + total(pieces.right), geom::planar_area(horseshoe));
}

TEST(PolygonSplit, OpensAHoleThatTheLineCrossesAndKeepsOneThatItMisses) {
    Polygon ring = square(0, 0, 100);
    ring.rings.push_back({{40, 40}, {60, 40}, {60, 60}, {40, 60}, {40, 40}});
    const Pieces crossed = split(ring, {{50, 0}, {0, 1}});
    ASSERT_EQ(crossed.left.size(), 1U);
    EXPECT_EQ(crossed.left[0].rings.size(), 1U);
    EXPECT_DOUBLE_EQ(total(crossed.left) + total(crossed.right), 9600);
    const Pieces missed = split(ring, {{20, 0}, {0, 1}});
    EXPECT_EQ(missed.left[0].rings.size(), 1U);
    EXPECT_EQ(missed.right[0].rings.size(), 2U);
    EXPECT_DOUBLE_EQ(total(missed.left) + total(missed.right), 9600);
}

TEST(PolygonSplit, MovesALineThatRunsThroughAVertex) {
    const Pieces pieces = split(square(0, 0, 100), {{0, 0}, {0, 1}});  // along the western edge
    EXPECT_NEAR(total(pieces.left) + total(pieces.right), 10000, 1e-6);
}

TEST(Extent, FindsTheLongSide) {
    const Extent extent = extent_of(geom::rectangle({0, 0, 300, 100}));
    EXPECT_NEAR(std::abs(extent.along.x), 1, 1e-9);
    EXPECT_NEAR(extent.length_m, 300, 1e-6);
    EXPECT_NEAR(extent.width_m, 100, 1e-6);
}

TEST(ShareVertices, PutsTheCornerOfANeighbourIntoTheLongEdge) {
    // One long plot beside two short ones: their common corner (50, 40) belongs into its edge.
    Polygon tall = geom::rectangle({0, 0, 50, 100}), low = geom::rectangle({50, 0, 100, 40}),
            high = geom::rectangle({50, 40, 100, 100});
    std::vector<Polygon*> all{&tall, &low, &high};
    share_vertices(all);
    EXPECT_EQ(tall.rings[0].size(), 6U);
    EXPECT_EQ(low.rings[0].size(), 5U);
    EXPECT_NE(std::find(tall.rings[0].begin(), tall.rings[0].end(), geom::Point{50, 40}),
              tall.rings[0].end());
}

}  // namespace
}  // namespace zonewright::demo
