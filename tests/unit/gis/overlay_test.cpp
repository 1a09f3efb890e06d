#include "gis/overlay.h"

#include <gtest/gtest.h>

#include <limits>

#include "base/errors.h"
#include "geom/planar_area.h"

namespace zonewright::gis {
namespace {

geom::MultiPolygon square(double x, double y, double size) {
    return {{geom::rectangle({x, y, x + size, y + size})}};
}

TEST(Overlay, SplitsTwoOverlappingSquares) {
    const geom::MultiPolygon a = square(0, 0, 10), b = square(6, 6, 10);
    EXPECT_DOUBLE_EQ(geom::planar_area(intersection(a, b)), 16);
    EXPECT_DOUBLE_EQ(geom::planar_area(difference(a, b)), 84);
    const geom::MultiPolygon both[] = {a, b};
    EXPECT_DOUBLE_EQ(geom::planar_area(union_of(both)), 184);
}

TEST(Overlay, TouchingIsNoArea) {
    EXPECT_TRUE(intersection(square(0, 0, 10), square(10, 0, 10)).empty());
    EXPECT_TRUE(intersects(square(0, 0, 10), square(10, 0, 10))) << "touching meets";
    EXPECT_FALSE(intersects(square(0, 0, 10), square(11, 0, 10)));
}

TEST(Overlay, NothingAndFarAwayNeedNoGeometryEngine) {
    EXPECT_TRUE(intersection({}, square(0, 0, 1)).empty());
    EXPECT_EQ(difference(square(0, 0, 1), {}), square(0, 0, 1));
    EXPECT_EQ(difference(square(0, 0, 1), square(50, 50, 1)), square(0, 0, 1));
    EXPECT_TRUE(union_of({}).empty());
}

TEST(Overlay, RefusesCoordinatesThatAreNone) {
    for (const double bad :
         {std::numeric_limits<double>::quiet_NaN(), std::numeric_limits<double>::infinity(), 1e308}) {
        geom::MultiPolygon broken = square(0, 0, 10);
        broken.parts[0].rings[0][1].y = bad;
        EXPECT_THROW(buffer(broken, 1), InputError) << bad;
        EXPECT_THROW(check_validity(broken), InputError) << bad;
    }
    EXPECT_THROW(buffer(geom::MultiPolygon{{{{{{0, 0}, {1, 1}, {0, 0}}}}}}, 1), InputError)
        << "a ring of two points";
}

TEST(Overlay, BuffersGrowAndShrink) {
    EXPECT_NEAR(geom::planar_area(buffer(square(0, 0, 100), -10)), 6400, 1e-9);
    // 8 segments a quarter: the regular 32-gon has area 16·sin(2π/32)·r²
    EXPECT_NEAR(geom::planar_area(buffer(geom::MultiLineString{{{{0, 0}, {100, 0}}}}, 10)), 2000 + 312.1445,
                1e-3);
    EXPECT_TRUE(buffer(square(0, 0, 10), -6).empty());
}

TEST(Validity, NamesTheBowTieAndItsCrossing) {
    const geom::MultiPolygon bow_tie{{{{{{0, 0}, {10, 10}, {10, 0}, {0, 10}, {0, 0}}}}}};
    const Validity validity = check_validity(bow_tie);
    EXPECT_FALSE(validity.valid);
    EXPECT_EQ(validity.reason, "Self-intersection");
    EXPECT_EQ(validity.location, (geom::Point{5, 5}));
    EXPECT_TRUE(check_validity(square(0, 0, 1)).valid);
}

TEST(Validity, RepairKeepsBothWingsOfTheBowTie) {
    const geom::MultiPolygon repaired = make_valid({{{{{{0, 0}, {10, 10}, {10, 0}, {0, 10}, {0, 0}}}}}});
    EXPECT_TRUE(check_validity(repaired).valid);
    EXPECT_DOUBLE_EQ(geom::planar_area(repaired), 50);
}

TEST(Prepared, AnswersAsThePlainPredicates) {
    const PreparedPolygons prepared(square(0, 0, 10));
    EXPECT_TRUE(prepared.contains(square(0, 0, 10))) << "boundaries may touch";
    EXPECT_TRUE(prepared.intersects(square(10, 10, 1)));
    EXPECT_FALSE(prepared.contains(square(5, 5, 10)));
    EXPECT_FALSE(prepared.intersects(square(20, 20, 1)));
}

}  // namespace
}  // namespace zonewright::gis
