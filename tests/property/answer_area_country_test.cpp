// Areas of plots all over the country, in one geographic file, against the geodesic area of PROJ (Karney): every
// plot is measured in its own zone. An edge is straight on the plane there and a geodesic here, which is 1e-6 of a plot
// of a kilometre; a plane of another zone is 1e-3 off.
#include <geodesic.h>
#include <gtest/gtest.h>
#include <unistd.h>

#include <cmath>
#include <filesystem>
#include <fstream>

#include "answer/area.h"
#include "base/random.h"
#include "geom/geometry.h"

namespace zonewright::answer {
namespace {

namespace fs = std::filesystem;

struct Plot {
    geom::Ring degrees;
    double geodesic_m2 = 0;
};

/// A polygon around a point, `metres` wide, with 3 to 9 corners.
Plot plot_at(double longitude, double latitude, double metres, Random& random) {
    geod_geodesic ellipsoid;
    geod_init(&ellipsoid, 6378137.0, 1 / 298.257222101);
    geod_polygon polygon;
    geod_polygon_init(&polygon, 0);
    Plot plot;
    const std::size_t corners = 3 + random.below(7);
    for (std::size_t i = 0; i < corners; ++i) {
        double lat = 0, lon = 0, azimuth = 0;
        geod_direct(&ellipsoid, latitude, longitude, 360.0 * static_cast<double>(i) / static_cast<double>(corners),
                    metres * random.between(0.4, 1), &lat, &lon, &azimuth);
        plot.degrees.push_back({lon, lat});
        geod_polygon_addpoint(&ellipsoid, &polygon, lat, lon);
    }
    plot.degrees.push_back(plot.degrees.front());
    geod_polygon_compute(&ellipsoid, &polygon, 0, 1, &plot.geodesic_m2, nullptr);
    plot.geodesic_m2 = std::abs(plot.geodesic_m2);
    return plot;
}

TEST(AreaOfTheCountry, IsTheGeodesicAreaInEveryZone) {
    const fs::path folder = fs::temp_directory_path() / ("zonewright_country_" + std::to_string(::getpid()));
    fs::create_directories(folder);
    for (std::uint64_t seed = 1; seed <= 8; ++seed) {
        SCOPED_TRACE(seed);
        Random random(seed);
        std::vector<Plot> plots;
        std::string text = R"({"type":"FeatureCollection","crs":{"type":"name","properties":{"name":"urn:ogc:def:crs:EPSG::4490"}},"features":[)";
        for (int i = 0; i < 40; ++i) {
            plots.push_back(plot_at(random.between(74, 135), random.between(18.2, 53.4), random.between(30, 1500), random));
            text += fmt::format(R"({}{{"type":"Feature","properties":{{"id":"{}"}},"geometry":{{"type":"Polygon","coordinates":[[)",
                                i == 0 ? "" : ",", i);
            for (std::size_t k = 0; k < plots.back().degrees.size(); ++k)
                text += fmt::format("{}[{:.12f},{:.12f}]", k == 0 ? "" : ",", plots.back().degrees[k].x, plots.back().degrees[k].y);
            text += "]]}}";
        }
        const fs::path path = folder / "country.geojson";
        std::ofstream(path) << text << "]}";
        const AreaAnswer found = answer(AreaQuestion{.file = path}, Progress{});
        ASSERT_EQ(found.features.size(), plots.size());
        ASSERT_TRUE(found.complete);
        for (std::size_t i = 0; i < plots.size(); ++i)
            EXPECT_NEAR(found.features[i].area.m2(), plots[i].geodesic_m2, 0.05 + 2e-6 * plots[i].geodesic_m2)
                << "plot " << i << " on " << found.features[i].plane;
        EXPECT_FALSE(found.warnings.empty()) << "that there are several zones is said";
    }
    fs::remove_all(folder);
}

/// The geodesic area of a ring in degrees.
double geodesic_m2(const geom::Ring& degrees) {
    geod_geodesic ellipsoid;
    geod_init(&ellipsoid, 6378137.0, 1 / 298.257222101);
    geod_polygon polygon;
    geod_polygon_init(&polygon, 0);
    for (std::size_t i = 0; i + 1 < degrees.size(); ++i) geod_polygon_addpoint(&ellipsoid, &polygon, degrees[i].y, degrees[i].x);
    double area = 0;
    geod_polygon_compute(&ellipsoid, &polygon, 0, 1, &area, nullptr);
    return std::abs(area);
}

/// The corners of a box with `pieces` vertices along each of its sides, which follow parallels and meridians.
geom::Ring box_of(const geom::Box& box, int pieces) {
    const geom::Point corners[] = {{box.min_x, box.min_y}, {box.max_x, box.min_y}, {box.max_x, box.max_y}, {box.min_x, box.max_y}};
    geom::Ring ring;
    for (std::size_t side = 0; side < 4; ++side)
        for (int i = 0; i < pieces; ++i) {
            const geom::Point from = corners[side], to = corners[(side + 1) % 4];
            const double t = static_cast<double>(i) / pieces;
            ring.push_back({from.x + (to.x - from.x) * t, from.y + (to.y - from.y) * t});
        }
    ring.push_back(ring.front());
    return ring;
}

double measured_m2(const fs::path& path, const geom::Ring& ring) {
    std::string text = R"({"type":"FeatureCollection","crs":{"type":"name","properties":{"name":"urn:ogc:def:crs:EPSG::4490"}},"features":[)"
                       R"({"type":"Feature","properties":{"id":"A"},"geometry":{"type":"Polygon","coordinates":[[)";
    for (std::size_t i = 0; i < ring.size(); ++i) text += fmt::format("{}[{:.12f},{:.12f}]", i == 0 ? "" : ",", ring[i].x, ring[i].y);
    std::ofstream(path) << text << "]]}}]}";
    return answer(AreaQuestion{.file = path}, Progress{}).area.m2();
}

/// An edge is straight on the plane of the zone, which is all but the geodesic and not the parallel: the difference from
/// the geodesic comes from sides along meridians (their length squared over 12 radii squared), that from the parallel
/// from sides along parallels, and is gone where the sides have vertices.
TEST(AreaOfTheCountry, EdgesAreStraightOnThePlaneAndNoParallels) {
    const fs::path path = fs::temp_directory_path() / ("zonewright_box_" + std::to_string(::getpid()) + ".geojson");
    for (std::uint64_t seed = 1; seed <= 30; ++seed) {
        SCOPED_TRACE(seed);
        Random random(seed);
        const double width = random.between(0.2, 6), height = random.between(0.01, 0.4), south = random.between(18.2, 50),
                     middle = 3 * std::round(random.between(75, 132) / 3);
        const geom::Box box{middle - width / 2, south, middle + width / 2, south + height};
        const double geodesic = geodesic_m2(box_of(box, 1)), parallels = geodesic_m2(box_of(box, 2000));
        const double found = measured_m2(path, box_of(box, 1));
        const double height_rad = height * 3.14159265358979 / 180;
        EXPECT_NEAR(found / geodesic, 1, height_rad * height_rad / 10 + 2e-7);
        if (width > 2) {
            EXPECT_GT(std::abs(found / parallels - 1), 1e-6 * width);
        }
        EXPECT_NEAR(measured_m2(path, box_of(box, 400)) / parallels, 1, 2e-7);
    }
    fs::remove(path);
}

}  // namespace
}  // namespace zonewright::answer
