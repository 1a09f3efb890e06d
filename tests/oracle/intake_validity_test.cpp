// The cheap certainty of validity against GEOS: never certain of what GEOS calls invalid, and useful: certain
// of nearly all that is valid.
#include <gtest/gtest.h>

#include <numbers>

#include "base/random.h"
#include "geom/certain_validity.h"
#include "gis/overlay.h"

namespace zonewright::geom {
namespace {

constexpr double east = 474000, north = 2544000;

/// A ring around (x, y): vertices at random angles and radii; with `shuffle` some of them out of order.
Ring random_ring(Random& random, double x, double y, double radius, bool shuffle) {
    const std::size_t count = 3 + random.below(40);
    Ring ring;
    for (std::size_t i = 0; i < count; ++i) {
        const double angle = 2 * std::numbers::pi * (static_cast<double>(i) + random.unit() * 0.9) /
                             static_cast<double>(count),
                     r = radius * random.between(0.6, 1);
        ring.push_back({x + r * std::cos(angle), y + r * std::sin(angle)});
    }
    if (shuffle)
        for (std::size_t swaps = 1 + random.below(2); swaps > 0; --swaps)
            std::swap(ring[random.below(count)], ring[random.below(count)]);
    ring.push_back(ring.front());
    return ring;
}

/// Points of a coarse grid: touching rings, collinear edges and repeated points are common.
Ring grid_ring(Random& random) {
    Ring ring;
    const std::size_t count = 3 + random.below(6);
    for (std::size_t i = 0; i < count; ++i)
        ring.push_back(
            {east + static_cast<double>(random.below(5)), north + static_cast<double>(random.below(5))});
    ring.push_back(ring.front());
    return ring;
}

TEST(CertainValidity, IsNeverCertainOfWhatGeosCallsInvalid) {
    int certain = 0, valid = 0;
    for (std::uint64_t seed = 1; seed <= 20000; ++seed) {
        Random random(seed);
        MultiPolygon polygons;
        if (seed % 2 == 0) {
            polygons = {{{{grid_ring(random)}}}};
            if (seed % 8 == 0) polygons.parts[0].rings.push_back(grid_ring(random));
        } else {
            polygons = {{{{random_ring(random, east, north, 100, seed % 3 == 0)}}}};
            for (std::uint64_t holes = random.below(3); holes > 0; --holes)
                polygons.parts[0].rings.push_back(random_ring(random, east + random.between(-60, 60),
                                                              north + random.between(-60, 60), 25, false));
        }
        const bool geos = gis::check_validity(polygons).valid;
        if (certainly_valid(polygons)) {
            ASSERT_TRUE(geos) << "seed " << seed << ": certain of an invalid polygon";
            ++certain;
        }
        valid += geos;
    }
    EXPECT_GT(certain, valid * 9 / 10) << certain << " of " << valid;
    EXPECT_LT(valid, 19000) << "the sample must hold invalid ones";
}

TEST(CertainValidity, KnowsTheHardPlaces) {
    const auto of = [](std::vector<Ring> rings) {
        for (Ring& ring : rings) ring.push_back(ring.front());
        return certainly_valid({{{std::move(rings)}}});
    };
    EXPECT_TRUE(of({{{0, 0}, {0, 4}, {4, 4}, {4, 0}}}));
    EXPECT_TRUE(of({{{0, 0}, {0, 2}, {0, 4}, {4, 4}, {4, 0}}})) << "a vertex on a straight edge";
    EXPECT_FALSE(of({{{0, 0}, {4, 4}, {4, 0}, {0, 4}}})) << "a bow tie";
    EXPECT_FALSE(of({{{0, 0}, {0, 4}, {4, 4}, {2, 0}, {4, 0}, {1, 0}}})) << "a fold";
    EXPECT_FALSE(of({{{0, 0}, {0, 4}, {4, 4}, {4, 0}}, {{5, 5}, {5, 6}, {6, 6}}})) << "a hole outside";
    EXPECT_TRUE(of({{{0, 0}, {0, 9}, {9, 9}, {9, 0}}, {{1, 1}, {1, 3}, {3, 3}}, {{5, 5}, {5, 6}, {6, 6}}}));
    EXPECT_FALSE(
        of({{{0, 0}, {0, 9}, {9, 9}, {9, 0}}, {{1, 1}, {1, 8}, {8, 8}, {8, 1}}, {{5, 5}, {5, 6}, {6, 6}}}))
        << "a hole in a hole";
}

}  // namespace
}  // namespace zonewright::geom
