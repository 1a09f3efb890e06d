// The test point of the survey handbook: B = 23°, L = 113.75° and its plane coordinates.
#include <gtest/gtest.h>

#include "base/errors.h"
#include "gis/crs.h"

namespace zonewright::gis {
namespace {

constexpr geom::Point place{113.75, 23.0};

void expect_near(geom::Point found, double easting, double northing, double tolerance) {
    EXPECT_NEAR(found.x, easting, tolerance);
    EXPECT_NEAR(found.y, northing, tolerance);
}

TEST(Crs, ReadsCodes) {
    EXPECT_EQ(epsg_of("EPSG:4547"), 4547);
    EXPECT_EQ(epsg_of("epsg:4526"), 4526);
    for (const char* wrong : {"4547", "EPSG:", "EPSG:45x", "EPSG:-1", "ESRI:4547", ""})
        EXPECT_FALSE(epsg_of(wrong)) << wrong;
}

TEST(Crs, KnowsNamesAndKinds) {
    EXPECT_EQ(crs_name(4547), "CGCS2000 / 3-degree Gauss-Kruger CM 114E");
    EXPECT_TRUE(is_projected(4547));
    EXPECT_FALSE(is_projected(4490));
    EXPECT_THROW(crs_name(999999), InputError);
}

TEST(Crs, WritesThemForOtherPrograms) {
    EXPECT_EQ(proj_text(4547), "+proj=tmerc +lat_0=0 +lon_0=114 +k=1 +x_0=500000 +y_0=0 +ellps=GRS80 +units=m +no_defs +type=crs");
    EXPECT_THROW(proj_text(999999), InputError);
}

TEST(Transformation, ProjectsTheTestPointEastFirst) {
    expect_near(Transformation(4490, 4547)(place), 474369.3092, 2544559.4274, 1e-4);
    expect_near(Transformation(4490, 4526)(place), 38474369.3092, 2544559.4274, 1e-4);
    expect_near(Transformation(4490, 4508)(place), 782012.7091, 2547183.3623, 1e-4);
}

TEST(Transformation, TakesWgs84AndCgcs2000AsOne) {
    EXPECT_TRUE(Transformation(4326, 4490).identity());
    expect_near(Transformation(4326, 4547)(place), 474369.3092, 2544559.4274, 1e-4);
    expect_near(Transformation(32649, 4490)({781899.9040, 2546164.4890}), 113.75, 23.0, 1e-8);
    expect_near(Transformation(4547, 3857)(Transformation(4326, 4547)(place)), 12662592.08, 2632018.64, 1.0);
}

TEST(Transformation, IsExactThereAndBackBetweenZones) {
    for (const int other : {4526, 4546, 4548, 4508, 4509, 4490, 4326}) {
        const geom::Point there = Transformation(4547, other)({474369.3092, 2544559.4274});
        expect_near(Transformation(other, 4547)(there), 474369.3092, 2544559.4274, 1e-6);
    }
}

TEST(Transformation, RefusesOldDatumsInsteadOfGuessing) {
    for (const int old : {4610, 2383, 2362, 4214, 2435, 2414, 4555}) {
        EXPECT_THROW(Transformation(old, 4547), InputError) << old;
        EXPECT_THROW(Transformation(4490, old), InputError) << old;
    }
    EXPECT_NO_THROW(Transformation(2383, 2362)) << "within one datum nothing is guessed";
}

TEST(Transformation, SaysWhereTheDomainEnds) {
    try {
        Transformation(4547, 4490)({1e30, 1e30});
        FAIL() << "a coordinate outside the domain came through";
    } catch (const InputError& error) {
        EXPECT_NE(error.problem().value.zh.find("1e+30"), std::string::npos);
    }
}

TEST(Transformation, MovesEveryVertexOfAnyKind) {
    const Transformation to_plane(4490, 4547);
    const geom::Ring ring{place, {113.76, 23.0}, {113.76, 23.01}, place};
    geom::Geometry shapes[] = {geom::MultiPoint{{place}}, geom::MultiLineString{{ring}},
                               geom::MultiPolygon{{{{ring}}}}, std::monostate{}};
    for (geom::Geometry& shape : shapes) to_plane.apply(shape);
    expect_near(std::get<geom::MultiPoint>(shapes[0]).points[0], 474369.3092, 2544559.4274, 1e-4);
    expect_near(std::get<geom::MultiLineString>(shapes[1]).lines[0][3], 474369.3092, 2544559.4274, 1e-4);
    expect_near(std::get<geom::MultiPolygon>(shapes[2]).parts[0].rings[0][0], 474369.3092, 2544559.4274,
                1e-4);
}

}  // namespace
}  // namespace zonewright::gis
