// Random masks: the outlines enclose exactly the cells, ring by ring valid.
#include <gtest/gtest.h>

#include "base/random.h"
#include "geom/planar_area.h"
#include "gis/overlay.h"
#include "raster/cell_outlines.h"

namespace zonewright::raster {
namespace {

TEST(Outlines, EncloseEveryCellOnceAndAreValid) {
    for (std::uint64_t seed = 1; seed <= 300; ++seed) {
        Random random(seed);
        Grid<std::uint8_t> cells({0, 14, 1, 15, 14}, 0);
        const double share = random.between(0.1, 0.9);
        double count = 0;
        for (auto& cell : cells.cells) count += cell = random.unit() < share;
        double area = 0;
        for (const auto& patch : outlines(cells)) {
            const auto validity = gis::check_validity(patch);
            EXPECT_TRUE(validity.valid) << "seed " << seed << ": " << validity.reason;
            area += geom::planar_area(patch);
        }
        EXPECT_DOUBLE_EQ(area, count) << "seed " << seed;
    }
}

}  // namespace
}  // namespace zonewright::raster
