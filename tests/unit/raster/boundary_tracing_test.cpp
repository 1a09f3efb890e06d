#include "raster/boundary_tracing.h"

#include <gtest/gtest.h>

#include <algorithm>
#include <array>
#include <map>
#include <string>

#include "base/random.h"
#include "geom/planar_area.h"

namespace zonewright::raster {
namespace {

/// One character per cell of 10 m; '.' has no label.
Grid<std::int32_t> drawn(const std::vector<std::string>& rows) {
    Grid<std::int32_t> grid(
        {.west_m = 1000, .north_m = 5000, .cell_m = 10, .columns = rows[0].size(), .rows = rows.size()}, -1);
    for (std::size_t row = 0; row < rows.size(); ++row)
        for (std::size_t column = 0; column < rows[row].size(); ++column)
            if (rows[row][column] != '.') grid.at(column, row) = rows[row][column];
    return grid;
}

CornerPositions unmoved(const Grid<std::int32_t>& labels) {
    return CornerPositions(
        labels.spec,
        [&](std::size_t a, std::size_t b) { return labels.cells[a] == labels.cells[b] ? 0.0F : 1.0F; }, 0);
}

TEST(TraceRegions, WalksAroundOneCell) {
    const auto labels = drawn({"...", ".a.", "..."});
    const auto regions = trace_regions(labels);
    ASSERT_EQ(regions.size(), 1U);
    EXPECT_EQ(regions[0].cells, 1U);
    const geom::Polygon polygon = unmoved(labels).polygon(regions[0]);
    EXPECT_EQ(polygon.rings[0].size(), 5U);
    EXPECT_DOUBLE_EQ(geom::planar_area(polygon), 100);
    EXPECT_LT(geom::signed_ring_area(polygon.rings[0]), 0) << "shells run clockwise";
}

TEST(TraceRegions, FindsHolesAndWhatFillsThem) {
    const auto labels = drawn({".....", ".aaa.", ".aba.", ".aaa.", "....."});
    const auto regions = trace_regions(labels);
    ASSERT_EQ(regions.size(), 2U);
    EXPECT_EQ(regions[0].label, 'a');
    EXPECT_EQ(regions[0].outlines.size(), 2U);
    EXPECT_DOUBLE_EQ(geom::planar_area(unmoved(labels).polygon(regions[0])), 800);
}

TEST(TraceRegions, CellsThatTouchByACornerAreTwoRegions) {
    const auto regions = trace_regions(drawn({"a.", ".a"}));
    ASSERT_EQ(regions.size(), 2U);
    for (const TracedRegion& region : regions) EXPECT_EQ(region.outlines[0].size(), 4U);
}

TEST(TraceRegions, AHoleThatTouchesTheRimByACornerStaysASimpleRing) {
    // The ring closes diagonally at the top right: the hole meets the outside in one corner.
    const auto regions = trace_regions(drawn({"aa.", "a.a", "aaa"}));
    ASSERT_EQ(regions.size(), 1U);
    ASSERT_EQ(regions[0].outlines.size(), 2U);
    EXPECT_DOUBLE_EQ(geom::planar_area(unmoved(drawn({"aa.", "a.a", "aaa"})).polygon(regions[0])), 700);
}

/// A grid of random patches with an empty rim.
Grid<std::int32_t> random_labels(std::uint64_t seed) {
    Random random(seed);
    Grid<std::int32_t> grid({.west_m = 0, .north_m = 0, .cell_m = 50, .columns = 40, .rows = 30}, -1);
    for (std::size_t row = 1; row + 1 < 30; ++row)
        for (std::size_t column = 1; column + 1 < 40; ++column) {
            const bool copy = random.unit() < 0.7;
            const std::int32_t before =
                random.unit() < 0.5 ? grid.at(column - 1, row) : grid.at(column, row - 1);
            grid.at(column, row) = copy && before >= 0 ? before : static_cast<std::int32_t>(random.below(5));
        }
    return grid;
}

using Edge = std::array<double, 4>;

/// Counts the edges of the regions, whichever way they run; returns the area of all.
double count_edges(const Grid<std::int32_t>& labels, const CornerPositions& corners,
                   std::map<Edge, int>& edges) {
    double area = 0;
    for (const TracedRegion& region : trace_regions(labels)) {
        const geom::Polygon polygon = corners.polygon(region);
        area += geom::planar_area(polygon);
        for (const geom::Ring& ring : polygon.rings)
            for (std::size_t i = 0; i + 1 < ring.size(); ++i) {
                const Edge there{ring[i].x, ring[i].y, ring[i + 1].x, ring[i + 1].y};
                const Edge back{there[2], there[3], there[0], there[1]};
                ++edges[std::min(there, back)];
            }
    }
    return area;
}

TEST(SmoothCorners, NeighboursShareEveryEdgeAndAreasAddUp) {
    for (std::uint64_t seed = 1; seed <= 20; ++seed) {
        const auto labels = random_labels(seed);
        const CornerPositions corners(
            labels.spec,
            [&](std::size_t a, std::size_t b) { return labels.cells[a] == labels.cells[b] ? 0.0F : 1.0F; },
            20);
        auto whole = labels;
        for (std::int32_t& label : whole.cells) label = label < 0 ? -1 : 0;
        std::map<Edge, int> edges;
        const double parts = count_edges(labels, corners, edges),
                     outline = count_edges(whole, corners, edges);
        EXPECT_NEAR(parts, outline, 1e-6) << "seed " << seed;
        // Every edge lies between two regions, or between a region and the outline of all.
        for (const auto& [edge, count] : edges) ASSERT_EQ(count, 2) << "seed " << seed;
    }
}

TEST(SmoothCorners, CornersStayInTheirOwnSquare) {
    const auto labels = random_labels(3);
    const CornerPositions corners(
        labels.spec,
        [&](std::size_t a, std::size_t b) { return labels.cells[a] == labels.cells[b] ? 0.0F : 1.0F; }, 50);
    for (Corner corner = 0; corner < 41 * 31; ++corner) {
        const double column = corner % 41, row = corner / 41;
        const geom::Point p = corners.at(corner);
        EXPECT_LT(std::abs(p.x - 50 * column), 25) << corner;
        EXPECT_LT(std::abs(p.y + 50 * row), 25) << corner;
    }
}

}  // namespace
}  // namespace zonewright::raster
