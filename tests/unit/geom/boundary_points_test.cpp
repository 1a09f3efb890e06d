#include "geom/boundary_points.h"

#include <gtest/gtest.h>

#include <algorithm>
#include <set>

namespace zonewright::geom {
namespace {

//   A 100 m square with a hole, wound the other way round and begun in its south-eastern corner.
MultiPolygon square_with_hole() {
    return {{Polygon{{{{100, 0}, {100, 100}, {0, 100}, {0, 0}, {100, 0}},
                      {{40, 40}, {40, 60}, {60, 60}, {60, 40}, {40, 40}}}},
             Polygon{{{{200, 0}, {300, 0}, {300, 100}, {200, 0}}}}}};
}

TEST(BoundaryPoints, BeginInTheNorthWestAndRunClockwiseAroundShells) {
    const MultiPolygon ordered = in_survey_order(square_with_hole());
    const Ring expected{{0, 100}, {100, 100}, {100, 0}, {0, 0}, {0, 100}};
    EXPECT_EQ(ordered.parts[0].rings[0], expected);
    const Ring hole{{40, 60}, {40, 40}, {60, 40}, {60, 60}, {40, 60}};
    EXPECT_EQ(ordered.parts[0].rings[1], hole);
}

TEST(BoundaryPoints, AreNumberedOnceOverAllRingsAndEveryRingCloses) {
    const auto points = boundary_points(square_with_hole());
    ASSERT_EQ(points.size(), 5U + 5U + 4U);
    std::set<std::size_t> numbers;
    for (const BoundaryPoint& point : points) {
        if (point.closes) continue;
        EXPECT_TRUE(numbers.insert(point.number).second) << point.number;
    }
    EXPECT_EQ(*numbers.rbegin(), 11U);
    EXPECT_EQ(numbers.size(), 11U);
    EXPECT_TRUE(points[4].closes);
    EXPECT_EQ(points[4].number, 1U);
    EXPECT_EQ(points[9].number, 5U);
    EXPECT_EQ(points[13].number, 9U);
    EXPECT_EQ(points[13].ring, 3U);
    EXPECT_EQ(points[0].to_next_m, 100.0);
}

TEST(BoundaryPoints, TheOrderIsTheSameWhereverARingBegan) {
    MultiPolygon turned = square_with_hole();
    Ring& ring = turned.parts[0].rings[0];
    ring.pop_back();
    std::rotate(ring.begin(), ring.begin() + 2, ring.end());
    ring.push_back(ring.front());
    EXPECT_EQ(in_survey_order(turned).parts[0].rings[0], in_survey_order(square_with_hole()).parts[0].rings[0]);
}

}  // namespace
}  // namespace zonewright::geom
