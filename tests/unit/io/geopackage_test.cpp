#include "io/geopackage.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <cmath>
#include <filesystem>
#include <limits>

#include "base/errors.h"
#include "base/random.h"
#include "io/packed_rtree.h"
#include "io/sqlite.h"
#include "io/vector_io.h"

namespace zonewright::io {
namespace {

namespace fs = std::filesystem;
using model::Feature;
using model::FeatureTable;
using model::FieldType;
using model::GeometryKind;

class GeoPackages : public testing::Test {
protected:
    void SetUp() override {
        const auto* test = testing::UnitTest::GetInstance()->current_test_info();
        folder = fs::temp_directory_path() / (std::string("zonewright_gpkg_") + test->name());
        fs::remove_all(folder);
        fs::create_directories(folder);
    }
    void TearDown() override { fs::remove_all(folder); }
    std::string write(const std::vector<const FeatureTable*>& tables, const std::string& name = "out.gpkg") {
        std::vector<GeoPackageLayer> layers;
        for (const FeatureTable* table : tables)
            layers.push_back({table, "<qgis>" + table->name + "</qgis>"});
        return write_geopackage(folder / name, layers, {}, {});
    }
    SqliteDatabase open(const std::string& name = "out.gpkg") const {
        return {folder / name, SqliteMode::ReadOnly, name};
    }
    fs::path folder;
};

geom::Geometry square(double x, double y, double side) {
    return geom::MultiPolygon{{geom::rectangle({x, y, x + side, y + side})}};
}

FeatureTable parcels(std::size_t count) {
    FeatureTable table{"parcel", {"地块", "parcels"}, GeometryKind::Polygon, 4547, {}, {}};
    table.fields = {{"id", FieldType::Text, {"编号", "id"}, ""},
                    {"net_m2", FieldType::Real, {"净面积", "net area"}, "m2"},
                    {"year_built", FieldType::Integer, {"建成年代", "year built"}, ""}};
    Random random(7);
    for (std::size_t i = 0; i < count; ++i)
        table.features.push_back(
            {0,
             square(random.between(400000, 480000), random.between(2510000, 2560000), 30),
             {fmt::format("P{}", i), static_cast<double>(i) + 0.25,
              static_cast<std::int64_t>(2000 + i % 20)}});
    return table;
}

TEST_F(GeoPackages, SayWhatTheStandardAsksFor) {
    const FeatureTable table = parcels(3);
    write({&table});
    const auto file = open();
    EXPECT_EQ(file.integer_of("PRAGMA application_id"), 0x47504B47);
    EXPECT_EQ(file.integer_of("PRAGMA user_version"), 10200);
    EXPECT_EQ(file.text_of("PRAGMA journal_mode"), "delete");
    EXPECT_EQ(file.text_of("SELECT srs_id || data_type FROM gpkg_contents WHERE table_name = 'parcel'"),
              "4547features");
    EXPECT_EQ(file.text_of("SELECT geometry_type_name FROM gpkg_geometry_columns"), "MULTIPOLYGON");
    EXPECT_EQ(file.text_of("SELECT title FROM gpkg_data_columns WHERE column_name = 'net_m2'"), "净面积");
    EXPECT_EQ(file.integer_of("SELECT count(*) FROM gpkg_data_columns WHERE name IS NOT NULL"), 0);
    EXPECT_EQ(file.integer_of("SELECT count(*) FROM pragma_foreign_key_check"), 0);
    EXPECT_THAT(file.text_of("SELECT definition FROM gpkg_spatial_ref_sys WHERE srs_id = 4547"),
                testing::HasSubstr("China_2000"));
    EXPECT_FALSE(fs::exists(folder / "out.gpkg-wal"));
    EXPECT_FALSE(fs::exists(folder / "out.gpkg-journal"));
}

TEST_F(GeoPackages, HoldExactlyOneDefaultStylePerLayer) {
    const FeatureTable table = parcels(3);
    FeatureTable second = parcels(1);
    second.name = "site";
    write({&table, &second});
    auto file = open();
    EXPECT_EQ(file.integer_of("SELECT count(*) FROM layer_styles WHERE useAsDefault = 1"), 2);
    EXPECT_EQ(file.integer_of("SELECT count(DISTINCT f_table_name) FROM layer_styles"), 2);
    EXPECT_EQ(file.text_of("SELECT styleQML FROM layer_styles WHERE f_table_name = 'site'"),
              "<qgis>site</qgis>");
    EXPECT_EQ(file.text_of("SELECT data_type FROM gpkg_contents WHERE table_name = 'layer_styles'"),
              "attributes");
}

TEST_F(GeoPackages, ReadBackThroughGdalUnchanged) {
    FeatureTable table = parcels(50);
    table.features[7].values[1] = std::monostate{};
    table.features[8].geometry = std::monostate{};
    geom::Polygon holed = geom::rectangle({0, 0, 100, 100});
    holed.rings.push_back(geom::rectangle({40, 40, 60, 60}).rings[0]);
    table.features[9].geometry = geom::MultiPolygon{{holed, geom::rectangle({200, 0, 300, 100})}};
    write({&table});
    const FeatureTable read = read_layer({folder / "out.gpkg", "parcel", ""}, {});
    ASSERT_EQ(read.features.size(), table.features.size());
    EXPECT_EQ(read.epsg, 4547);
    for (std::size_t i = 0; i < table.features.size(); ++i) {
        EXPECT_EQ(read.features[i].fid, static_cast<std::int64_t>(i + 1));
        EXPECT_EQ(read.features[i].values[read.field("id")], table.features[i].values[0]);
        EXPECT_EQ(read.features[i].values[read.field("net_m2")], table.features[i].values[1]) << i;
        if (i == 8) continue;
        EXPECT_EQ(geom::bounds(read.features[i].geometry), geom::bounds(table.features[i].geometry)) << i;
    }
    EXPECT_EQ(std::get<geom::MultiPolygon>(read.features[9].geometry),
              std::get<geom::MultiPolygon>(table.features[9].geometry));
}

TEST_F(GeoPackages, IndexesPassSqlitesOwnCheckAtEverySize) {
    // 51 boxes fill one node; 2,601 two levels; more need three.
    for (const std::size_t count : {0UL, 1UL, 51UL, 52UL, 500UL, 2601UL, 2602UL, 6000UL}) {
        const FeatureTable table = parcels(count);
        write({&table});
        EXPECT_EQ(open().text_of("SELECT rtreecheck('rtree_parcel_geom')"), "ok") << count << " polygons";
        EXPECT_EQ(open().integer_of("SELECT count(*) FROM rtree_parcel_geom"),
                  static_cast<std::int64_t>(count));
    }
}

TEST_F(GeoPackages, TheIndexFindsWhatAFullScanFinds) {
    const FeatureTable table = parcels(5000);
    write({&table});
    const auto file = open();
    for (std::uint64_t seed = 1; seed <= 50; ++seed) {
        Random random(seed);
        const double x = random.between(400000, 480000), y = random.between(2510000, 2560000),
                     side = random.between(10, 20000);
        const geom::Box window{x, y, x + side, y + side};
        std::int64_t expected = 0;
        for (const Feature& feature : table.features)
            expected += geom::bounds(feature.geometry).meets(window) ? 1 : 0;
        auto fresh = file.prepare(
            "SELECT count(*) FROM rtree_parcel_geom WHERE minx <= ?2 AND maxx >= ?1 AND miny <= ?4 AND maxy "
            ">= ?3");
        fresh.bind(1, window.min_x).bind(2, window.max_x).bind(3, window.min_y).bind(4, window.max_y);
        ASSERT_TRUE(fresh.step());
        // The index stores Float32: it may name a neighbour too many, never one too few.
        EXPECT_GE(fresh.integer(0), expected) << "seed " << seed;
        EXPECT_LE(fresh.integer(0), expected + 3) << "seed " << seed;
    }
}

TEST_F(GeoPackages, TheSameTablesGiveTheSameContentAndOneChangeShows) {
    FeatureTable table = parcels(20);
    const std::string first = write({&table}, "a.gpkg"), again = write({&table}, "b.gpkg");
    EXPECT_EQ(first, again);
    EXPECT_EQ(geopackage_content_hash(folder / "a.gpkg"), first);
    std::get<geom::MultiPolygon>(table.features[3].geometry).parts[0].rings[0][1].x += 1e-6;
    EXPECT_NE(write({&table}, "c.gpkg"), first) << "a vertex moved";
}

TEST_F(GeoPackages, AttributeTablesHaveNoGeometry) {
    FeatureTable table{
        "balance", {"平衡", "balance"}, GeometryKind::None, 0, {{"cluster_id", FieldType::Text, {}, ""}}, {}};
    table.features.push_back({0, {}, {std::string("ai")}});
    write({&table});
    EXPECT_EQ(open().text_of("SELECT data_type FROM gpkg_contents WHERE table_name = 'balance'"),
              "attributes");
    EXPECT_EQ(open().integer_of("SELECT count(*) FROM gpkg_geometry_columns"), 0);
}

TEST_F(GeoPackages, NumbersThatAreNotFiniteBecomeNull) {
    FeatureTable table = parcels(2);
    table.features[0].values[1] = std::numeric_limits<double>::quiet_NaN();
    table.features[1].values[1] = std::numeric_limits<double>::infinity();
    write({&table});
    EXPECT_EQ(open().integer_of("SELECT count(*) FROM parcel WHERE net_m2 IS NULL"), 2);
}

TEST_F(GeoPackages, HostileTextStaysText) {
    FeatureTable table = parcels(1);
    const std::string hostile = "'); DROP TABLE parcel; -- \" <b> 𠮷 \n =1+1";
    table.features[0].values[0] = hostile;
    write({&table});
    EXPECT_EQ(open().text_of("SELECT id FROM parcel"), hostile);
}

TEST_F(GeoPackages, FaultsOfOursAreNamed) {
    FeatureTable table = parcels(1);
    table.fields[1].name = "净面积";
    EXPECT_THROW(write({&table}), InternalError) << "field names are ASCII";
    table = parcels(1);
    table.features[0].values.pop_back();
    EXPECT_THROW(write({&table}), InternalError) << "a row too short";
    table = parcels(1);
    table.features[0].geometry = geom::MultiPoint{{{1, 2}}};
    EXPECT_THROW(write({&table}), InternalError) << "another kind of geometry";
    table = parcels(1);
    table.features[0].values[2] = std::string("2001");
    EXPECT_THROW(write({&table}), InternalError) << "text in an integer field";
    table = parcels(1);
    EXPECT_THROW(write({&table, &table}), InternalError) << "one name twice";
    EXPECT_TRUE(fs::is_empty(folder)) << "and nothing is left behind";
}

TEST_F(GeoPackages, AnEarlierFileSurvivesAFailedRun) {
    FeatureTable table = parcels(3);
    const std::string hash = write({&table});
    table.features[0].values[2] = std::string("wrong");
    EXPECT_THROW(write({&table}), InternalError);
    EXPECT_EQ(geopackage_content_hash(folder / "out.gpkg"), hash);
}

TEST_F(GeoPackages, AFolderThatCannotBeWrittenIsAResourceErrorNamingTheTarget) {
    const FeatureTable table = parcels(1);
    try {
        write({&table}, "missing/out.gpkg");
        FAIL() << "must not succeed";
    } catch (const ResourceError& error) {
        EXPECT_THAT(error.what(), testing::HasSubstr("missing/out.gpkg"));
    }
}

TEST(PackedRtree, RoundsOutwards) {
    for (const double value : {0.1, -0.1, 2544006.64, -438384.74, 1e-40, 0.0}) {
        EXPECT_LE(static_cast<double>(rounded_down(value)), value);
        EXPECT_GE(static_cast<double>(rounded_up(value)), value);
    }
}

}  // namespace
}  // namespace zonewright::io
