#include "intake/read_source_set.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>
#include <unistd.h>

#include <fstream>

#include "base/errors.h"
#include "intake/diagnosis.h"
#include "support/real_data.h"

namespace zonewright::intake {
namespace {

namespace fs = std::filesystem;
using testing::HasSubstr;

model::Role town_role() {
    model::Role role{.id = "town", .must_tile = true, .layer_aliases = {"XZQ"}};
    role.fields.push_back({.name = "code", .aliases = {"XZQDM"}});
    role.fields.push_back({.name = "name", .required = true, .aliases = {"XZQMC", "NAME"}});
    return role;
}

model::Role parcel_role() {
    model::Role role{.id = "parcel"};
    role.fields.push_back({.name = "id", .required = true, .aliases = {"DKBH"}});
    role.fields.push_back(
        {.name = "tenure", .domain = {"supplied", "approved"}, .synonyms = {{"已供", "supplied"}}});
    role.fields.push_back({.name = "storeys", .type = model::FieldType::Real, .minimum = 0});
    role.fields.push_back({.name = "vacant", .type = model::FieldType::Integer, .domain = {"0", "1"}});
    role.fields.push_back(
        {.name = "recorded_area_m2", .type = model::FieldType::Real, .aliases = {"recorded_area"}});
    return role;
}

model::Place place(const char* id, const char* name, const char* code,
                   model::PlaceKind kind = model::PlaceKind::Town) {
    return {.id = id, .name = {name, id}, .kind = kind, .code = code};
}

class Intake : public testing::Test {
protected:
    Intake() : folder_(fs::temp_directory_path() / ("zonewright_intake_" + std::to_string(::getpid()))) {
        fs::create_directories(folder_);
        catalogue_.roles = {parcel_role(), town_role()};
        catalogue_.rules = {
            {.id = "geometry",
             .values = {{.key = "duplicate_point_m", .value = 1e-4},
                        {.key = "spike_angle_deg", .value = 10},
                        {.key = "spike_tip_m", .value = 0.01},
                        {.key = "arc_step_deg", .value = 1},
                    {.key = "crs_margin_deg", .value = 10},
                    {.key = "longest_edge_m", .value = 50000},
                        {.key = "line_gap_m", .value = 0.05}}},
            {.id = "region",
             .values = {{.key = "west_degree", .value = 113.52},
                        {.key = "south_degree", .value = 22.65},
                        {.key = "east_degree", .value = 114.27},
                        {.key = "north_degree", .value = 23.15},
                        {.key = "margin_degree", .value = 0.3}}},
            {.id = "slivers", .values = {{.key = "width_m", .value = 0.5}, {.key = "area_m2", .value = 1}}},
            {.id = "area",
             .values = {{.key = "recorded_area_tolerance_m2", .value = 1},
                        {.key = "recorded_area_tolerance_share", .value = 0.01},
                    {.key = "published_area_tolerance_share", .value = 0.15}}}};
    }
    ~Intake() override { fs::remove_all(folder_); }

    fs::path write(const std::string& name, const std::string& text) const {
        std::ofstream(folder_ / name, std::ios::binary) << text;
        return folder_ / name;
    }
    /// A GeoJSON of features "properties | coordinates of a polygon" in EPSG:4547.
    fs::path write_polygons(const std::string& name,
                            const std::vector<std::pair<std::string, std::string>>& rows) const {
        std::string text =
            R"({"type":"FeatureCollection","crs":{"type":"name","properties":{"name":"urn:ogc:def:crs:EPSG::4547"}},"features":[)";
        for (std::size_t i = 0; i < rows.size(); ++i)
            text += (i == 0 ? "" : ",") +
                    (R"({"type":"Feature","properties":{)" + rows[i].first +
                     R"(},"geometry":{"type":"Polygon","coordinates":[)" + rows[i].second + "]}}");
        return write(name, text + "]}");
    }
    model::SourceSet bring(const std::string& role, const fs::path& path) {
        model::StudyDefinition study;
        study.sources.push_back({.role = role, .path = path, .status = model::GeometryStatus::Official});
        return read_source_set(study, catalogue_, Progress{});
    }
    static std::vector<std::string> rules(const model::SourceSet& set) {
        std::vector<std::string> names;
        for (const model::Finding& finding : set.findings) names.push_back(finding.rule);
        return names;
    }

    fs::path folder_;
    model::Catalogue catalogue_;
};

constexpr const char* west =
    "[[474000,2544000],[474100,2544000],[474100,2544100],[474000,2544100],[474000,2544000]]";
constexpr const char* east =
    "[[474100,2544000],[474200,2544000],[474200,2544100],[474100,2544100],[474100,2544000]]";

TEST_F(Intake, SoundDataComesThroughUntouched) {
    catalogue_.plan.places = {place("a", "甲镇", "441900901"), place("b", "乙镇", "441900902")};
    const model::SourceSet set =
        bring("town", write_polygons("t.geojson", {{R"("XZQMC":"甲镇","xzqdm":441900901)", west},
                                                   {R"("XZQMC":"乙镇","xzqdm":441900902)", east}}));
    EXPECT_THAT(rules(set), testing::IsEmpty());
    EXPECT_TRUE(set.repairs.empty());
    const model::FeatureTable& towns = *set.find("town");
    EXPECT_EQ(towns.epsg, 4547);
    EXPECT_EQ(model::text_of(towns.features[0].values[towns.field("name")]), "甲镇");
    EXPECT_EQ(model::text_of(towns.features[0].values[towns.field("code")]), "441900901")
        << "a code kept as a number";
    EXPECT_EQ(std::get<geom::MultiPolygon>(towns.features[0].geometry).parts[0].rings[0][0],
              (geom::Point{474000, 2544000}));
}

TEST_F(Intake, NamesOverlapsGapsAndMissingUnits) {
    catalogue_.plan.places = {place("a", "甲镇", "1"), place("b", "乙镇", "2"), place("c", "丙镇", "3"),
                              place("p", "园区", "", model::PlaceKind::Park)};
    // b reaches 10 m into a; the ring of a and b around a hole of 20 m × 20 m is closed by a alone
    const std::string holed =
        std::string(
            "[[474000,2544000],[474100,2544000],[474100,2544100],[474000,2544100],[474000,2544000]],") +
        "[[474040,2544040],[474040,2544060],[474060,2544060],[474060,2544040],[474040,2544040]]";
    const model::SourceSet set = bring(
        "town",
        write_polygons(
            "t.geojson",
            {{R"("name":"甲镇")", holed},
             {R"("name":"乙镇")",
              "[[474090,2544000],[474200,2544000],[474200,2544100],[474090,2544100],[474090,2544000]]"}}));
    ASSERT_THAT(rules(set),
                testing::ElementsAre("town_code_completed", "town_overlap", "town_gap", "missing_unit"));
    EXPECT_EQ(set.findings[1].feature, "甲镇, 乙镇");
    EXPECT_NEAR(set.findings[1].area_m2, 1000, 0.05);
    EXPECT_NEAR(set.findings[2].area_m2, 400, 0.05);
    EXPECT_EQ(geom::bounds(set.findings[2].geometry), (geom::Box{474040, 2544040, 474060, 2544060}));
    EXPECT_EQ(set.findings[3].feature, "3");
}

TEST_F(Intake, RepairsInvalidPolygonsLoudly) {
    const model::SourceSet set =
        bring("parcel",
              write_polygons(
                  "p.geojson",
                  {{R"("id":"bow")",
                    "[[474000,2544000],[474100,2544100],[474100,2544000],[474000,2544100],[474000,2544000]]"},
                   {R"("id":"good")", east}}));
    ASSERT_THAT(rules(set), testing::ElementsAre("invalid_self_intersection", "multipart"))
        << "the wings are two parts";
    EXPECT_EQ(set.findings[0].feature, "bow");
    ASSERT_EQ(set.repairs.size(), 1u);
    EXPECT_EQ(set.repairs[0].feature, "bow");
    EXPECT_EQ(set.repairs[0].before.m2(), 0) << "the wings of the bow tie cancel";
    EXPECT_NEAR(set.repairs[0].after.m2(), 5000, 0.2);
}

TEST_F(Intake, CountsWhatDoesNotFitTheRole) {
    const model::SourceSet set = bring(
        "parcel",
        write_polygons("p.geojson", {{R"("DKBH":"1","tenure":"已供","storeys":"3","vacant":1)", west},
                                     {R"("DKBH":"","tenure":"拍卖","storeys":"多层","vacant":2)", east}}));
    EXPECT_THAT(rules(set), testing::UnorderedElementsAre("required_value", "field_domain", "field_type",
                                                          "field_domain", "parcel_without_id"));
    const model::FeatureTable& parcels = *set.find("parcel");
    EXPECT_EQ(parcels.features[0].values[parcels.field("tenure")], model::Value(std::string("supplied")));
    EXPECT_EQ(parcels.features[0].values[parcels.field("storeys")], model::Value(3.0));
    EXPECT_EQ(parcels.features[0].values[parcels.field("vacant")], model::Value(std::int64_t{1}));
    EXPECT_TRUE(model::is_null(parcels.features[1].values[parcels.field("storeys")]));
    EXPECT_EQ(parcels.features[1].values[parcels.field("tenure")], model::Value(std::string("拍卖")))
        << "kept, and reported";
}

TEST_F(Intake, MayKeepOnlyTheFieldsThatTheFileHas) {
    const fs::path path = write_polygons("p.geojson", {{R"("DKBH":"1","storeys":3)", west}, {R"("DKBH":"1","storeys":2)", east}});
    std::vector<model::Finding> findings;
    std::vector<model::Repair> repairs;
    const geom::StatutoryArea area = area_rule(4547);
    DiagnosisContext context{.tolerances = tolerances_of(catalogue_)};
    const auto names = [&](KeptFields kept) {
        context.kept = kept;
        std::vector<std::string> found;
        const Diagnosis diagnosis = diagnose({.role = "parcel", .path = path}, parcel_role(), context,
                                             {"parcel", area, findings, repairs}, Progress{});
        for (const model::Field& field : diagnosis.table.fields) found.push_back(field.name);
        for (const model::Feature& feature : diagnosis.table.features)
            EXPECT_EQ(feature.values.size(), found.size());
        EXPECT_EQ(model::text_of(diagnosis.table.features[1].values[diagnosis.table.field("id")]), "1@p");
        EXPECT_EQ(model::number_of(diagnosis.table.features[1].values[diagnosis.table.field("storeys")]), 2);
        return found;
    };
    EXPECT_THAT(names(KeptFields::Found), testing::ElementsAre("id", "storeys", "source_id"));
    EXPECT_THAT(names(KeptFields::All), testing::ElementsAre("id", "tenure", "storeys", "vacant", "recorded_area_m2", "source_id"));
}

TEST_F(Intake, FindsFieldNamesCutByDbf) {
    const model::SourceSet set =
        bring("parcel", write_polygons("p.geojson", {{R"("id":"1","recorded_a":12.5)", west}}));
    EXPECT_EQ(set.find("parcel")->features[0].values[set.find("parcel")->field("recorded_area_m2")],
              model::Value(12.5));
}

TEST_F(Intake, SetsFeaturesWithoutGeometryAside) {
    const fs::path path = write("n.geojson", R"({"type":"FeatureCollection","features":[
      {"type":"Feature","properties":{"id":"x"},"geometry":null},
      {"type":"Feature","properties":{"id":"y"},"geometry":{"type":"Polygon","coordinates":[[[113.75,23],[113.76,23],[113.76,23.01],[113.75,23]]]}}]})");
    const model::SourceSet set = bring("parcel", path);
    EXPECT_THAT(rules(set), testing::ElementsAre("no_geometry"));
    EXPECT_EQ(set.findings[0].feature, "x");
    EXPECT_EQ(set.find("parcel")->features.size(), 1u) << "in = out + set aside";
}

TEST_F(Intake, ReportsDuplicates) {
    const model::SourceSet set = bring(
        "parcel",
        write_polygons("d.geojson", {{R"("id":"1")", west}, {R"("id":"2")", east}, {R"("id":"3")", west}}));
    ASSERT_THAT(rules(set), testing::ElementsAre("duplicate_feature"));
    EXPECT_EQ(set.findings[0].feature, "1, 3");
}

void expect_refusal(const std::function<void()>& work, const std::string& words) {
    try {
        work();
        ADD_FAILURE() << "no error that says " << words;
    } catch (const InputError& error) {
        EXPECT_THAT(error.what(), HasSubstr(words));
    }
}

TEST_F(Intake, RefusesACrsThatContradictsTheCoordinates) {
    const std::string feature =
        R"({"type":"Feature","properties":{"id":"1"},"geometry":{"type":"Polygon","coordinates":[)";
    const fs::path prefixed = write(
        "prefix.geojson",
        R"({"type":"FeatureCollection","crs":{"type":"name","properties":{"name":"urn:ogc:def:crs:EPSG::4547"}},"features":[)" +
            feature + "[[38474000,2544000],[38474100,2544000],[38474100,2544100],[38474000,2544000]]]}}]}");
    expect_refusal([&] { bring("parcel", prefixed); }, "crs = \"EPSG:4526\"");
    const fs::path swapped = write(
        "swapped.geojson",
        R"({"type":"FeatureCollection","crs":{"type":"name","properties":{"name":"urn:ogc:def:crs:EPSG::4547"}},"features":[)" +
            feature + "[[2544000,474000],[2544000,474100],[2544100,474100],[2544000,474000]]]}}]}");
    expect_refusal([&] { bring("parcel", swapped); }, "X/Y 颠倒");
    const fs::path plane =
        write("plane.geojson", R"({"type":"FeatureCollection","features":[)" + feature + west + "]}}]}");
    expect_refusal([&] { bring("parcel", plane); }, "EPSG:4547");
}

TEST_F(Intake, RefusesWhatLeavesASourceUnusable) {
    expect_refusal(
        [&] {
            bring("parcel", write_polygons("no_id.geojson", {{R"("other":1)", west}}));
        },
        "DKBH");
    expect_refusal([&] { bring("parzel", write_polygons("role.geojson", {{R"("id":1)", west}})); }, "parcel");
    const fs::path points =
        write("points.geojson",
              R"({"type":"FeatureCollection","features":[{"type":"Feature","properties":{"id":"1"},
        "geometry":{"type":"Point","coordinates":[113.75,23]}}]})");
    expect_refusal([&] { bring("parcel", points); }, "点");
}

TEST_F(Intake, FindsEveryFaultOfTheRealTowns) {
    const fs::path path = support::real_data("dongguan-towns/towns33_wgs84.geojson");
    ZONEWRIGHT_NEEDS(path);
    catalogue_.plan.places = {place("shilong", "石龙镇", "441900102"),
                              place("dongguangang", "东莞港", "441900402", model::PlaceKind::Park),
                              place("shengtaiyuan", "东莞生态园", "441900403", model::PlaceKind::Park)};
    const model::SourceSet set = bring("town", path);
    EXPECT_EQ(set.find("town")->features.size(), 33u);
    std::vector<std::string> overlaps, missing;
    double gap_km2 = 0;
    int gaps = 0;
    for (const model::Finding& finding : set.findings) {
        if (finding.rule == "town_overlap")
            overlaps.push_back(fmt::format("{} {:.3f}", finding.feature, finding.area_m2 / 1e6));
        if (finding.rule == "missing_unit") missing.push_back(finding.feature);
        if (finding.rule == "town_gap") ++gaps, gap_km2 += finding.area_m2 / 1e6;
    }
    EXPECT_THAT(overlaps, testing::UnorderedElementsAre("石碣镇, 石龙镇 0.326", "莞城街道, 东城街道 0.121"));
    EXPECT_EQ(gaps, 6);
    EXPECT_NEAR(gap_km2, 28.74, 0.01);
    EXPECT_THAT(missing, testing::ElementsAre("441900402", "441900403"));
    std::string all;
    for (const model::Finding& finding : set.findings) all += finding.rule + ": " + finding.message.en + "\n";
    EXPECT_EQ(set.findings.size(), 13u)
        << "and notices of a sliver of 0.02 m², of towns with islands and of a code completed, nothing else:\n"
        << all;
}

}  // namespace
}  // namespace zonewright::intake
