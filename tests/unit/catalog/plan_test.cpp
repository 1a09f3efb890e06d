// The plan as data against the document, as a person reads it: who is named for what, in which clause.
#include <gmock/gmock.h>

#include <cmath>
#include <set>

#include "catalog/catalogue_reader.h"
#include "catalog_testing.h"

namespace zonewright::catalog {
namespace {

using model::PlaceKind;
using testing::ElementsAre;
using testing::SizeIs;

const model::Plan& plan() {
    static const model::Plan read = read_plan_version(shipped_layers(), "dongguan-2024");
    return read;
}

std::vector<std::string> leads_of(const model::Cluster& cluster) {
    std::vector<std::string> leads;
    for (const Text& lead : cluster.leads) leads.push_back(lead.zh);
    return leads;
}

std::size_t count_of(PlaceKind kind) {
    return static_cast<std::size_t>(
        std::count_if(plan().places.begin(), plan().places.end(),
                      [&](const model::Place& place) { return place.kind == kind; }));
}

/// One row of the document: cluster, clause, lead departments, places in the order of the text, open list.
struct Row {
    const char* cluster;
    const char* name;
    const char* clause;
    std::vector<std::string> leads;
    std::vector<std::string> places;
    bool open;
};

const std::vector<Row> matrix = {
    {"electronics",
     "新一代电子信息产业集群",
     "2.1.1",
     {"市工业和信息化局"},
     {"songshanhu", "binhaiwan", "changan", "tangxia"},
     false},
    {"equipment",
     "高端装备产业集群",
     "2.1.2",
     {"市工业和信息化局"},
     {"songshanhu", "binhaiwan", "houjie", "xiegang"},
     false},
    {"semiconductor",
     "半导体及集成电路产业集群",
     "2.1.3",
     {"市发展改革局"},
     {"songshanhu", "binhaiwan", "base_linshen_electronics"},
     false},
    {"materials",
     "新材料产业集群",
     "2.1.4",
     {"市科技局"},
     {"songshanhu", "shuixiang", "liaobu", "dalang"},
     false},
    {"energy",
     "新能源产业集群",
     "2.1.5",
     {"市发展改革局"},
     {"shuixiang", "songshanhu", "tangxia", "changan"},
     true},
    {"biomedicine",
     "生物医药及高端医疗器械产业集群",
     "2.1.6",
     {"市科技局"},
     {"songshanhu", "binhaiwan", "shilong", "shuixiang"},
     false},
    {"ai",
     "人工智能产业集群",
     "2.1.7",
     {"市科技局", "市工业和信息化局"},
     {"songshanhu", "binhaiwan", "nancheng", "fenggang"},
     false},
    {"low_altitude",
     "低空经济产业集群",
     "2.1.8",
     {"市发展改革局"},
     {"songshanhu", "xiegang", "shuixiang"},
     true},
    {"mobile_6g", "下一代移动通信（6G）", "2.2.1", {"市工业和信息化局"}, {}, false},
    {"frontier_materials", "前沿新材料", "2.2.2", {"市科技局"}, {}, false},
    {"embodied_ai", "具身智能", "2.2.3", {"市工业和信息化局"}, {}, false},
    {"life_health", "未来生命健康", "2.2.4", {"市科技局"}, {"songshanhu", "chashan", "dongcheng"}, false},
};

TEST(Plan, MatrixOfClustersAndPlacesEqualsTheDocument) {
    ASSERT_EQ(plan().clusters.size(), matrix.size());
    for (std::size_t i = 0; i < matrix.size(); ++i) {
        const model::Cluster& cluster = plan().clusters[i];
        EXPECT_EQ(cluster.id, matrix[i].cluster);
        EXPECT_EQ(cluster.name.zh, matrix[i].name);
        EXPECT_EQ(cluster.clause, matrix[i].clause);
        EXPECT_EQ(leads_of(cluster), matrix[i].leads) << cluster.id;
        EXPECT_EQ(cluster.places, matrix[i].places) << cluster.id;
        EXPECT_EQ(cluster.open_list, matrix[i].open) << cluster.id;
        EXPECT_EQ(to_string(cluster.kind), i < 8 ? "strategic" : "future");
        EXPECT_EQ(plan().find_clause(cluster.clause)->title.zh, cluster.name.zh);
        EXPECT_GE(cluster.directions.size(), 8u) << cluster.id;
    }
}

TEST(Plan, CountsOfTheDocument) {
    EXPECT_EQ(count_of(PlaceKind::Town), 32u);
    EXPECT_EQ(count_of(PlaceKind::Park), 4u);
    EXPECT_EQ(count_of(PlaceKind::FunctionalArea), 1u);
    EXPECT_EQ(count_of(PlaceKind::District), 6u);
    EXPECT_EQ(count_of(PlaceKind::Base), 7u);
    EXPECT_EQ(count_of(PlaceKind::PilotArea), 0u);
    EXPECT_THAT(plan().mechanisms, SizeIs(10));
    EXPECT_THAT(plan().targets, SizeIs(4));
    EXPECT_EQ(plan().date, "2024-09-14");
    std::size_t zones = 0;
    for (const model::Cluster& cluster : plan().clusters) zones += cluster.places.size();
    EXPECT_EQ(zones, 33u);
}

TEST(Plan, TargetsOf2027) {
    const auto target = [](const std::string& id) {
        for (const model::Target& t : plan().targets)
            if (t.id == id) return fmt::format("{} {} {} {}", t.comparison, t.value, t.unit, t.year);
        return std::string();
    };
    EXPECT_EQ(target("hundred_billion_clusters"), ">= 7 个 2027");
    EXPECT_EQ(target("industrial_output"), "> 30000 亿元 2027");
    EXPECT_EQ(target("high_tech_share"), "> 42 % 2027");
    EXPECT_EQ(target("investment_growth"), ">= 10 % 2027");
}

TEST(Plan, EveryClusterHasTheTenOnesAllUnknown) {
    for (const model::Cluster& cluster : plan().clusters) {
        EXPECT_THAT(cluster.checklist, SizeIs(10)) << cluster.id;
        for (const model::ChecklistItem& item : cluster.checklist) EXPECT_EQ(item.status, "unknown");
    }
}

TEST(Plan, PilotAreasAreAnEmptyListWithItsReason) {
    const auto& lists = plan().empty_lists;
    const auto pilot =
        std::find_if(lists.begin(), lists.end(), [](const auto& l) { return l.what == "pilot_area"; });
    ASSERT_NE(pilot, lists.end());
    EXPECT_EQ(pilot->clause, "3.8");
    EXPECT_FALSE(pilot->reason.zh.empty());
}

TEST(Plan, MechanismsFollowTheClauses) {
    for (std::size_t i = 0; i < plan().mechanisms.size(); ++i) {
        const model::Mechanism& mechanism = plan().mechanisms[i];
        EXPECT_EQ(mechanism.clause, fmt::format("3.{}", i + 1));
        EXPECT_FALSE(mechanism.leads.empty()) << mechanism.id;
        EXPECT_FALSE(mechanism.measures.empty()) << mechanism.id;
    }
}

TEST(Plan, BasesCarryAreaHostDateSourceAndConfidenceAndAddUpTo60) {
    double known_m2 = 0;
    for (const model::Place& place : plan().places) {
        if (place.kind != PlaceKind::Base) continue;
        EXPECT_FALSE(place.hosts.empty()) << place.id;
        EXPECT_FALSE(place.date.empty()) << place.id;
        EXPECT_FALSE(place.evidence.source.empty()) << place.id;
        known_m2 += place.published_area_m2.value_or(0);
    }
    for (const model::SharedArea& shared : plan().shared_areas) known_m2 += shared.area_m2;
    EXPECT_NEAR(known_m2 / 1e6, 60.09, 0.01);
}

/// The units that tile the city: 32 towns, 松山湖 and what lies between the towns (生态园).
TEST(Plan, AreasOfTheTilesAddUpToTheCityWithinOnePercent) {
    const model::TownSeats seats = read_town_seats(shipped_layers(), plan());
    EXPECT_THAT(seats.seats, SizeIs(34));
    double sum_m2 = 0;
    std::set<std::string> places;
    for (const model::TownSeat& seat : seats.seats) {
        EXPECT_TRUE(places.insert(seat.place).second) << seat.place;
        const model::Place& place = plan().place(*plan().find_place(seat.place));
        ASSERT_TRUE(place.published_area_m2) << seat.place;
        sum_m2 += *place.published_area_m2;
        EXPECT_TRUE(seat.lon > 113.5 && seat.lon < 114.3 && seat.lat > 22.6 && seat.lat < 23.2) << seat.place;
    }
    EXPECT_NEAR(sum_m2 / 1e6, 2460.1, 24.6);
}

TEST(Plan, DistrictsHoldEveryTownOnce) {
    std::map<std::string, std::string> district_of;
    for (const model::Place& place : plan().places) {
        if (place.kind != PlaceKind::District) continue;
        for (const std::string& member : place.members)
            EXPECT_TRUE(district_of.emplace(member, place.id).second) << member;
    }
    for (const model::Place& place : plan().places) {
        if (place.kind != PlaceKind::Town) continue;
        EXPECT_EQ(district_of[place.id], place.district) << place.id;
    }
    EXPECT_EQ(district_of["huangjiang"], "d_dongbu");
}

TEST(Plan, FunctionalAreaIsTheFiveTowns) {
    EXPECT_THAT(plan().place(*plan().find_place("水乡")).members,
                ElementsAre("machong", "zhongtang", "wangniudun", "hongmei", "daojiao"));
}

TEST(Plan, PlacesAreFoundByIdCodeNameAndAlias) {
    for (const char* key : {"changan", "441900119", "长安镇", "长安", "Chang'an"})
        EXPECT_EQ(plan().place(plan().find_place(key).value()).id, "changan") << key;
    EXPECT_EQ(plan().place(*plan().find_place("松山湖管委会")).id, "songshanhu");
    EXPECT_EQ(plan().place(*plan().find_place("松山湖生物医药产业基地")).id, "base_biotech");
    EXPECT_FALSE(plan().find_place("441900120")) << "this code does not exist";
}

TEST(Plan, TownCodesAreThoseOfTheStatisticsBureau) {
    EXPECT_EQ(plan().places.front().code, "441900003");
    std::set<std::string> codes;
    for (const model::Place& place : plan().places) {
        if (place.code.empty()) continue;
        EXPECT_TRUE(codes.insert(place.code).second) << place.code;
    }
    EXPECT_THAT(codes, SizeIs(36));
}

// What is wrong in a plan is said with the file and the name.

std::string plan_complaint(const CopiedLayers& layers) {
    return complaint_of([&] { read_plan_version(layers.path(), "dongguan-2024"); });
}

TEST(PlanCheck, ANameThatLeadsNowhereIsSuggested) {
    const std::string root = "plans/dongguan-2024/";
    struct Case {
        const char* file;
        const char* from;
        const char* to;
        const char* said;
    };
    const std::vector<Case> cases = {
        {"clusters/ai.toml", "\"nancheng\"", "\"nanchen\"", "did you mean nancheng?"},
        {"clusters/ai.toml", "clause = \"2.1.7\"", "clause = \"2.1.77\"", "2.1.77"},
        {"clusters/ai.toml", "id = \"ai\"", "id = \"aii\"", "file name and id must agree"},
        {"places/shuixiang.toml", "\"machong\"", "\"machon\"", "did you mean machong?"},
        {"places/changan.toml", "d_binhai", "d_binhay", "did you mean d_binhai?"},
        {"places/humen.toml", "aliases = [\"虎门\"]", "aliases = [\"长安\"]", "one place only"},
        {"places/changan.toml", "geometry_from = [\"town\"]", "geometry_from = [\"towns\"]",
         "did you mean town?"},
        {"places/changan.toml", "kind = \"town\"", "kind = \"base\"\nhosts = [\"changann\"]",
         "did you mean changan?"},
        {"places/changan.toml", "confidence = \"medium\"", "confidence = \"sure\"",
         "high, medium, low, unverified"},
        {"places/d_binhai.toml", "\"changan\"", "\"d_binhai\"", "do not contain the place itself"},
        {"plan.toml", "clause = \"3.10\"", "clause = \"3.11\"", "3.11"},
        {"plan.toml", "id = \"2.1.5\"", "id = \"2.1.4\"", "each clause once"},
        {"plan.toml", "area_mu = 9236", "area_acre = 9236", "area"},
    };
    for (const Case& wrong : cases) {
        const CopiedLayers layers;
        layers.replace(root + wrong.file, wrong.from, wrong.to);
        const std::string said = plan_complaint(layers);
        EXPECT_THAT(said, testing::HasSubstr(wrong.said)) << wrong.file << ": " << wrong.to;
        EXPECT_THAT(said, testing::HasSubstr(wrong.file)) << wrong.to;
    }
}

TEST(PlanCheck, AnOutlineInTheRecordIsReadAndWhatIsWrongInItIsSaid) {
    const std::string file = "plans/dongguan-2024/places/changan.toml";
    const auto with = [&](const std::string& crs, const std::string& wkt, const std::string& more = "") {
        const CopiedLayers layers;
        layers.write(file, read_file(layers.path() / file) + "\n[outline]\ncrs = \"" + crs + "\"\nstatus = \"approximate\"\nwkt = \"" + wkt + "\"\n" + more);
        return plan_complaint(layers);
    };
    const CopiedLayers layers;
    layers.write(file, read_file(layers.path() / file) + "\n[outline]\ncrs = \"EPSG:4547\"\nwkt = \"MULTIPOLYGON (((0 0, 0 9.5, 1e1 9.5, 10 0, 0 0), (1 1, 2 1, 2 2, 1 1)), ((20 0, 20 1, 21 1, 20 0)))\"\n");
    const model::Plan read = read_plan_version(layers.path(), "dongguan-2024");
    const model::Place& changan = read.place(*read.find_place("changan"));
    ASSERT_TRUE(changan.outline);
    EXPECT_EQ(changan.outline->epsg, 4547);
    EXPECT_EQ(changan.outline->status, model::GeometryStatus::Unstated);
    ASSERT_EQ(changan.outline->geometry.parts.size(), 2u);
    EXPECT_EQ(changan.outline->geometry.parts[0].rings[0][2], (geom::Point{10, 9.5}));
    EXPECT_EQ(changan.outline->geometry.parts[0].rings.size(), 2u);
    const std::string square = "MULTIPOLYGON (((0 0, 0 9, 9 9, 0 0)))";
    for (const auto& [crs, wkt, said] : std::vector<std::array<std::string, 3>>{
             {"EPSG:4326", square, "Gauss-Krüger"}, {"4547", square, "Gauss-Krüger"}, {"EPSG:4547", "POLYGON ((0 0, 0 9, 9 9, 0 0))", "MULTIPOLYGON"},
             {"EPSG:4547", "MULTIPOLYGON (((0 0, 0 9, 9 9)))", "rings end where they begin"}, {"EPSG:4547", "MULTIPOLYGON (((0 0, 0 nan, 9 9, 0 0)))", "MULTIPOLYGON"},
             {"EPSG:4547", "MULTIPOLYGON (((0 0, 0 1e9, 9 9, 0 0)))", "MULTIPOLYGON"}, {"EPSG:4547", square + ")", "MULTIPOLYGON"}}) {
        EXPECT_THAT(with(crs, wkt), testing::HasSubstr(said)) << wkt;
        EXPECT_THAT(with(crs, wkt), testing::HasSubstr("places/changan.toml:")) << wkt;
    }
    EXPECT_THAT(with("EPSG:4547", square, "rings = 3\n"), testing::HasSubstr("rings"));
    const CopiedLayers without;
    without.replace(file, "geometry_from = [\"town\"]", "geometry_from = [\"outline\"]");
    EXPECT_THAT(plan_complaint(without), testing::HasSubstr("[outline]"));
}

TEST(PlanCheck, AnUnknownPlanIsSuggested) {
    EXPECT_THAT(complaint_of([] { read_plan_version(shipped_layers(), "dongguan-2042"); }),
                testing::HasSubstr("did you mean dongguan-2024?"));
}

TEST(PlanCheck, TheChecklistIsFilledInTheClusterFile) {
    const CopiedLayers layers;
    const std::string file = "plans/dongguan-2024/clusters/ai.toml";
    layers.write(file, read_file(layers.path() / file) +
                           "\n[[checklist]]\nid = \"park\"\nstatus = \"yes\"\nnote = \"人工智能产业园\"\n");
    const model::Plan filled = read_plan_version(layers.path(), "dongguan-2024");
    const auto& list = filled.cluster(*filled.find_cluster("ai")).checklist;
    EXPECT_EQ(list.at(1).status, "yes");
    EXPECT_EQ(list.at(1).note, "人工智能产业园");
    EXPECT_EQ(list.at(0).status, "unknown");
    layers.write(file,
                 read_file(layers.path() / file) + "\n[[checklist]]\nid = \"parks\"\nstatus = \"yes\"\n");
    EXPECT_THAT(plan_complaint(layers), testing::HasSubstr("did you mean park?"));
}

}  // namespace
}  // namespace zonewright::catalog
