#include "demo/road_connection.h"

#include <gtest/gtest.h>

namespace zonewright::demo {
namespace {

TEST(RoadConnection, KeepsWhatSharesAVertexWithTheLongestNetwork) {
    const geom::LineString trunk{{0, 0}, {100, 0}, {200, 0}}, branch{{100, 0}, {100, 50}},
        apart{{300, 300}, {350, 300}};
    EXPECT_EQ(in_largest_network({&trunk, &branch, &apart}), (std::vector<std::uint8_t>{1, 1, 0}));
}

TEST(RoadConnection, CrossingWithoutACommonVertexDoesNotConnect) {
    const geom::LineString below{{0, 0}, {100, 0}}, above{{50, -20}, {50, 20}};
    EXPECT_EQ(in_largest_network({&below, &above}), (std::vector<std::uint8_t>{1, 0}));
}

}  // namespace
}  // namespace zonewright::demo
