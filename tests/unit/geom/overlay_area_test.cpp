// Intersection areas that can be checked by eye, most of them degenerate on purpose.
#include "geom/overlay_area.h"

#include <gtest/gtest.h>

#include <algorithm>
#include <cmath>

#include "geom/clip_ring.h"
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

TEST(ClipRing, KeepsTheSurfaceInsideTheWindow) {
    const Ring star =
        polygon({{0, 0}, {10, 4}, {20, 0}, {16, 10}, {20, 20}, {10, 16}, {0, 20}, {4, 10}}).parts[0].rings[0];
    const Box window{3, 3, 12, 30};
    const Ring cut = clip_ring(star, window);
    EXPECT_NEAR(std::fabs(signed_ring_area(cut)), overlay_area_m2({{{{star}}}}, {{rectangle(window)}}), 1e-9);
    EXPECT_TRUE(clip_ring(star, {100, 100, 101, 101}).empty());
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
