#include "geom/clean_corners.h"

#include <gtest/gtest.h>

namespace zonewright::geom {
namespace {

MultiPolygon ring_of(Ring ring) {
    ring.push_back(ring.front());
    return {{Polygon{{std::move(ring)}}}};
}

TEST(CleanCorners, AreWrittenToTheMillimetre) {
    const auto cleaned = clean_corners(ring_of({{0.00049, 0}, {0, 10.0006}, {10, 10}}), 0.001, 0.05);
    EXPECT_EQ(cleaned.polygons.parts[0].rings[0][0].x, 0.0);
    EXPECT_EQ(cleaned.polygons.parts[0].rings[0][1].y, 10.001);
    EXPECT_EQ(cleaned.dropped, 0U);
}

//   (0,10)(0.04,10)--------(10,10)      the edge of 4 cm goes, the corner before it stays
TEST(CleanCorners, EdgesThatNoSurveyTellsApartAreDroppedAndCounted) {
    const auto cleaned =
        clean_corners(ring_of({{0, 0}, {0, 10}, {0.04, 10}, {10, 10}, {10, 0}, {0.03, 0}}), 0.001, 0.05);
    EXPECT_EQ(cleaned.dropped, 2U);
    EXPECT_EQ(cleaned.polygons.parts[0].rings[0].size(), 5U);
}

TEST(CleanCorners, ARingOfNothingButShortEdgesIsLeft) {
    const auto cleaned = clean_corners(ring_of({{0, 0}, {0, 0.04}, {0.04, 0}}), 0.001, 0.05);
    EXPECT_EQ(cleaned.dropped, 0U);
    EXPECT_EQ(cleaned.polygons.parts[0].rings[0].size(), 4U);
}

}  // namespace
}  // namespace zonewright::geom
