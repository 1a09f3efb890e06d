// The area without the overlay against the area of OverlayNG's overlay, on input that is nasty on purpose.
#include <gtest/gtest.h>

#include <cmath>

#include "base/random.h"
#include "geom/overlay_area.h"
#include "geom/planar_area.h"
#include "gis/overlay.h"

namespace zonewright {
namespace {

constexpr double agreement_m2 = 1e-4;
constexpr double e0 = 38470000, n0 = 2545000;

/// A star around a centre; `grid` > 0 snaps the vertices, so that edges and vertices of two stars coincide.
geom::Polygon star(Random& random, geom::Point centre, double radius, int corners, double grid) {
    geom::Ring ring;
    const double turn = 6.283185307179586 / corners;
    for (int i = 0; i < corners; ++i) {
        const double angle = turn * (i + 0.8 * random.unit()), r = radius * random.between(0.3, 1);
        geom::Point p{centre.x + r * std::cos(angle), centre.y + r * std::sin(angle)};
        if (grid > 0) p = {std::round(p.x / grid) * grid, std::round(p.y / grid) * grid};
        ring.push_back(p);
    }
    ring.push_back(ring.front());
    return {{ring}};
}

/// Valid and nasty: a few stars united, another one taken out of them.
geom::MultiPolygon land(Random& random, double grid) {
    std::vector<geom::MultiPolygon> stars;
    const int count = 1 + static_cast<int>(random.below(3));
    for (int i = 0; i < count; ++i) {
        const geom::Point centre{e0 + random.between(-120, 120), n0 + random.between(-120, 120)};
        stars.push_back(
            gis::make_valid({{star(random, centre, 150, 7 + static_cast<int>(random.below(20)), grid)}}));
    }
    const geom::Point centre{e0 + random.between(-80, 80), n0 + random.between(-80, 80)};
    const auto hole = gis::make_valid({{star(random, centre, 60, 9, grid)}});
    return gis::difference(gis::union_of(stars), hole);
}

void compare(std::uint64_t seed, const geom::MultiPolygon& a, const geom::MultiPolygon& b) {
    EXPECT_NEAR(geom::overlay_area_m2(a, b), geom::planar_area(gis::intersection(a, b)), agreement_m2)
        << "seed " << seed;
}

TEST(OverlayArea, AgreesWithOverlayNgInGeneralPosition) {
    for (std::uint64_t seed = 1; seed <= 400; ++seed) {
        Random random(seed);
        const auto a = land(random, 0);
        compare(seed, a, land(random, 0));
    }
}

TEST(OverlayArea, AgreesWithOverlayNgWhereVerticesAndEdgesCoincide) {
    for (std::uint64_t seed = 1; seed <= 400; ++seed) {
        Random random(seed);
        const double grid = random.below(2) == 0 ? 50 : 20;
        const auto a = land(random, grid);
        compare(seed, a, land(random, grid));
    }
}

TEST(OverlayArea, AgreesWithOverlayNgOnThePartsOfALandItself) {
    for (std::uint64_t seed = 1; seed <= 200; ++seed) {
        Random random(seed);
        const auto a = land(random, 0), b = land(random, 0);
        const auto common = gis::intersection(a, b), rest = gis::difference(a, b);
        compare(seed, a, common);  // shares every edge with a
        compare(seed, rest, b);    // only touches b
        compare(seed, common, rest);
    }
}

TEST(OverlayArea, AgreesWithOverlayNgOnSliversAlongAnEdge) {
    for (std::uint64_t seed = 1; seed <= 200; ++seed) {
        Random random(seed);
        const auto a = land(random, 0);
        geom::MultiPolygon moved = a;
        for (auto& part : moved.parts)
            for (auto& ring : part.rings)
                for (std::size_t i = 0; i + 1 < ring.size(); ++i) {
                    ring[i].x += random.between(-1e-3, 1e-3);
                    ring[i].y += random.between(-1e-3, 1e-3);
                    ring.back() = ring.front();
                }
        compare(seed, a, gis::make_valid(moved));
    }
}

TEST(OverlayShape, ClippedToAWindowGivesTheSameCut) {
    for (std::uint64_t seed = 1; seed <= 200; ++seed) {
        Random random(seed);
        geom::Ring ring;
        for (int i = 0; i < 3000; ++i) {
            const double angle = 6.283185307179586 * i / 3000, r = 900 + random.between(-60, 60);
            ring.push_back({e0 + r * std::cos(angle), n0 + r * std::sin(angle)});
        }
        ring.push_back(ring.front());
        const geom::MultiPolygon redline{{{{ring}}}};
        const double angle = 6.28 * random.unit();
        const geom::Point centre{e0 + 900 * std::cos(angle), n0 + 900 * std::sin(angle)};
        const geom::MultiPolygon parcel{{star(random, centre, 80, 9, 0)}};
        const auto near = geom::OverlayShape(redline).clipped(geom::bounds(parcel).grown(1));
        EXPECT_NEAR(geom::planar_area(gis::difference(parcel, near)),
                    geom::planar_area(gis::difference(parcel, redline)), 1e-6)
            << "seed " << seed;
    }
}

}  // namespace
}  // namespace zonewright
