#include <gtest/gtest.h>

#include "geom/planar_area.h"
#include "report/marks_apart.h"

namespace zonewright::report {
namespace {

TEST(MarksApart, WhatHasRoomStays) {
    const std::vector<geom::Point> marks{{0, 0}, {100, 0}, {0, 100}};
    EXPECT_EQ(set_apart(marks, 50), marks);
}

TEST(MarksApart, TwoNearOnesLeaveEachOtherByHalfEach) {
    const auto marks = set_apart({{0, 0}, {30, 0}, {500, 500}}, 50);
    EXPECT_NEAR(marks[0].x, -10, 1e-9);
    EXPECT_NEAR(marks[1].x, 40, 1e-9);
    EXPECT_EQ(marks[2], (geom::Point{500, 500}));
}

TEST(MarksApart, SixAtOnePlaceAreAllApart) {
    const auto marks = set_apart(std::vector<geom::Point>(6, {7, 7}), 50);
    for (std::size_t a = 0; a < marks.size(); ++a)
        for (std::size_t b = a + 1; b < marks.size(); ++b) EXPECT_GT(geom::distance(marks[a], marks[b]), 47) << a << " " << b;
}

}  // namespace
}  // namespace zonewright::report
