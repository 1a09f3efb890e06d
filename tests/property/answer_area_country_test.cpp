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

}  // namespace
}  // namespace zonewright::answer
