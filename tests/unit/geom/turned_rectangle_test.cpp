#include "geom/turned_rectangle.h"

#include <gtest/gtest.h>

#include <numbers>

#include "geom/planar_area.h"

namespace zonewright::geom {
namespace {

void expect_at(Point point, double x, double y) {
    EXPECT_NEAR(point.x, x, 1e-9);
    EXPECT_NEAR(point.y, y, 1e-9);
}

//  d---------c      north
//  |    +    |      |
//  a---------b      +-- east
TEST(TurnedRectangle, LyingFlat) {
    const auto corners = TurnedRectangle{{100, 50}, 40, 20, 0}.corners();
    expect_at(corners[0], 80, 40);
    expect_at(corners[1], 120, 40);
    expect_at(corners[2], 120, 60);
    expect_at(corners[3], 80, 60);
}

//  c--b      the long side points north; a is behind on the right
//  |  |
//  d--a
TEST(TurnedRectangle, StandingUp) {
    const auto corners = TurnedRectangle{{100, 50}, 40, 20, std::numbers::pi / 2}.corners();
    expect_at(corners[0], 110, 30);
    expect_at(corners[1], 110, 70);
    expect_at(corners[2], 90, 70);
    expect_at(corners[3], 90, 30);
}

TEST(TurnedRectangle, TurnedOnItsCorner) {
    const double side = std::numbers::sqrt2;
    const auto corners = TurnedRectangle{{0, 0}, side, side, std::numbers::pi / 4}.corners();
    expect_at(corners[0], 0, -1);
    expect_at(corners[1], 1, 0);
    expect_at(corners[2], 0, 1);
    expect_at(corners[3], -1, 0);
}

TEST(TurnedRectangle, AsAPolygonIsClosedAndHasItsArea) {
    const TurnedRectangle rectangle{{7, 9}, 30, 12, 0.3};
    const Polygon polygon = rectangle.polygon();
    ASSERT_EQ(polygon.rings.front().size(), 5u);
    EXPECT_NEAR(planar_area(MultiPolygon{{polygon}}), 360, 1e-9);
    EXPECT_NEAR(rectangle.area_m2(), 360, 1e-9);
}

TEST(TurnedRectangle, ShrinksOnEverySideAndNeverBelowZero) {
    const TurnedRectangle inner = TurnedRectangle{{7, 9}, 30, 12, 0.3}.shrunk(1);
    EXPECT_EQ(inner.long_m, 28);
    EXPECT_EQ(inner.short_m, 10);
    EXPECT_EQ(inner.shrunk(20).area_m2(), 0);
}

}  // namespace
}  // namespace zonewright::geom
