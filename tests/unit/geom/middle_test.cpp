#include "geom/middle.h"

#include <gtest/gtest.h>

namespace zonewright::geom {
namespace {

TEST(MiddleOf, LiesInsideAHorseshoe) {
    // ###
    // #..   open to the east
    // ###
    const Polygon horseshoe{
        {{{0, 0}, {0, 30}, {30, 30}, {30, 20}, {10, 20}, {10, 10}, {30, 10}, {30, 0}, {0, 0}}}};
    const auto middle = middle_of(MultiPolygon{{horseshoe}});
    ASSERT_TRUE(middle.has_value());
    EXPECT_EQ(*middle, (Point{5, 15}));
    EXPECT_FALSE(middle_of(MultiPolygon{}).has_value());
}

}  // namespace
}  // namespace zonewright::geom
