// Facing fronts, widths, rectangles and compactness on drawn polygons.
#include <gtest/gtest.h>

#include <cmath>
#include <map>
#include <numbers>

#include "geom/adjacency.h"
#include "geom/largest_rectangle.h"
#include "geom/minimum_width.h"
#include "geom/planar_area.h"
#include "geom/shape_compactness.h"

namespace zonewright::geom {
namespace {

MultiPolygon block(double x0, double y0, double x1, double y1, double turn = 0) {
    Polygon polygon = rectangle({x0, y0, x1, y1});
    for (Point& p : polygon.rings[0])
        p = {std::cos(turn) * p.x - std::sin(turn) * p.y, std::sin(turn) * p.x + std::cos(turn) * p.y};
    return {{polygon}};
}

/// Length of the front of `from` that faces `to`.
std::map<std::pair<unsigned, unsigned>, double> fronts(const std::vector<MultiPolygon>& polygons,
                                                       double reach_m) {
    std::map<std::pair<unsigned, unsigned>, double> sum;
    for (const FacingPiece& piece : facing_pieces(polygons, {reach_m, 0.5}, Progress()))
        sum[{piece.from, piece.to}] += piece.length_m;
    return sum;
}

TEST(Facing, MeasuresTheSharedEdgeAtAnyRotation) {
    for (const double turn : {0.0, 0.3, 1.1}) {
        const auto found = fronts({block(0, 0, 100, 100, turn), block(100, 40, 200, 160, turn)}, 30);
        EXPECT_NEAR(found.at({0, 1}), 60, 1e-6);
        EXPECT_NEAR(found.at({1, 0}), 60, 1e-6);
    }
}

TEST(Facing, ACornerIsNoEdge) {
    EXPECT_TRUE(fronts({block(0, 0, 100, 100), block(100, 100, 200, 200)}, 30).empty());
}

TEST(Facing, ReachesAcrossAGapButNotBeyond) {
    const std::vector<MultiPolygon> pair{block(0, 0, 100, 100, 0.2), block(125, 0, 200, 100, 0.2)};
    EXPECT_NEAR((fronts(pair, 30).at({0, 1})), 100, 1e-6);
    EXPECT_TRUE(fronts(pair, 20).empty());
}

TEST(Facing, NobodyIsFacedThroughAThirdPolygon) {
    const auto found = fronts({block(0, 0, 100, 100), block(110, 0, 115, 100), block(125, 0, 200, 100)}, 30);
    EXPECT_TRUE(found.contains({0, 1}));
    EXPECT_FALSE(found.contains({0, 2}));
    EXPECT_FALSE(found.contains({2, 0}));
}

TEST(Facing, SmallGapsAndOverlapsCountAsShared) {
    for (const double gap : {-0.4, 0.4}) {
        const auto pieces =
            facing_pieces(std::vector<MultiPolygon>{block(0, 0, 100, 100), block(100 + gap, 0, 200, 100)},
                          {30, 0.5}, Progress());
        ASSERT_FALSE(pieces.empty());
        EXPECT_NEAR(pieces[0].distance_m, gap, 1e-9);
    }
}

TEST(LargestRectangle, OfATurnedRectangleIsItself) {
    for (const double turn : {0.0, 0.2, 0.7, 1.4}) {
        const TurnedRectangle found = largest_rectangle(block(0, 0, 300, 120, turn));
        EXPECT_NEAR(found.long_m, 300, 0.5) << turn;
        EXPECT_NEAR(found.short_m, 120, 0.5) << turn;
    }
}

TEST(LargestRectangle, LiesInsideAnLShape) {
    // A 200 x 200 square without its upper right 120 x 120: the best is 200 x 80.
    const Ring ring{{0, 0}, {200, 0}, {200, 80}, {80, 80}, {80, 200}, {0, 200}, {0, 0}};
    MultiPolygon shape;
    shape.parts.push_back({{ring}});
    const TurnedRectangle found = largest_rectangle(shape);
    EXPECT_NEAR(found.area_m2(), 16000, 200);
    const Polygon outline = found.polygon();
    for (const Point& p : outline.rings[0]) {
        const Point nearer{p.x + (found.centre.x - p.x) * 1e-6, p.y + (found.centre.y - p.y) * 1e-6};
        EXPECT_EQ(locate(nearer, shape), Position::Inside);
    }
}

TEST(PlaceFor, FindsAFootprintThatFitsAndNoneThatDoesNot) {
    const MultiPolygon shape = block(0, 0, 300, 120, 0.4);
    ASSERT_TRUE(place_for(shape, 280, 110).has_value());
    EXPECT_FALSE(place_for(shape, 280, 130).has_value());
    EXPECT_FALSE(place_for(shape, 330, 60).has_value());
}

TEST(Width, IsTheDiameterOfTheLargestCircleInside) {
    EXPECT_NEAR(widest_m(block(0, 0, 300, 80, 0.5)), 80, 0.6);
    EXPECT_TRUE(has_width(block(0, 0, 300, 80, 0.5), 79.9));
    EXPECT_FALSE(has_width(block(0, 0, 300, 80, 0.5), 80.2));
    EXPECT_EQ(widest_m({}), 0);
}

TEST(Compactness, KnowsSquareAndCircle) {
    EXPECT_NEAR(polsby_popper(block(0, 0, 50, 50)), std::numbers::pi / 4, 1e-12);
    EXPECT_NEAR(reock(block(0, 0, 50, 50, 0.3)), 2 / std::numbers::pi, 1e-9);
    MultiPolygon ring = block(0, 0, 50, 50);
    ring.parts[0].rings.push_back(block(20, 20, 30, 30).parts[0].rings[0]);
    EXPECT_EQ(hole_count(ring), 1u);
    EXPECT_LT(polsby_popper(ring), polsby_popper(block(0, 0, 50, 50)));
}

}  // namespace
}  // namespace zonewright::geom
