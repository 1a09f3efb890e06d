// Intersection areas that can be checked by eye, most of them degenerate on purpose.
#include "geom/overlay_area.h"

#include <gtest/gtest.h>

#include <algorithm>
#include <cmath>

#include "geom/clip_window.h"
#include "geom/orientation.h"
#include "geom/planar_area.h"

namespace zonewright::geom {
namespace {

MultiPolygon box(double x0, double y0, double x1, double y1) {
    return {{rectangle({x0, y0, x1, y1})}};
}

MultiPolygon with_hole(double x0, double y0, double x1, double y1, Box hole) {
    MultiPolygon outer = box(x0, y0, x1, y1);
    outer.parts[0].rings.push_back(rectangle(hole).rings[0]);
    return outer;
}

MultiPolygon polygon(Ring ring) {
    ring.push_back(ring.front());
    return {{{{ring}}}};
}

TEST(OverlayArea, OfCrossingSquaresIsTheCommonSquare) {
    EXPECT_DOUBLE_EQ(overlay_area_m2(box(0, 0, 10, 10), box(6, 7, 20, 20)), 4 * 3);
}

TEST(OverlayArea, OfNeighboursThatShareAnEdgeIsZero) {
    EXPECT_EQ(overlay_area_m2(box(0, 0, 10, 10), box(10, 0, 20, 10)), 0);
    EXPECT_EQ(overlay_area_m2(box(10, 0, 20, 10), box(0, 0, 10, 10)), 0);
    EXPECT_EQ(overlay_area_m2(box(0, 0, 10, 10), box(0, 10, 10, 20)), 0);
}

TEST(OverlayArea, OfNeighboursThatShareACornerIsZero) {
    EXPECT_EQ(overlay_area_m2(box(0, 0, 10, 10), box(10, 10, 20, 20)), 0);
}

TEST(OverlayArea, OfEqualPolygonsIsTheirArea) {
    EXPECT_DOUBLE_EQ(overlay_area_m2(box(0, 0, 10, 10), box(0, 0, 10, 10)), 100);
    const MultiPolygon ring = with_hole(0, 0, 10, 10, {2, 2, 5, 5});
    EXPECT_DOUBLE_EQ(overlay_area_m2(ring, ring), 91);
}

TEST(OverlayArea, OfAPolygonInsideSharingTwoEdgesIsTheSmallerOne) {
    EXPECT_DOUBLE_EQ(overlay_area_m2(box(0, 0, 10, 10), box(0, 0, 3, 4)), 12);
    EXPECT_DOUBLE_EQ(overlay_area_m2(box(0, 0, 3, 4), box(0, 0, 10, 10)), 12);
}

TEST(OverlayArea, OfAPolygonInAHoleIsZeroEvenWhenItFillsTheHole) {
    const MultiPolygon ring = with_hole(0, 0, 10, 10, {2, 2, 8, 8});
    EXPECT_EQ(overlay_area_m2(ring, box(3, 3, 7, 7)), 0);
    EXPECT_EQ(overlay_area_m2(ring, box(2, 2, 8, 8)), 0);
    EXPECT_DOUBLE_EQ(overlay_area_m2(ring, box(1, 1, 9, 9)), 64 - 36);
}

TEST(OverlayArea, HandlesAVertexOnAnEdgeAndAnEdgeThroughAVertex) {
    const MultiPolygon diamond = polygon({{5, -5}, {15, 5}, {5, 15}, {-5, 5}});
    EXPECT_DOUBLE_EQ(overlay_area_m2(box(0, 0, 10, 10), diamond), 100);  // the corners touch the sides
    const MultiPolygon triangle = polygon({{0, 0}, {10, 10}, {0, 10}});
    EXPECT_DOUBLE_EQ(overlay_area_m2(box(0, 0, 10, 10), triangle), 50);  // its edge is the diagonal
}

TEST(OverlayArea, CountsEveryPartOfAMultipart) {
    MultiPolygon two = box(0, 0, 2, 10);
    two.parts.push_back(rectangle({8, 0, 10, 10}));
    EXPECT_DOUBLE_EQ(overlay_area_m2(two, box(-1, 4, 11, 5)), 4);
}

TEST(OverlayArea, DoesNotDependOnTheOrientationOfTheRings) {
    MultiPolygon a = box(0, 0, 10, 10);
    std::reverse(a.parts[0].rings[0].begin(), a.parts[0].rings[0].end());
    EXPECT_DOUBLE_EQ(overlay_area_m2(a, box(5, 5, 20, 20)), 25);
}

TEST(OverlayArea, KeepsItsDigitsFarFromTheOrigin) {
    const double e = 38500000.125, n = 2540000.25;
    EXPECT_NEAR(overlay_area_m2(box(e, n, e + 100, n + 100), box(e + 99.5, n - 5, e + 200, n + 200)), 50,
                1e-6);
}

TEST(OverlayArea, OfEmptyOrFlatPolygonsIsZero) {
    EXPECT_EQ(overlay_area_m2({}, box(0, 0, 1, 1)), 0);
    EXPECT_EQ(overlay_area_m2(box(0, 0, 0, 10), box(-1, -1, 1, 11)), 0);
}

TEST(Coverage, TellsNonePartialAndWhole) {
    const OverlayShape parcel(box(0, 0, 10, 10));
    EXPECT_EQ(coverage_of(parcel, OverlayShape(box(10, 0, 20, 10)), 1e-6), Coverage::None);
    EXPECT_EQ(coverage_of(parcel, OverlayShape(box(9, 0, 20, 10)), 1e-6), Coverage::Partial);
    EXPECT_EQ(coverage_of(parcel, OverlayShape(box(0, 0, 10, 10)), 1e-6), Coverage::Whole);
}

TEST(Turn, IsExactWhereTheRoundedDeterminantIsNot) {
    const Point a{0.1, 0.1}, b{0.3, 0.3};
    EXPECT_EQ(exact_turn({12, 12}, {24, 24}, {0.5, 0.5}), 0);
    EXPECT_EQ(exact_turn({12, 12}, {24, 24}, {0.5, std::nextafter(0.5, 1)}), 1);
    EXPECT_EQ(exact_turn({12, 12}, {24, 24}, {0.5, std::nextafter(0.5, 0)}), -1);
    EXPECT_EQ(exact_turn(a, b, {0.2, 0.2}), 0);
    EXPECT_EQ(exact_turn(b, a, {0.2, std::nextafter(0.2, 1)}), -1);
}

MultiPolygon clipped(const MultiPolygon& polygons, const Box& window) {
    const OverlayShape shape(polygons);
    std::vector<OverlayEdge> edges;
    shape.edges_near(window, edges);
    return clip_to_window(edges, window, shape.contains({window.min_x, window.min_y}, Tie::EdgeMoves));
}

TEST(ClipToWindow, FollowsTheBorderBetweenLeavingAndEntering) {
    //  a comb of two teeth, cut through the teeth: two pieces
    const MultiPolygon comb = polygon({{0, 0}, {10, 0}, {10, 10}, {7, 10}, {7, 4}, {3, 4}, {3, 10}, {0, 10}});
    const MultiPolygon teeth = clipped(comb, {-1, 5, 11, 11});
    ASSERT_EQ(teeth.parts.size(), 2u);
    EXPECT_DOUBLE_EQ(planar_area(teeth), 2 * 3 * 5);
    EXPECT_DOUBLE_EQ(planar_area(clipped(comb, {1, 1, 9, 9})), 8 * 8 - 4 * 5);
}

TEST(ClipToWindow, OfAWindowInsideIsTheWindow) {
    EXPECT_DOUBLE_EQ(planar_area(clipped(box(0, 0, 10, 10), {2, 3, 4, 7})), 8);
    EXPECT_TRUE(clipped(box(0, 0, 10, 10), {20, 20, 21, 21}).empty());
}

TEST(ClipToWindow, KeepsHolesAndIslandsInHoles) {
    MultiPolygon nested = with_hole(0, 0, 20, 20, {4, 4, 16, 16});
    nested.parts.push_back(with_hole(6, 6, 14, 14, {8, 8, 12, 12}).parts[0]);
    EXPECT_DOUBLE_EQ(planar_area(clipped(nested, {1, 1, 19, 19})), 18 * 18 - 12 * 12 + 8 * 8 - 4 * 4);
    EXPECT_DOUBLE_EQ(planar_area(clipped(nested, {5, 5, 15, 15})), 8 * 8 - 4 * 4);
    EXPECT_DOUBLE_EQ(planar_area(clipped(nested, {1, 1, 10, 19})),
                     overlay_area_m2(nested, box(1, 1, 10, 19)));
}

TEST(OverlayShape, ClippedToAWindowAgreesWithTheWholeInsideIt) {
    Ring coast;
    for (int i = 0; i < 4000; ++i) {
        const double angle = 6.283185307179586 * i / 4000, radius = 1000 + 40 * std::sin(37 * angle);
        coast.push_back({radius * std::cos(angle), radius * std::sin(angle)});
    }
    const OverlayShape shape(polygon(coast));
    const MultiPolygon parcel = box(950, -30, 1030, 40);
    const MultiPolygon near = shape.clipped({940, -40, 1040, 50});
    ASSERT_EQ(near.parts.size(), 1u);
    EXPECT_LT(near.parts[0].rings[0].size(), 200u);
    EXPECT_NEAR(overlay_area_m2(parcel, near), overlay_area_m2(OverlayShape(parcel), shape), 1e-6);
}

}  // namespace
}  // namespace zonewright::geom
