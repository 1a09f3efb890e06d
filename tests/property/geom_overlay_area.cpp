// Random land drawn on a grid of whole metres: shared edges, corners and collinear overlaps everywhere,
// and an answer that is known exactly by counting cells.
#include "geom/overlay_area.h"

#include <gtest/gtest.h>

#include <cmath>

#include "base/random.h"
#include "geom/planar_area.h"

namespace zonewright::geom {
namespace {

constexpr int side = 12;
struct Cells {
    bool on[side][side] = {};
};

Cells random_cells(Random& random, double share) {
    Cells cells;
    for (auto& row : cells.on)
        for (bool& cell : row) cell = random.unit() < share;
    return cells;
}

/// One rectangle per horizontal run: neighbouring runs share edges inside the multipolygon as well.
MultiPolygon runs_of(const Cells& cells) {
    MultiPolygon polygons;
    for (int r = 0; r < side; ++r)
        for (int c = 0; c < side; ++c) {
            if (!cells.on[r][c]) continue;
            const int begin = c;
            while (c < side && cells.on[r][c]) ++c;
            polygons.parts.push_back(rectangle({begin * 1.0, r * 1.0, c * 1.0, r + 1.0}));
        }
    return polygons;
}

int common(const Cells& a, const Cells& b) {
    int count = 0;
    for (int r = 0; r < side; ++r)
        for (int c = 0; c < side; ++c) count += a.on[r][c] && b.on[r][c];
    return count;
}

TEST(OverlayArea, CountsTheCellsThatDrawnLandHasInCommon) {
    for (std::uint64_t seed = 1; seed <= 400; ++seed) {
        Random random(seed);
        const Cells a = random_cells(random, 0.2 + 0.6 * random.unit());
        const Cells b = random_cells(random, 0.2 + 0.6 * random.unit());
        EXPECT_NEAR(overlay_area_m2(runs_of(a), runs_of(b)), common(a, b), 1e-9) << "seed " << seed;
    }
}

/// A star on whole coordinates: many vertices of one star lie on edges or vertices of another.
MultiPolygon jagged(Random& random, int corners, double radius) {
    Ring ring;
    for (int i = 0; i < corners; ++i) {
        const double angle = 6.283185307179586 * (i + 0.5 * random.unit()) / corners;
        const double r = radius * random.between(0.4, 1);
        const Point p{std::round(r * std::cos(angle)), std::round(r * std::sin(angle))};
        if (ring.empty() || ring.back() != p) ring.push_back(p);
    }
    ring.push_back(ring.front());
    return {{{{ring}}}};
}

TEST(OverlayArea, IsSymmetric) {
    for (std::uint64_t seed = 1; seed <= 500; ++seed) {
        Random random(seed);
        const MultiPolygon a = jagged(random, 12, 30), b = jagged(random, 9, 25);
        EXPECT_NEAR(overlay_area_m2(a, b), overlay_area_m2(b, a), 1e-9) << "seed " << seed;
    }
}

TEST(OverlayArea, OfTheHalvesOfALandAddUpToTheWhole) {
    for (std::uint64_t seed = 1; seed <= 500; ++seed) {
        Random random(seed);
        const MultiPolygon land = jagged(random, 15, 40);
        const double cut = std::round(random.between(-30, 30));
        const double west = overlay_area_m2(land, {{rectangle({-50, -50, cut, 50})}});
        const double east = overlay_area_m2(land, {{rectangle({cut, -50, 50, 50})}});
        EXPECT_NEAR(west + east, planar_area(land), 1e-9) << "seed " << seed;
    }
}

TEST(OverlayArea, OfManyVerticesEqualsThatOfThePlainShape) {
    for (std::uint64_t seed = 1; seed <= 50; ++seed) {
        Random random(seed);
        const MultiPolygon a = jagged(random, 8, 30);
        // The same shape with collinear vertices, so that whole blocks of edges lie outside the window.
        MultiPolygon dense;
        Ring ring;
        const Ring& corners = a.parts[0].rings[0];
        for (std::size_t i = 0; i + 1 < corners.size(); ++i)
            for (int k = 0; k < 64; ++k)
                ring.push_back({corners[i].x + (corners[i + 1].x - corners[i].x) * k / 64,
                                corners[i].y + (corners[i + 1].y - corners[i].y) * k / 64});
        ring.push_back(ring.front());
        dense.parts.push_back({{ring}});
        const MultiPolygon window{{rectangle({-5, -7, 11, 6})}};
        EXPECT_NEAR(overlay_area_m2(dense, window), overlay_area_m2(a, window), 1e-9) << "seed " << seed;
        EXPECT_NEAR(overlay_area_m2(window, dense), overlay_area_m2(a, window), 1e-9) << "seed " << seed;
    }
}

}  // namespace
}  // namespace zonewright::geom
