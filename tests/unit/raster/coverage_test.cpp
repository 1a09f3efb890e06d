#include "raster/coverage.h"

#include <gtest/gtest.h>

#include <numeric>

#include "geom/planar_area.h"
#include "raster/zonal_statistics.h"
#include "unit/raster/drawn_grid.h"

namespace zonewright::raster {
namespace {

const GridSpec four{0, 40, 10, 4, 4};

TEST(Coverage, OfARectangleIsTheProductOfItsShares) {
    CoverageMeter meter(four);
    const Coverage& coverage = meter.measure(rectangle_m(5, 12, 20, 30));
    EXPECT_EQ(coverage.window, (Window{0, 1, 3, 2}))
        << "the eastern edge lies on a cell boundary and touches column 2";
    EXPECT_EQ(coverage.share, (std::vector<float>{0.5f, 1, 0, 0.4f, 0.8f, 0}));
}

TEST(Coverage, OfATriangleHalvesTheCellOnItsDiagonal) {
    CoverageMeter meter(four);
    const geom::MultiPolygon triangle{{{{{{0, 0}, {20, 0}, {0, 20}, {0, 0}}}}}};
    const Coverage& coverage = meter.measure(triangle);
    EXPECT_FLOAT_EQ(coverage.row(2)[0], 0.5f);
    EXPECT_FLOAT_EQ(coverage.row(3)[0], 1.0f);
    EXPECT_FLOAT_EQ(coverage.row(3)[1], 0.5f);
}

TEST(Coverage, HolesSubtractWhateverTheirOrientation) {
    for (const bool turned : {false, true}) {
        geom::MultiPolygon ring = rectangle_m(0, 0, 40, 40);
        geom::Ring hole = rectangle_m(10, 10, 30, 20).parts[0].rings[0];
        if (turned) std::reverse(hole.begin(), hole.end());
        ring.parts[0].rings.push_back(hole);
        CoverageMeter meter(four);
        const Coverage& coverage = meter.measure(ring);
        EXPECT_FLOAT_EQ(coverage.row(2)[1], 0);
        EXPECT_FLOAT_EQ(coverage.row(2)[0], 1);
        EXPECT_FLOAT_EQ(coverage.row(1)[1], 1);
    }
}

TEST(Coverage, OfAParcelSmallerThanACellIsItsTrueShare) {
    CoverageMeter meter(four);
    const Coverage& coverage = meter.measure(rectangle_m(31, 31, 32, 33));
    ASSERT_EQ(coverage.share.size(), 1u);
    EXPECT_FLOAT_EQ(coverage.share[0], 0.02f);
}

TEST(Coverage, AddsUpToThePlanarArea) {
    const geom::MultiPolygon star{
        {{{{{2, 3}, {20, 14}, {38, 1}, {24, 19}, {33, 39}, {18, 25}, {1, 37}, {12, 18}, {2, 3}}}}}};
    CoverageMeter meter(four);
    const Coverage& coverage = meter.measure(star);
    const double cells = std::accumulate(coverage.share.begin(), coverage.share.end(), 0.0);
    EXPECT_NEAR(cells * 100, geom::planar_area(star), 1e-4);
}

TEST(ZonalMeans, WeighEveryCellWithItsCoveredShare) {
    const Grid<float> values = drawn_values("12\n34");
    const geom::MultiPolygon zone =
        rectangle_m(5, 0, 20, 20);  // half of the west column, all of the east one
    const geom::MultiPolygon* zones[] = {&zone};
    const Grid<float>* rasters[] = {&values};
    const auto means = zonal_means(zones, rasters, Progress());
    EXPECT_DOUBLE_EQ(means[0].cells, 3);
    EXPECT_DOUBLE_EQ(means[0].mean, (0.5 * 1 + 2 + 0.5 * 3 + 4) / 3);
}

TEST(ZonalMeans, LeaveOutCellsWithoutDataAndBeyondTheGrid) {
    const Grid<float> values = drawn_values("1.\n3.");
    const geom::MultiPolygon across = rectangle_m(-10, 0, 20, 20), away = rectangle_m(100, 100, 120, 120);
    const geom::MultiPolygon* zones[] = {&across, &away};
    const Grid<float>* rasters[] = {&values};
    const auto means = zonal_means(zones, rasters, Progress());
    EXPECT_DOUBLE_EQ(means[0].mean, 2);
    EXPECT_DOUBLE_EQ(means[0].cells, 2);
    EXPECT_TRUE(std::isnan(means[1].mean));
    EXPECT_DOUBLE_EQ(means[1].cells, 0);
}

}  // namespace
}  // namespace zonewright::raster
