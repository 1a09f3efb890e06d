// Plots of any block tile their islands exactly, and islands keep apart and inside.
#include <gtest/gtest.h>

#include <algorithm>
#include <array>
#include <cmath>
#include <map>

#include "base/random.h"
#include "demo/industrial_plots.h"
#include "demo/polygon_split.h"
#include "geom/planar_area.h"
#include "gis/overlay.h"

namespace zonewright::demo {
namespace {

/// A star-shaped block of some 40 ha with `corners` corners.
geom::Polygon random_block(Random& random, int corners) {
    geom::Ring ring;
    for (int i = 0; i < corners; ++i) {
        const double angle = -6.283185307179586 * i / corners, radius = random.between(220, 480);
        ring.push_back({5e5 + std::round(radius * std::cos(angle) * 1e3) / 1e3,
                        2.5e6 + std::round(radius * std::sin(angle) * 1e3) / 1e3});
    }
    ring.push_back(ring.front());
    return {.rings = {ring}};
}

Industry plain_industry() {
    Industry industry;
    industry.whole_below_m2 = {5000, 15000, 30000, 60000};
    industry.block_m2 = {90000, 150000};
    industry.edge_m = 8;
    industry.lane_share = 0.2;
    return industry;
}

TEST(DividedBlock, PlotsTileTheirIslandsWithSharedEdges) {
    for (std::uint64_t seed = 1; seed <= 60; ++seed) {
        Random random(seed);
        const geom::Polygon block = random_block(random, 5 + static_cast<int>(random.below(20)));
        const DividedBlock divided =
            divide_block(block, plain_industry(), {.local_m = 14, .village_m = 8}, seed);
        ASSERT_FALSE(divided.plots.empty()) << "seed " << seed;
        using Edge = std::array<double, 4>;
        std::map<Edge, int> edges;
        const auto count = [&](const geom::Polygon& polygon) {
            for (const geom::Ring& ring : polygon.rings)
                for (std::size_t i = 0; i + 1 < ring.size(); ++i) {
                    const Edge there{ring[i].x, ring[i].y, ring[i + 1].x, ring[i + 1].y};
                    ++edges[std::min(there, Edge{there[2], there[3], there[0], there[1]})];
                }
        };
        std::vector<double> tiled(divided.islands.size(), 0);
        for (const Plot& plot : divided.plots) {
            count(plot.outline);
            tiled[plot.island] += geom::planar_area(plot.outline);
            EXPECT_TRUE(gis::check_validity({.parts = {plot.outline}}).valid) << "seed " << seed;
        }
        for (std::size_t i = 0; i < divided.islands.size(); ++i) {
            count(divided.islands[i]);
            EXPECT_NEAR(tiled[i], geom::planar_area(divided.islands[i]), 1e-6) << "seed " << seed;
        }
        for (const auto& [edge, times] : edges) ASSERT_EQ(times, 2) << "seed " << seed;
    }
}

TEST(DividedBlock, IslandsAreApartAndInsideTheBlock) {
    for (std::uint64_t seed = 1; seed <= 30; ++seed) {
        Random random(seed);
        const geom::Polygon block = random_block(random, 12);
        const DividedBlock divided =
            divide_block(block, plain_industry(), {.local_m = 14, .village_m = 8}, seed);
        const gis::PreparedPolygons whole({.parts = {block}});
        for (std::size_t i = 0; i < divided.islands.size(); ++i) {
            EXPECT_TRUE(whole.contains({.parts = {divided.islands[i]}})) << "seed " << seed;
            for (std::size_t j = 0; j < i; ++j)
                ASSERT_FALSE(
                    gis::intersects({.parts = {divided.islands[i]}}, {.parts = {divided.islands[j]}}))
                    << "seed " << seed;
        }
    }
}

TEST(PolygonSplit, PiecesAddUpAndKeepToTheirSides) {
    for (std::uint64_t seed = 1; seed <= 500; ++seed) {
        Random random(seed);
        const geom::Polygon block = random_block(random, 4 + static_cast<int>(random.below(30)));
        const double x = random.between(-1, 1), y = std::sqrt(1 - x * x);
        const CutLine line{{5e5 + random.between(-300, 300), 2.5e6 + random.between(-300, 300)}, {x, y}};
        const Pieces pieces = split(block, line);
        double area = 0;
        for (const geom::Polygon& piece : pieces.left) {
            area += geom::planar_area(piece);
            for (geom::Point p : piece.rings[0]) EXPECT_GT(line.side(p), -0.2) << "seed " << seed;
        }
        for (const geom::Polygon& piece : pieces.right) {
            area += geom::planar_area(piece);
            for (geom::Point p : piece.rings[0]) EXPECT_LT(line.side(p), 0.2) << "seed " << seed;
        }
        EXPECT_NEAR(area, geom::planar_area(block), 1e-5 * area) << "seed " << seed;
    }
}

}  // namespace
}  // namespace zonewright::demo
