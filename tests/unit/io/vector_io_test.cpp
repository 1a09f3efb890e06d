#include "io/vector_io.h"

#include <gtest/gtest.h>
#include <unistd.h>

#include <fstream>

#include "base/atomic_file.h"
#include "base/errors.h"

namespace zonewright::io {
namespace {

namespace fs = std::filesystem;

class Vector : public testing::Test {
protected:
    Vector() : folder_(fs::temp_directory_path() / ("zonewright 向量 " + std::to_string(::getpid()))) {
        fs::create_directories(folder_);
    }
    ~Vector() override { fs::remove_all(folder_); }

    fs::path write(const std::string& name, const std::string& text) const {
        const fs::path path = folder_ / name;
        std::ofstream(path, std::ios::binary) << text;
        return path;
    }
    fs::path folder_;
};

model::FeatureTable two_parcels() {
    model::FeatureTable table{.name = "parcel", .kind = model::GeometryKind::Polygon, .epsg = 4547};
    table.fields = {{"id", model::FieldType::Text},
                    {"count", model::FieldType::Integer},
                    {"area_m2", model::FieldType::Real}};
    geom::Polygon with_hole = geom::rectangle({474000, 2544000, 474300, 2544400});
    with_hole.rings.push_back(
        {{474100, 2544100}, {474200, 2544100}, {474200, 2544200}, {474100, 2544200}, {474100, 2544100}});
    table.features.push_back(
        {1, geom::MultiPolygon{{with_hole}}, {std::string("东莞甲-1"), std::int64_t{7}, 109998.94}});
    table.features.push_back(
        {2,
         geom::MultiPolygon{{geom::rectangle({474400.123, 2544000.456, 474500.1, 2544100.2})}},
         {{}, {}, {}}});
    return table;
}

geom::Box bounds_of(const model::FeatureTable& table) {
    geom::Box box;
    for (const model::Feature& feature : table.features) box.include(geom::bounds(feature.geometry));
    return box;
}

TEST_F(Vector, RoundTripsThroughEveryFormat) {
    const model::FeatureTable table = two_parcels();
    const std::pair<const char*, VectorFormat> targets[] = {{"甲 乙.gpkg", VectorFormat::GeoPackage},
                                                            {"parcel.shp", VectorFormat::Shapefile},
                                                            {"p.geojson", VectorFormat::GeoJson},
                                                            {"p.gdb", VectorFormat::FileGeodatabase},
                                                            {"p.fgb", VectorFormat::FlatGeobuf}};
    for (const auto& [name, format] : targets) {
        SCOPED_TRACE(name);
        write_layers(folder_ / name, format, {&table}, Progress{});
        write_layers(folder_ / name, format, {&table}, Progress{}) /* again, over the first */;
        const model::FeatureTable back = read_layer({.path = folder_ / name}, Progress{});
        ASSERT_EQ(back.features.size(), 2u);
        EXPECT_EQ(back.epsg, 4547);
        EXPECT_EQ(back.kind, model::GeometryKind::Polygon);
        const model::Feature& first =
            back.features[0].values[0] == table.features[0].values[0] ? back.features[0] : back.features[1];
        EXPECT_EQ(model::text_of(first.values[back.field("id")]), "东莞甲-1");
        EXPECT_EQ(first.values[back.field("area_m2")], model::Value(109998.94));
        EXPECT_EQ(std::get<geom::MultiPolygon>(first.geometry).parts.at(0).rings.size(), 2u);
        const geom::Box box = bounds_of(back), wanted = bounds_of(table);  // .gdb stores a grid of 0.1 mm
        EXPECT_NEAR(box.min_x, wanted.min_x, format == VectorFormat::FileGeodatabase ? 1e-4 : 0);
        EXPECT_NEAR(box.max_y, wanted.max_y, format == VectorFormat::FileGeodatabase ? 1e-4 : 0);
    }
    for (const auto& entry : fs::directory_iterator(folder_)) {
        const std::string name = entry.path().filename().string();
        EXPECT_EQ(name.find("tmp"), std::string::npos) << name << " was left behind";
        EXPECT_EQ(name.find("-wal"), std::string::npos) << name;
        EXPECT_EQ(name.find("-journal"), std::string::npos) << name;
    }
}

TEST_F(Vector, WritesShapefilesInGbkWhenAsked) {
    const model::FeatureTable table = two_parcels();
    write_layers(folder_ / "g.shp", VectorFormat::Shapefile, {&table}, Progress{}, {.encoding = "GBK"});
    const std::string dbf = read_file(folder_ / "g.dbf");
    EXPECT_NE(dbf.find("\xb6\xab\xdd\xb8"), std::string::npos) << "东莞 in GBK";
    EXPECT_EQ(model::text_of(read_layer({.path = folder_ / "g.shp"}, Progress{}).features[0].values[0]),
              "东莞甲-1");
    EXPECT_EQ(
        model::text_of(
            read_layer({.path = folder_ / "g.shp", .encoding = "GBK"}, Progress{}).features[0].values[0]),
        "东莞甲-1");
}

TEST_F(Vector, KnowsEsriNamesOfOurSystems) {
    const model::FeatureTable table = two_parcels();
    write_layers(folder_ / "e.shp", VectorFormat::Shapefile, {&table}, Progress{});
    write("e.prj",
          "PROJCS[\"CGCS2000_3_Degree_GK_Zone_38\",GEOGCS[\"GCS_China_Geodetic_Coordinate_System_2000\","
          "DATUM[\"D_China_2000\",SPHEROID["
          "\"CGCS2000\",6378137.0,298.257222101]],PRIMEM[\"Greenwich\",0.0],UNIT[\"Degree\",0."
          "0174532925199433]],PROJECTION[\"Gauss_Kruger\"],"
          "PARAMETER[\"False_Easting\",38500000.0],PARAMETER[\"False_Northing\",0.0],PARAMETER[\"Central_"
          "Meridian\",114.0],"
          "PARAMETER[\"Scale_Factor\",1.0],PARAMETER[\"Latitude_Of_Origin\",0.0],UNIT[\"Meter\",1.0]]");
    EXPECT_EQ(list_layers(folder_ / "e.shp")[0].epsg, 4526);
    write("e.prj",
          "PROJCS[\"Xian_1980_3_Degree_GK_CM_114E\",GEOGCS[\"GCS_Xian_1980\",DATUM[\"D_Xian_1980\",SPHEROID["
          "\"Xian_1980\",6378140.0,298.257]],"
          "PRIMEM[\"Greenwich\",0.0],UNIT[\"Degree\",0.0174532925199433]],PROJECTION[\"Gauss_Kruger\"],"
          "PARAMETER[\"False_Easting\",500000.0],"
          "PARAMETER[\"False_Northing\",0.0],PARAMETER[\"Central_Meridian\",114.0],PARAMETER[\"Scale_"
          "Factor\",1.0],"
          "PARAMETER[\"Latitude_Of_Origin\",0.0],UNIT[\"Meter\",1.0]]");
    EXPECT_EQ(list_layers(folder_ / "e.shp")[0].epsg, 2383);
    fs::remove(folder_ / "e.prj");
    EXPECT_EQ(list_layers(folder_ / "e.shp")[0].epsg, 0) << "no CRS stated, none invented";
}

TEST_F(Vector, ChoosesTheNamedLayerAndSuggests) {
    model::FeatureTable a = two_parcels(), b = two_parcels();
    a.name = "DLTB";
    b.name = "XZQ";
    write_layers(folder_ / "two.gpkg", VectorFormat::GeoPackage, {&a, &b}, Progress{});
    EXPECT_EQ(list_layers(folder_ / "two.gpkg").size(), 2u);
    EXPECT_EQ(read_layer({.path = folder_ / "two.gpkg", .layer = "XZQ"}, Progress{}).name, "XZQ");
    EXPECT_THROW(read_layer({.path = folder_ / "two.gpkg"}, Progress{}), InputError)
        << "two layers and none named";
    try {
        read_layer({.path = folder_ / "two.gpkg", .layer = "DLTC"}, Progress{});
        FAIL();
    } catch (const InputError& error) {
        EXPECT_NE(error.problem().advice.zh.find("DLTB"), std::string::npos);
    }
}

TEST_F(Vector, ReportsWhatAGeometryLost) {
    const fs::path path = write("notes.geojson", R"({"type":"FeatureCollection","features":[
      {"type":"Feature","properties":{},"geometry":{"type":"Polygon","coordinates":[[[113,23,5],[113.1,23,5],[113.1,23.1,5],[113,23,5]]]}},
      {"type":"Feature","properties":{},"geometry":{"type":"Polygon","coordinates":[[[113,23],[113.1,23],[113.1,23.1]]]}},
      {"type":"Feature","properties":{},"geometry":{"type":"Point","coordinates":[113,23]}},
      {"type":"Feature","properties":{},"geometry":null},
      {"type":"Feature","properties":{},"geometry":{"type":"Polygon","coordinates":[[[113,23],[1e300,23],[113.1,23.1],[113,23]]]}}]})");
    const LayerReading reading = read_layer_with_notes({.path = path}, Progress{});
    std::vector<ReadNoteKind> kinds;
    for (const ReadNote& note : reading.notes) kinds.push_back(note.kind);
    EXPECT_EQ(kinds, (std::vector{ReadNoteKind::DroppedZ, ReadNoteKind::ClosedRing, ReadNoteKind::Absurd,
                                  ReadNoteKind::OtherKind}));
    EXPECT_EQ(reading.table.kind, model::GeometryKind::Polygon);
    EXPECT_THROW(read_layer({.path = path}, Progress{}), InputError);
}

TEST_F(Vector, SaysWhatABadFileIs) {
    const std::pair<std::string, std::string> cases[] = {
        {write("page.json", "<html><body>502 Bad Gateway</body></html>").string(), "XML"},
        {write("comment.json", "// 导出\n{\"type\":\"FeatureCollection\",\"features\":[]}").string(), "JSON"},
        {write("empty.gpkg", "").string(), "空"},
        {write("noise.shp", "not a shapefile at all").string(), ".dbf"},
    };
    for (const auto& [path, word] : cases) {
        try {
            read_layer({.path = path}, Progress{});
            ADD_FAILURE() << path << " was read";
        } catch (const InputError& error) {
            EXPECT_NE(std::string(error.what()).find(word), std::string::npos) << error.what();
        }
    }
}

TEST_F(Vector, OpensOnlyFilesWeCanSee) {
    for (const char* name : {"/vsicurl/http://example.com/a.geojson", "http://example.com/a.geojson",
                             "/vsizip/a.zip/a.shp", "PG:dbname=x", "no such.shp"})
        EXPECT_THROW(read_layer({.path = name}, Progress{}), InputError) << name;
    const fs::path secret = write("secret.csv", "a,b\n1,2\n");
    const fs::path disguised =
        write("towns.geojson", "<OGRVRTDataSource><OGRVRTLayer name=\"secret\"><SrcDataSource>" +
                                   secret.string() + "</SrcDataSource></OGRVRTLayer></OGRVRTDataSource>");
    EXPECT_THROW(read_layer({.path = disguised}, Progress{}), InputError)
        << "a VRT in disguise opened another file";
}

TEST_F(Vector, CsvDefendsAgainstFormulas) {
    model::FeatureTable table{.name = "t", .kind = model::GeometryKind::None};
    table.fields = {{"name", model::FieldType::Text}, {"value", model::FieldType::Integer}};
    table.features.push_back({1, {}, {std::string("=1+1,\"x\""), std::int64_t{-5}}});
    write_layers(folder_ / "t.csv", VectorFormat::Csv, {&table}, Progress{});
    EXPECT_EQ(read_file(folder_ / "t.csv"), "\xEF\xBB\xBFname,value\r\n\"'=1+1,\"\"x\"\"\",-5\r\n");
}

}  // namespace
}  // namespace zonewright::io
