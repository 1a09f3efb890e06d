// Which polygons have one area: rings in exchanged roles are put right, every other fault is named and kept.
#include "intake/polygon_faults.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <algorithm>

#include "base/random.h"
#include "geom/planar_area.h"

namespace zonewright::intake {
namespace {

geom::Ring ring_box(double x, double y, double side) {
    return {{x, y}, {x + side, y}, {x + side, y + side}, {x, y + side}, {x, y}};
}

TEST(PolygonFaults, ExchangedRolesArePutRight) {
    const geom::MultiPolygon reversed{{{{ring_box(110, 110, 50), ring_box(100, 100, 300)}}}};
    const PolygonFault fault = judge_polygon(reversed);
    EXPECT_FALSE(fault.validity.valid);
    ASSERT_TRUE(fault.rewound);
    EXPECT_EQ(*fault.rewound, (geom::MultiPolygon{{{{ring_box(100, 100, 300), ring_box(110, 110, 50)}}}}));
}

TEST(PolygonFaults, TwoReversedShellsAroundOneHoleArePutRight) {
    const geom::MultiPolygon reversed{{{{ring_box(110, 110, 50), ring_box(100, 100, 300), ring_box(900, 100, 100)}}}};
    const PolygonFault fault = judge_polygon(reversed);
    ASSERT_TRUE(fault.rewound);
    EXPECT_DOUBLE_EQ(geom::planar_area(*fault.rewound), 90000 + 10000 - 2500);
}

TEST(PolygonFaults, OtherFaultsAreNotGuessedAt) {
    const geom::MultiPolygon hole_outside{{{{ring_box(0, 0, 100), ring_box(500, 0, 50)}}}};
    const geom::MultiPolygon overlapping{{{{ring_box(0, 0, 100)}}, {{ring_box(50, 0, 100)}}}};
    const geom::MultiPolygon bow_tie{{{{{{0, 0}, {100, 100}, {100, 0}, {0, 100}, {0, 0}}}}}};
    const geom::MultiPolygon crossing{{{{ring_box(0, 0, 100), ring_box(50, 50, 100)}}}};
    for (const auto& polygons : {hole_outside, overlapping, bow_tie, crossing}) {
        const PolygonFault fault = judge_polygon(polygons);
        EXPECT_FALSE(fault.validity.valid);
        EXPECT_FALSE(fault.rewound);
        EXPECT_THAT(words_of(fault.validity).en, testing::HasSubstr("X(north)"));
    }
}

/// Shells of a grid, each with holes that do not touch: written with exchanged roles or as they should be.
TEST(PolygonFaults, AnyReversedPolygonKeepsItsArea) {
    for (std::uint64_t seed = 1; seed <= 500; ++seed) {
        Random random(seed);
        const double side = random.between(100, 400);
        geom::Polygon right{{ring_box(470000, 2540000, side)}};
        const std::size_t holes = random.below(4);
        for (std::size_t i = 0; i < holes; ++i)
            right.rings.push_back(ring_box(470000 + side * (0.1 + 0.25 * static_cast<double>(i)),
                                      2540000 + side * random.between(0.1, 0.7), side * random.between(0.01, 0.2)));
        geom::Polygon written = right;
        if (holes > 0 && random.below(2) == 0) std::swap(written.rings.front(), written.rings[random.below(holes) + 1]);
        for (geom::Ring& ring : written.rings)
            if (random.below(2) == 0) std::reverse(ring.begin(), ring.end());
        model::FeatureTable table{.name = "t", .kind = model::GeometryKind::Polygon};
        table.features.push_back({1, geom::MultiPolygon{{written}}, {}});
        const std::vector<FaultyFeature> faulty = find_and_rewind(table);
        for (const FaultyFeature& feature : faulty)
            ASSERT_TRUE(feature.fault.rewound) << "seed " << seed;
        ASSERT_NEAR(geom::planar_area(std::get<geom::MultiPolygon>(table.features[0].geometry)),
                    geom::planar_area(right), 1e-6)
            << "seed " << seed;
    }
}

}  // namespace
}  // namespace zonewright::intake
