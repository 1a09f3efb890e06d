#include "io/table_digest.h"

#include <gtest/gtest.h>

#include <unistd.h>

#include "io/geopackage.h"
#include "io/gzip_file.h"
#include "base/atomic_file.h"
#include "base/errors.h"

namespace zonewright::io {
namespace {

/// Three parcels side by side, 10 m wide.
model::FeatureTable three_parcels() {
    model::FeatureTable table{"parcel", {"地块", "parcel"}, model::GeometryKind::Polygon, 4547, {}, {}};
    table.fields = {{"id", model::FieldType::Text, {"编号", "id"}, ""},
                    {"net_m2", model::FieldType::Real, {"净面积", "net area"}, "m2"},
                    {"floors", model::FieldType::Integer, {}, ""}};
    for (int k = 0; k < 3; ++k) {
        const double west = 500000 + 10.0 * k;
        table.features.push_back({k + 1, geom::MultiPolygon{{geom::rectangle({west, 2530000, west + 10, 2530010})}},
                                  {"P" + std::to_string(k + 1), 100.0 + k, std::int64_t{k}}});
    }
    return table;
}

class TableDigests : public testing::Test {
protected:
    void SetUp() override {
        folder_ = std::filesystem::temp_directory_path() / ("zonewright-digest-" + std::to_string(::getpid()));
        std::filesystem::create_directories(folder_);
    }
    void TearDown() override { std::filesystem::remove_all(folder_); }

    TableDigest of(const model::FeatureTable& table, Language language = Language::Zh) {
        const auto path = folder_ / "results.gpkg";
        const GeoPackageLayer layer{&table, {}};
        write_geopackage(path, {&layer, 1}, {.language = language}, Progress{});
        return table_digest(path, "parcel", {"id"});
    }
    std::filesystem::path folder_;
};

TEST_F(TableDigests, DoNotDependOnTheOrderOfRows) {
    model::FeatureTable table = three_parcels();
    const TableDigest first = of(table);
    EXPECT_EQ(first.rows.size(), 3u);
    EXPECT_EQ(first.rows[1].name, "P2");
    EXPECT_EQ(first.columns, (std::vector<std::string>{"floors", "geom", "id", "net_m2"}));
    EXPECT_EQ(first.frame.at("geom"), "MULTIPOLYGON EPSG:4547");
    std::swap(table.features[0], table.features[2]);
    EXPECT_EQ(of(table).sha256, first.sha256);
}

TEST_F(TableDigests, ChangeWithEveryValueAndOnlyItsColumnIsTold) {
    const TableDigest first = of(three_parcels());
    for (std::size_t column = 0; column < 3; ++column) {
        model::FeatureTable table = three_parcels();
        table.features[1].values[column] = column == 0   ? model::Value(std::string("P2 "))
                                           : column == 1 ? model::Value(101.0000001)
                                                         : model::Value();
        const TableDigest now = of(table);
        EXPECT_NE(now.sha256, first.sha256);
        EXPECT_EQ(now.rows[0].sha256, first.rows[0].sha256);
        EXPECT_NE(now.rows[1].sha256, first.rows[1].sha256);
        const std::size_t at = column == 0 ? 2 : column == 1 ? 3 : 0;  // columns are sorted by name
        for (std::size_t c = 0; c < 4; ++c)
            EXPECT_EQ(now.rows[1].checks[c] == first.rows[1].checks[c], c != at) << column << " " << c;
    }
}

TEST_F(TableDigests, ChangeWithOneCoordinate) {
    const TableDigest first = of(three_parcels());
    model::FeatureTable table = three_parcels();
    std::get<geom::MultiPolygon>(table.features[0].geometry).parts[0].rings[0][1].y += 1e-4;
    EXPECT_NE(of(table).sha256, first.sha256);
}

TEST_F(TableDigests, ChangeWhenRowsAreMissingOrDoubled) {
    const TableDigest first = of(three_parcels());
    model::FeatureTable fewer = three_parcels(), doubled = three_parcels();
    fewer.features.pop_back();
    doubled.features.push_back(doubled.features[0]);
    EXPECT_NE(of(fewer).sha256, first.sha256);
    EXPECT_NE(of(doubled).sha256, first.sha256);
}

TEST_F(TableDigests, AreOfTheWordsOfTheColumnsToo) {
    EXPECT_NE(of(three_parcels(), Language::En).sha256, of(three_parcels(), Language::Zh).sha256);
}

TEST_F(TableDigests, RefuseWhatIsNoGeoPackage) {
    EXPECT_THROW(tables_of_geopackage(folder_ / "absent.gpkg"), InputError);
    write_file(folder_ / "text.gpkg", std::string(5000, 'x'));
    EXPECT_THROW(tables_of_geopackage(folder_ / "text.gpkg"), InputError);
}

TEST_F(TableDigests, AreKeptInACompressedFileThatIsReadWholeOrNotAtAll) {
    const auto path = folder_ / "rows.gz";
    const std::string text = std::string(200000, 'a') + "\n" + std::string(70000, 'b');
    write_file(path, gzip_member(text.substr(0, 200001)) + gzip_member(text.substr(200001)));
    EXPECT_LT(std::filesystem::file_size(path), 2000u);
    EXPECT_EQ(read_gzip(path), text);
    const std::string bytes = read_file(path);
    write_file(path, gzip_member({}));
    EXPECT_EQ(read_gzip(path), "");
    write_file(path, bytes.substr(0, bytes.size() / 4));
    EXPECT_THROW(read_gzip(path), InputError);
    write_file(path, "plain text");
    EXPECT_THROW(read_gzip(path), InputError);
    EXPECT_THROW(read_gzip(folder_ / "absent.gz"), InputError);
}

}  // namespace
}  // namespace zonewright::io
