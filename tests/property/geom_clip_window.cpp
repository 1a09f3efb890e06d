// Stars with many vertices, cut to random windows: the cut has the area that the overlay formula gives.
#include <gtest/gtest.h>

#include <cmath>

#include "base/random.h"
#include "geom/clip_window.h"
#include "geom/overlay_area.h"
#include "geom/planar_area.h"

namespace zonewright::geom {
namespace {

Ring star(Random& random, double radius, int corners) {
    Ring ring;
    for (int i = 0; i < corners; ++i) {
        const double angle = 6.283185307179586 * (i + 0.5 * random.unit()) / corners;
        const double r = radius * random.between(0.6, 1);
        ring.push_back({r * std::cos(angle), r * std::sin(angle)});
    }
    ring.push_back(ring.front());
    return ring;
}

TEST(ClipToWindow, KeepsExactlyTheAreaInsideTheWindow) {
    for (std::uint64_t seed = 1; seed <= 1000; ++seed) {
        Random random(seed);
        const MultiPolygon land{{{{star(random, 100, 400), star(random, 50, 200)}}}};
        const double x = random.between(-110, 100), y = random.between(-110, 100);
        const Box window{x, y, x + random.between(1, 120), y + random.between(1, 120)};
        const OverlayShape shape(land);
        const MultiPolygon cut = shape.clipped(window);
        const MultiPolygon frame{{rectangle(window)}};
        EXPECT_NEAR(overlay_area_m2(cut, frame), overlay_area_m2(land, frame), 1e-9) << "seed " << seed;
        EXPECT_NEAR(planar_area(cut), overlay_area_m2(cut, frame), 1) << "seed " << seed;
    }
}

}  // namespace
}  // namespace zonewright::geom
