// Planes with a meridian of their own, as a .prj states them: the land lies where that meridian puts it, against
// the series of the statutory area, which is code of our own.
#include <gtest/gtest.h>

#include <cmath>
#include <numbers>

#include "base/random.h"
#include "geom/planar_area.h"
#include "geom/statutory_area.h"
#include "gis/crs.h"
#include "gis/stated_plane.h"
#include "intake/source_crs.h"

namespace zonewright::intake {
namespace {

std::string prj(double meridian, double false_easting, const std::string& datum = "D_China_2000") {
    return fmt::format(
        R"(PROJCS["own",GEOGCS["GCS_China_Geodetic_Coordinate_System_2000",DATUM["{}",SPHEROID["CGCS2000",6378137.0,298.257222101]],PRIMEM["Greenwich",0.0],UNIT["Degree",0.0174532925199433]],PROJECTION["Transverse_Mercator"],PARAMETER["False_Easting",{}],PARAMETER["False_Northing",0.0],PARAMETER["Central_Meridian",{}],PARAMETER["Scale_Factor",1.0],PARAMETER["Latitude_Of_Origin",0.0],UNIT["Meter",1.0]])",
        datum, false_easting, meridian);
}

io::LayerReading square_at(geom::Point corner, const std::string& wkt) {
    io::LayerReading reading;
    reading.info.crs_wkt = wkt;
    reading.table.kind = model::GeometryKind::Polygon;
    reading.table.features.push_back(
        {1, geom::MultiPolygon{{geom::rectangle({corner.x, corner.y, corner.x + 100, corner.y + 100})}}, {}});
    return reading;
}

geom::Ring ring_of(const io::LayerReading& reading) {
    return std::get<geom::MultiPolygon>(reading.table.features[0].geometry).parts[0].rings[0];
}

TEST(StatedPlane, PutsTheLandWhereItsMeridianSays) {
    for (std::uint64_t seed = 1; seed <= 200; ++seed) {
        SCOPED_TRACE(seed);
        Random random(seed);
        const double meridian = std::round(7505 + 10 * static_cast<double>(random.below(599))) / 100;
        const double false_easting = random.below(2) == 0 ? 500000 : 38500000;
        const geom::Point corner{false_easting + random.between(-60000, 60000), random.between(2e6, 5.8e6)};
        io::LayerReading reading = square_at(corner, prj(meridian, false_easting));
        const geom::Ring before = ring_of(reading);
        const auto said = take_stated_plane({.role = "parcel", .path = "a.shp"}, reading);
        ASSERT_TRUE(said.has_value());
        EXPECT_NE(said->en.find(fmt::format("{}", meridian)), std::string::npos) << said->en;
        EXPECT_TRUE(geom::gauss_kruger_of_epsg(reading.info.epsg).has_value());
        const gis::Transformation to_degrees(reading.info.epsg, 4490);
        const geom::Ring after = ring_of(reading);
        for (std::size_t i = 0; i < before.size(); ++i) {
            const geom::Geographic wanted = geom::inverse({meridian, false_easting}, before[i]);
            const geom::Point found = to_degrees(after[i]);
            constexpr double degree = 180 / std::numbers::pi;
            EXPECT_NEAR(found.y, wanted.latitude_rad * degree, 2e-8);
            EXPECT_NEAR(found.x, wanted.longitude_rad * degree, 2e-8);
        }
    }
}

TEST(StatedPlane, OfAnOlderDatumIsNotTaken) {
    EXPECT_FALSE(gis::StatedPlane::from_wkt(prj(113.75, 500000, "D_Xian_1980")).has_value());
    EXPECT_FALSE(gis::StatedPlane::from_wkt("LOCAL_CS[\"grid\"]").has_value());
    EXPECT_FALSE(gis::StatedPlane::from_wkt("").has_value());
}

TEST(StatedPlane, IsLeftToACodeWhereThereIsOne) {
    EXPECT_FALSE(gis::StatedPlane::from_wkt(prj(114, 500000)).has_value());
}

TEST(StatedPlane, YieldsToTheCrsThatTheStudyStates) {
    io::LayerReading reading = square_at({470000, 2540000}, prj(113.75, 500000));
    EXPECT_FALSE(take_stated_plane({.role = "parcel", .path = "a.shp", .crs = "EPSG:4547"}, reading).has_value());
}

TEST(StatedPlane, KeepsAVertexThatIsNoPlaceForTheGate) {
    io::LayerReading reading = square_at({470000, 2540000}, prj(113.75, 500000));
    std::get<geom::MultiPolygon>(reading.table.features[0].geometry).parts[0].rings[0][1] = {4.7e7, 2540000};
    ASSERT_TRUE(take_stated_plane({.role = "parcel", .path = "a.shp"}, reading).has_value());
    for (const geom::Point& p : ring_of(reading)) EXPECT_TRUE(std::isfinite(p.x) && std::isfinite(p.y));
}

}  // namespace
}  // namespace zonewright::intake
