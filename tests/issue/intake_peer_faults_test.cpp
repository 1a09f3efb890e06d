// Faults of other programs in reading and judging data, each turned into a rule of ours. Numbers in the
// comments are those of the list of peers' faults.
#include <gmock/gmock.h>
#include <gtest/gtest.h>
#include <unistd.h>

#include <fstream>

#include "base/errors.h"
#include "base/hash.h"
#include "io/vector_io.h"
#include "intake/read_source_set.h"
#include "intake/diagnosis.h"
#include "intake/feature_check.h"
#include "intake/geometry_check.h"

namespace zonewright::intake {
namespace {

namespace fs = std::filesystem;
using testing::ElementsAre;
using testing::HasSubstr;

class PeerFaults : public testing::Test {
protected:
    PeerFaults() : folder_(fs::temp_directory_path() / ("zonewright 故障 " + std::to_string(::getpid()))) {
        fs::create_directories(folder_);
    }
    ~PeerFaults() override { fs::remove_all(folder_); }

    static model::FeatureTable squares(std::size_t count, const std::string& field = "名称",
                                       const std::string& text = "东莞市工业用地") {
        model::FeatureTable table{.name = "p", .kind = model::GeometryKind::Polygon, .epsg = 4547};
        table.fields.push_back({.name = field});
        for (std::size_t i = 0; i < count; ++i) {
            const double x = 474000 + 200.0 * static_cast<double>(i), y = 2544000;
            table.features.push_back({static_cast<std::int64_t>(i),
                                      geom::MultiPolygon{{geom::rectangle({x, y, x + 100, y + 100})}},
                                      {text}});
        }
        return table;
    }
    fs::path shapefile(const model::FeatureTable& table, const std::string& encoding) const {
        const fs::path path = folder_ / "块.shp";
        io::write_layers(path, io::VectorFormat::Shapefile, {&table}, Progress{}, {.encoding = encoding, .lossy = true});
        return path;
    }
    std::vector<std::string> bytes_of_folder() const {
        std::vector<std::string> states;
        for (const fs::directory_entry& entry : fs::directory_iterator(folder_))
            states.push_back(entry.path().filename().string() + " " + hash_file(entry.path()));
        std::sort(states.begin(), states.end());
        return states;
    }
    fs::path folder_;
};

// 31: GBK without .cpg was read as ISO-8859-1.
TEST_F(PeerFaults, GbkWithoutCpgIsReadAsChinese) {
    const fs::path path = shapefile(squares(6), "GBK");
    fs::remove(fs::path(path).replace_extension(".cpg"));
    const model::FeatureTable table = io::read_layer({.path = path}, Progress{});
    EXPECT_EQ(table.fields[0].name, "名称");
    EXPECT_EQ(model::text_of(table.features[0].values[0]), "东莞市工业用地");
}

// 31: names of fields are cut at 10 bytes, in the middle of a character.
TEST_F(PeerFaults, AFieldNameCutInHalfACharacterIsStillANameOfCharacters) {
    const fs::path path = shapefile(squares(6, "地块编号名称"), "UTF-8");
    const model::FeatureTable table = io::read_layer({.path = path}, Progress{});
    EXPECT_THAT(table.fields[0].name, testing::AnyOf("地块编", "地块编号", "地块编号名"));
}

// 32: opening a GeoPackage changed its bytes.
TEST_F(PeerFaults, ReadingChangesNoByteAndLeavesNoFile) {
    const model::FeatureTable table = squares(50);
    io::write_layers(folder_ / "块.gpkg", io::VectorFormat::GeoPackage, {&table}, Progress{});
    const auto before = bytes_of_folder();
    io::list_layers(folder_ / "块.gpkg");
    io::read_layer({.path = folder_ / "块.gpkg"}, Progress{});
    EXPECT_EQ(bytes_of_folder(), before);
}

// 33: the Esri name Gauss_Kruger was unknown to others; the prefix of the zone was lost.
TEST_F(PeerFaults, EsriNamesOfGaussKrugerAreKnownWithAndWithoutPrefix) {
    for (const auto& [easting, epsg] : {std::pair("500000.0", 4547), std::pair("38500000.0", 4526)}) {
        model::FeatureTable table = squares(2);
        if (epsg == 4526)
            for (model::Feature& feature : table.features)
                for (geom::Point& p : std::get<geom::MultiPolygon>(feature.geometry).parts[0].rings[0])
                    p.x += 38e6;
        const fs::path path = shapefile(table, "UTF-8");
        std::ofstream(fs::path(path).replace_extension(".prj"))
            << "PROJCS[\"CGCS2000_3_Degree_GK_CM_114E\",GEOGCS[\"GCS_China_Geodetic_Coordinate_System_2000\","
               "DATUM["
               "\"D_China_2000\",SPHEROID[\"CGCS2000\",6378137.0,298.257222101]],PRIMEM[\"Greenwich\",0.0],"
               "UNIT["
               "\"Degree\",0.0174532925199433]],PROJECTION[\"Gauss_Kruger\"],PARAMETER[\"False_Easting\","
            << easting
            << "],PARAMETER[\"False_Northing\",0.0],PARAMETER[\"Central_Meridian\",114.0],PARAMETER[\"Scale_"
               "Factor\","
               "1.0],PARAMETER[\"Latitude_Of_Origin\",0.0],UNIT[\"Meter\",1.0]]";
        EXPECT_EQ(io::list_layers(path)[0].epsg, epsg);
    }
}

struct Inspected {
    std::vector<model::Finding> findings;
    std::vector<model::Repair> repairs;
    Inspection inspection{"parcel", geom::StatutoryArea({}), findings, repairs};
};

const Tolerances tolerances{.sliver_width_m = 0.5, .duplicate_point_m = 1e-4, .spike_angle_deg = 10};

// 24: filters and defaults were silent.
TEST_F(PeerFaults, EveryFeatureThatIsLeftOutIsCountedAndListed) {
    model::FeatureTable table = squares(5);
    table.features[1].geometry = {};
    table.features[3].geometry = geom::MultiPolygon{};
    Inspected result;
    check_geometries(table, tolerances, necessary_repairs(), {}, result.inspection, Progress{});
    EXPECT_EQ(table.features.size(), 3u);
    EXPECT_EQ(result.findings.size(), 2u);
    EXPECT_EQ(result.repairs.size(), 2u);
}

// 20: slivers were told by area, and dropped.
TEST_F(PeerFaults, ASliverIsToldByItsWidthAndStays) {
    model::FeatureTable table = squares(2);
    table.features[0].geometry = geom::MultiPolygon{{geom::rectangle({474000, 2544000, 476000, 2544000.3})}};
    table.features[1].geometry =
        geom::MultiPolygon{{geom::rectangle({474000, 2545000, 474001.2, 2545001.2})}};
    Inspected result;
    check_geometries(table, tolerances, repairs_from("all"), {}, result.inspection, Progress{});
    ASSERT_EQ(result.findings.size(), 1u)
        << "600 m² of 0.3 m width are a sliver, 1.4 m² as a square are none";
    EXPECT_EQ(result.findings[0].rule, "sliver");
    EXPECT_EQ(table.features.size(), 2u);
}

// 17: areas hung on a hidden setting and on vertices that nearly coincide.
TEST_F(PeerFaults, DuplicatePointsChangeNoArea) {
    model::FeatureTable table = squares(1);
    auto& ring = std::get<geom::MultiPolygon>(table.features[0].geometry).parts[0].rings[0];
    ring.insert(ring.begin() + 1, {ring[0].x + 0.00003, ring[0].y});
    Inspected result;
    check_geometries(table, tolerances, repairs_from("duplicate_points"), {}, result.inspection, Progress{});
    ASSERT_EQ(result.repairs.size(), 1u);
    EXPECT_EQ(result.repairs[0].before, result.repairs[0].after);
}

// A reader took what it found while the file was being written.
TEST_F(PeerFaults, AFileThatChangesWhileItIsReadIsRefused) {
    const model::FeatureTable table = squares(5000);
    const fs::path path = folder_ / "块.geojson";
    io::write_layers(path, io::VectorFormat::GeoJson, {&table}, Progress{});
    struct Meddler : ProgressSink {
        explicit Meddler(fs::path path) : file(std::move(path)) {}
        void report(double, const Text&) override { std::ofstream(file, std::ios::app) << " "; }
        fs::path file;
    };
    try {
        io::read_layer({.path = path}, Progress(std::make_shared<Meddler>(path), {}));
        ADD_FAILURE() << "read without a word";
    } catch (const InputError& error) {
        EXPECT_THAT(error.what(), HasSubstr("读取时文件被改动"));
    }
}

}  // namespace
}  // namespace zonewright::intake
