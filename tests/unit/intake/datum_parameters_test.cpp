// The parameters here are invented; real ones are secret.
#include "intake/datum_parameters.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>
#include <unistd.h>

#include <array>
#include <cmath>
#include <fstream>
#include <numbers>

#include "base/errors.h"
#include "base/hash.h"
#include "gis/crs.h"

namespace zonewright::intake {
namespace {

namespace fs = std::filesystem;
using testing::HasSubstr;
using testing::Not;

class DatumFile : public testing::Test {
protected:
    DatumFile()
        : path_(fs::temp_directory_path() / ("zonewright_datum_" + std::to_string(::getpid()) + ".txt")) {}
    ~DatumFile() override { fs::remove(path_); }

    DatumParameters read(const std::string& text) {
        std::ofstream(path_, std::ios::binary) << text;
        return read_datum_parameters(path_);
    }
    void refuse(const std::string& text, const std::string& words) {
        try {
            read(text);
            ADD_FAILURE() << "accepted: " << text;
        } catch (const InputError& error) {
            EXPECT_THAT(error.what(), HasSubstr(words));
            EXPECT_THAT(error.what(), Not(HasSubstr("77.125"))) << "a value in a message";
        }
    }
    fs::path path_;
};

model::FeatureTable point_table(int epsg, geom::Point p) {
    model::FeatureTable table{.name = "t", .kind = model::GeometryKind::Point, .epsg = epsg};
    table.features.push_back({1, geom::MultiPoint{{p}}, {}});
    return table;
}
geom::Point point_of(const model::FeatureTable& table) {
    return std::get<geom::MultiPoint>(table.features[0].geometry).points[0];
}

constexpr const char* four =
    "from = \"EPSG:2383\"\nto = \"EPSG:4547\"\nshift_north_m = 77.125 # secret\n"
    "shift_east_m = -12.5\nrotation_arcsec = 0\nscale_ppm = 0\n";

TEST_F(DatumFile, FourParametersMoveThePlane) {
    const DatumParameters parameters = read(four);
    EXPECT_EQ(parameters.sha256, hash_file(path_));
    model::FeatureTable table = point_table(2383, {474000, 2544000});
    apply(parameters, table);
    EXPECT_EQ(table.epsg, 4547);
    EXPECT_NEAR(point_of(table).x, 473987.5, 1e-6);
    EXPECT_NEAR(point_of(table).y, 2544077.125, 1e-6);
}

TEST_F(DatumFile, FourParametersTurnAndScaleAsTheManualSays) {
    const FourParameters turn{10, 20, 90 * 3600.0, 1e6};  // a quarter turn, twice the size
    const geom::Point p = turn({3, 5});                   // N 5, E 3
    EXPECT_NEAR(p.y, 10 + 2 * (5 * 0 - 3 * 1), 1e-9);
    EXPECT_NEAR(p.x, 20 + 2 * (5 * 1 + 3 * 0), 1e-9);
}

TEST_F(DatumFile, PlanesOfOtherZonesComeToTheZoneOfTheParametersFirst) {
    model::FeatureTable prefixed = point_table(2362, {38474000, 2544000}),
                        plain = point_table(2383, {474000, 2544000});
    apply(read(four), prefixed);
    apply(read(four), plain);
    EXPECT_NEAR(point_of(prefixed).x, point_of(plain).x, 1e-6);
    EXPECT_NEAR(point_of(prefixed).y, point_of(plain).y, 1e-6);
}

/// Bursa-Wolf in plain arithmetic, apart from PROJ: geographic → geocentric → Helmert → geographic.
geom::Point bursa_wolf(geom::Point degrees, const gis::SevenParameters& p) {
    constexpr double rad = std::numbers::pi / 180;
    const double a = 6378140, f = 1 / 298.257, e2 = f * (2 - f);
    const double lat = degrees.y * rad, lon = degrees.x * rad;
    const double n = a / std::sqrt(1 - e2 * std::sin(lat) * std::sin(lat));
    const std::array v{n * std::cos(lat) * std::cos(lon), n * std::cos(lat) * std::sin(lon),
                       n * (1 - e2) * std::sin(lat)};
    const double sign = p.coordinate_frame ? -1 : 1, s = 1 + p.scale_ppm * 1e-6;
    const double rx = sign * p.rx_arcsec / 3600 * rad, ry = sign * p.ry_arcsec / 3600 * rad,
                 rz = sign * p.rz_arcsec / 3600 * rad;
    const double x = p.dx_m + s * (v[0] - rz * v[1] + ry * v[2]),
                 y = p.dy_m + s * (rz * v[0] + v[1] - rx * v[2]),
                 z = p.dz_m + s * (-ry * v[0] + rx * v[1] + v[2]);
    const double a2 = 6378137, f2 = 1 / 298.257222101, g2 = f2 * (2 - f2), r = std::hypot(x, y);
    double b = std::atan2(z, r);
    for (int i = 0; i < 20; ++i)
        b = std::atan2(z + g2 * a2 / std::sqrt(1 - g2 * std::sin(b) * std::sin(b)) * std::sin(b), r);
    return {std::atan2(y, x) / rad, b / rad};
}

TEST_F(DatumFile, SevenParametersAgreeWithBursaWolfInPlainArithmetic) {
    for (const char* convention : {"position_vector", "coordinate_frame"}) {
        const DatumParameters parameters =
            read(std::string("X平移 = 20.5\nY平移 = -110.25\nZ平移 = -60\nX旋转 = 1.5\nY旋转 = -0.75\nZ旋转 "
                             "= 2.25\n尺度 = -4.5\n"
                             "convention = \"") +
                 convention + "\"\n");
        model::FeatureTable table = point_table(4610, {113.75, 23});
        apply(parameters, table);
        EXPECT_EQ(table.epsg, 4490);
        const geom::Point expected = bursa_wolf({113.75, 23}, *parameters.seven);
        EXPECT_NEAR(point_of(table).x, expected.x, 1e-9) << convention << ": a tenth of a millimetre";
        EXPECT_NEAR(point_of(table).y, expected.y, 1e-9) << convention;
        EXPECT_GT(std::abs(expected.x - 113.75), 1e-5);
    }
}

TEST_F(DatumFile, RefusesWhatItCannotBeSureOfAndNeverShowsAValue) {
    refuse("dx_m = 77.125\ndy_m = 1\n", "convention");
    refuse("dx_m = 77.125\ndy_m = 1\nconvention = \"position_vector\"\n", "dz_m");
    refuse(
        "shift_north_m = 77.125\nshift_east_m = 1\nrotation_arcsec = 0\nscale_ppm = 0\nto = \"EPSG:4547\"\n",
        "from");
    refuse("dx = 77.125\n", "dx_m");
    refuse("dx_m = 77.125m\ndy_m = 1\nconvention = \"position_vector\"\n", "dx_m");
    refuse("77.125 12 13\n", "第 1 行");
    refuse("", "四参数");
    refuse(std::string(four) + "shift_east_m = 77.125\n", "第 7 行");
}

TEST_F(DatumFile, RefusesDataThatNeedsNoParametersOrOthers) {
    const DatumParameters parameters = read(four);
    model::FeatureTable modern = point_table(4547, {474000, 2544000}),
                        beijing = point_table(2435, {474000, 2544000});
    EXPECT_THROW(apply(parameters, modern), InputError);
    EXPECT_THROW(apply(parameters, beijing), InputError);
    EXPECT_EQ(point_of(modern), (geom::Point{474000, 2544000}));
}

}  // namespace
}  // namespace zonewright::intake
