#include "intake/same_shapes.h"

#include <gtest/gtest.h>

#include <algorithm>

#include "base/random.h"

namespace zonewright::intake {
namespace {

/// Squares of which some are there again, beginning elsewhere or running the other way: each is told, no other is.
TEST(SameShapes, AreTold) {
    for (std::uint64_t seed = 1; seed <= 200; ++seed) {
        Random random(seed);
        model::FeatureTable table{.name = "t", .kind = model::GeometryKind::Polygon, .epsg = 4547};
        std::size_t again = 0;
        const std::size_t squares = 1 + random.below(8);
        const auto add = [&](geom::Ring ring) {
            geom::MultiPolygon shape;
            shape.parts.push_back({{std::move(ring)}});
            table.features.push_back({static_cast<std::int64_t>(table.features.size()) + 1, std::move(shape), {}});
        };
        for (std::size_t i = 0; i < squares; ++i) {
            const double x = 200.0 * static_cast<double>(i), side = 10 + static_cast<double>(random.below(90));
            const geom::Ring ring{{x, 0}, {x + side, 0}, {x + side, side}, {x, side}};
            for (std::size_t copies = random.below(3); true; --copies) {
                geom::Ring turned = ring;
                std::rotate(turned.begin(), turned.begin() + static_cast<std::ptrdiff_t>(random.below(4)), turned.end());
                if (random.below(2) == 0) std::reverse(turned.begin(), turned.end());
                turned.push_back(turned.front());
                add(std::move(turned));
                if (copies == 0) break;
                ++again;
            }
        }
        const std::size_t told = remarks_on_same_shapes(table).size();
        EXPECT_EQ(told, again > 5 ? 6 : again) << "seed " << seed;
    }
}

}  // namespace
}  // namespace zonewright::intake
