// The worked examples of the land survey (EPSG:4547, written as they are printed: X north, Y east).
#include "geom/statutory_area.h"

#include <gtest/gtest.h>

#include <algorithm>
#include <cmath>

#include "base/errors.h"
#include "geom/planar_area.h"

namespace zonewright::geom {
namespace {

/// From (X north, Y east) pairs as surveyors write them; closes the ring.
Ring ring_xy(std::vector<std::pair<double, double>> north_east) {
    Ring ring;
    for (auto [north, east] : north_east) ring.push_back({east, north});
    ring.push_back(ring.front());
    return ring;
}

const Polygon t1{{ring_xy({{2544000, 474000}, {2545000, 474000}, {2545000, 475000}, {2544000, 475000}})}};
const Polygon t2{{ring_xy({{2548000.123, 453500.456},
                           {2548150.123, 453500.456},
                           {2548150.123, 453600.456},
                           {2548000.123, 453600.456}})}};
const Polygon t3{{ring_xy({{2530000, 510000}, {2540000, 510000}, {2540000, 520000}, {2530000, 520000}})}};
const Polygon t4{{ring_xy({{2540000, 480000}, {2540300, 480000}, {2540300, 480400}, {2540000, 480400}}),
                  ring_xy({{2540100, 480100}, {2540100, 480200}, {2540200, 480200}, {2540200, 480100}})}};

TEST(StatutoryArea, IsNotTakenWhereTheSeriesHasNoSense) {
    const StatutoryArea area(GaussKruger{114, 500000});
    // A corner at 1° west, one beyond the pole, one that is no place at all.
    for (const Point far : {Point{-15e6, 2530000}, Point{501000, 1.1e7}, Point{501000, 1e300}, Point{std::nan(""), 2530000}}) {
        const Polygon triangle{{{{500000, 2530000}, {501000, 2531000}, far, {500000, 2530000}}}};
        EXPECT_THROW(area.of(triangle), InputError) << far.x << " " << far.y;
    }
    const Polygon wide{{ring_xy({{2530000, -2500000}, {2530000, 3500000}, {2630000, 3500000}, {2630000, -2500000}})}};
    EXPECT_GT(area.of(wide).m2(), 4e11);
}

struct Vector {
    const char* name;
    Polygon polygon;
    double planar_m2;
    double statutory_m2;
    double geodesic_m2;
    double tolerance_m2;
};

class SurveyVectors : public testing::TestWithParam<Vector> {};

TEST_P(SurveyVectors, MatchThePublishedArea) {
    const Vector& v = GetParam();
    const StatutoryArea area(GaussKruger{114.0, 500000.0});
    EXPECT_NEAR(area.of(v.polygon).m2(), v.statutory_m2, v.tolerance_m2 + 1e-9) << v.name;
    EXPECT_NEAR(area.unrounded_m2({{v.polygon}}), v.geodesic_m2, v.tolerance_m2) << v.name;
    EXPECT_NEAR(planar_area(v.polygon), v.planar_m2, 1e-6) << v.name;
}

INSTANTIATE_TEST_SUITE_P(T1toT4, SurveyVectors,
                         testing::Values(Vector{"T1", t1, 1000000.00, 999983.94, 999983.939, 0.01},
                                         Vector{"T2", t2, 15000.00, 14999.20, 14999.2008, 0.01},
                                         Vector{"T3", t3, 100000000.00, 99999423.71, 99999423.736, 0.05},
                                         Vector{"T4", t4, 110000.00, 109998.94, 109998.935, 0.01}));

TEST(StatutoryArea, OfOneMapSheetEqualsItsTheoreticalArea) {
    // T5: the 1:10000 sheet 23°00'-23°02'30", 3'45" wide, as a polygon of the plane with 10 000 points a
    // side. Its corners are found by inverting the inverse numerically, so the test needs no forward
    // projection.
    const GaussKruger plane{114.0, 500000.0};
    const double degree = 3.14159265358979323846 / 180;
    const auto forward = [&](double lat, double lon) {
        Point p{500000 + (lon - 114 * degree) * 6371000 * 0.92, lat * 6350000};
        for (int i = 0; i < 60; ++i) {
            const Geographic g = inverse(plane, p);
            p.x += (lon - g.longitude_rad) * 6371000 * 0.92;
            p.y += (lat - g.latitude_rad) * 6350000;
        }
        return p;
    };
    const double south = 23 * degree, north = (23 + 2.5 / 60) * degree, west = 114.0 * degree,
                 east = (114 + 3.75 / 60) * degree;
    Ring ring;
    const int steps = 400;
    for (int i = 0; i < steps; ++i) ring.push_back(forward(south + (north - south) * i / steps, west));
    for (int i = 0; i < steps; ++i) ring.push_back(forward(north, west + (east - west) * i / steps));
    for (int i = 0; i < steps; ++i) ring.push_back(forward(north - (north - south) * i / steps, east));
    for (int i = 0; i < steps; ++i) ring.push_back(forward(south, east - (east - west) * i / steps));
    ring.push_back(ring.front());
    EXPECT_NEAR(StatutoryArea(plane).unrounded_m2({{Polygon{{ring}}}}), 29562612.16, 0.3);
}

TEST(StatutoryArea, DoesNotDependOnOrientationOrPrefix) {
    Polygon reversed = t1;
    std::reverse(reversed.rings[0].begin(), reversed.rings[0].end());
    Polygon prefixed = t1;
    for (Point& p : prefixed.rings[0]) p.x += 38000000;
    const StatutoryArea plain(*gauss_kruger_of_epsg(4547)), with_prefix(*gauss_kruger_of_epsg(4526));
    EXPECT_EQ(plain.of(reversed), plain.of(t1));
    EXPECT_NEAR(with_prefix.of(prefixed).m2(), plain.of(t1).m2(), 0.0101);
}

TEST(GaussKrugerOfEpsg, KnowsTheCodesOfDongguanAndItsNeighbours) {
    EXPECT_EQ(gauss_kruger_of_epsg(4547), (GaussKruger{114, 500000}));
    EXPECT_EQ(gauss_kruger_of_epsg(4526), (GaussKruger{114, 38500000}));
    EXPECT_EQ(gauss_kruger_of_epsg(4546), (GaussKruger{111, 500000}));
    EXPECT_EQ(gauss_kruger_of_epsg(4527), (GaussKruger{117, 39500000}));
    EXPECT_EQ(gauss_kruger_of_epsg(4508), (GaussKruger{111, 500000}));
    EXPECT_EQ(gauss_kruger_of_epsg(4498), (GaussKruger{117, 20500000}));
    EXPECT_FALSE(gauss_kruger_of_epsg(4490));
    EXPECT_FALSE(gauss_kruger_of_epsg(2383));
}

TEST(Inverse, AgreesWithTheControlPoint) {
    // B = 23.0°, L = 113.75° has X = 2 544 559.4274, Y = 474 369.3092 in EPSG:4547.
    const Geographic g = inverse(GaussKruger{114, 500000}, {474369.3092, 2544559.4274});
    const double degree = 3.14159265358979323846 / 180;
    EXPECT_NEAR(g.latitude_rad / degree, 23.0, 2e-9);
    EXPECT_NEAR(g.longitude_rad / degree, 113.75, 2e-9);
}

}  // namespace
}  // namespace zonewright::geom
