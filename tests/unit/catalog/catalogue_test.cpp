// The knowledge that ships with the program: it reads, it hangs together, and every figure says where it
// comes from.
#include "catalog/catalogue_reader.h"

#include <gmock/gmock.h>

#include <cmath>
#include <regex>
#include <set>

#include "catalog/layer_files.h"
#include "catalog_testing.h"

namespace zonewright::catalog {
namespace {

using testing::HasSubstr;

const model::Catalogue& catalogue() {
    static const model::Catalogue read = read_catalogue(shipped_layers(), "dongguan-2024");
    return read;
}

TEST(Catalogue, EveryPartIsThere) {
    EXPECT_GE(catalogue().roles.size(), 22u);
    EXPECT_GE(catalogue().constraints.size(), 12u);
    EXPECT_GE(catalogue().checks.size(), 11u);
    EXPECT_GE(catalogue().criteria.size(), 20u);
    for (const char* id : {"supply_classes", "size_classes", "slivers", "cost", "quality", "compliance",
                           "control_indicators", "double_evaluation", "area", "assembly", "barriers",
                           "supply_balance"})
        EXPECT_NO_THROW(catalogue().rules_of(id)) << id;
    EXPECT_EQ(catalogue().version.size(), 64u);
}

void expect_sourced(const model::Evidence& evidence, const std::string& thing) {
    EXPECT_FALSE(evidence.source.empty()) << thing;
}

TEST(Catalogue, EveryFigureHasASource) {
    for (const auto& rules : catalogue().rules)
        for (const auto& value : rules.values) expect_sourced(value.evidence, rules.id + "." + value.key);
    for (const auto& rule : catalogue().constraints) {
        expect_sourced(rule.evidence, rule.id);
        EXPECT_FALSE(rule.legal_basis.empty()) << rule.id;
    }
    for (const auto& check : catalogue().checks) expect_sourced(check.evidence, check.id);
    for (const auto& criterion : catalogue().criteria) expect_sourced(criterion.evidence, criterion.id);
    for (const auto& set : catalogue().weight_sets) expect_sourced(set.evidence, set.id);
    for (const auto& place : catalogue().plan.places) expect_sourced(place.evidence, place.id);
}

/// A figure said to be certain names its document or date; what is a guess says so.
TEST(Catalogue, FiguresCalledCertainNameADocumentOrADate) {
    const auto is_dated = [](const model::Evidence& evidence) {
        return evidence.confidence != model::Confidence::High || !evidence.document.empty() ||
               !evidence.date.empty();
    };
    for (const auto& rules : catalogue().rules)
        for (const auto& value : rules.values)
            EXPECT_TRUE(is_dated(value.evidence) || !value.value) << rules.id << "." << value.key;
    for (const auto& rule : catalogue().constraints) EXPECT_TRUE(is_dated(rule.evidence)) << rule.id;
}

TEST(Catalogue, ConstraintsFollowTheWaterfall) {
    std::vector<std::string> order;
    for (const auto& rule : catalogue().constraints) order.push_back(rule.id);
    EXPECT_THAT(order, testing::ElementsAre("permanent_farmland", "ecological_redline",
                                            "outside_growth_boundary", "water", "river_management",
                                            "water_source_protection", "slope", "geohazard_high",
                                            "power_corridor", "road_corridor", "heritage", "fragment"));
}

TEST(Catalogue, PowerCorridorsFollowTheRegulation) {
    const auto& rules = catalogue().constraints;
    const auto power =
        std::find_if(rules.begin(), rules.end(), [](const auto& r) { return r.id == "power_corridor"; });
    ASSERT_NE(power, rules.end());
    EXPECT_EQ(power->width_by_class_m.at("110"), 10);
    EXPECT_EQ(power->width_by_class_m.at("220"), 15);
    EXPECT_EQ(power->width_by_class_m.at("500"), 20);
}

TEST(Catalogue, EveryClusterHasDefaultJudgements) {
    const model::WeightSet* weights = catalogue().find_weights("default");
    ASSERT_NE(weights, nullptr);
    EXPECT_TRUE(weights->is_default);
    std::set<std::string> clusters;
    for (const auto& entry : weights->clusters) clusters.insert(entry.cluster);
    for (const auto& cluster : catalogue().plan.clusters)
        EXPECT_TRUE(clusters.contains(cluster.id)) << cluster.id;
    EXPECT_FALSE(catalogue().find_weights("equal")->is_default);
}

/// Largest eigenvalue by power iteration: an oracle independent of suitability/.
double consistency_ratio(const std::vector<std::vector<double>>& matrix) {
    const std::size_t n = matrix.size();
    std::vector<double> vector(n, 1.0);
    double eigenvalue = 0;
    for (int round = 0; round < 500; ++round) {
        std::vector<double> next(n, 0.0);
        for (std::size_t i = 0; i < n; ++i)
            for (std::size_t j = 0; j < n; ++j) next[i] += matrix[i][j] * vector[j];
        double sum = 0;
        for (const double x : next) sum += x;
        for (double& x : next) x /= sum;
        vector = next;
        eigenvalue = sum;
    }
    constexpr double random_index_of_11 = 1.51;  // Saaty 1980
    return (eigenvalue - static_cast<double>(n)) / (static_cast<double>(n) - 1) / random_index_of_11;
}

TEST(Catalogue, DefaultJudgementsAreReciprocalAndConsistent) {
    for (const auto& entry : catalogue().find_weights("default")->clusters) {
        const auto& m = entry.judgements;
        ASSERT_EQ(m.size(), entry.criteria.size());
        ASSERT_EQ(m.size(), 11u) << "the random index below is that of order 11";
        for (std::size_t i = 0; i < m.size(); ++i)
            for (std::size_t j = 0; j < m.size(); ++j) {
                EXPECT_NEAR(m[i][j] * m[j][i], 1, 1e-12);
                EXPECT_LE(m[i][j], 9);
            }
        EXPECT_LT(consistency_ratio(m), 0.1) << entry.cluster;
        EXPECT_GE(consistency_ratio(m), 0) << entry.cluster;
    }
}

TEST(Catalogue, ListedPlacesNeverMakeUnlistedOnesUnfit) {
    const auto* listing = catalogue().find_criterion("zone_listing");
    ASSERT_NE(listing, nullptr);
    EXPECT_GT(listing->unlisted_value, 0);
    EXPECT_GT(listing->open_value, listing->unlisted_value);
}

TEST(Catalogue, VersionFollowsContentsNotPlace) {
    const CopiedLayers copy;
    EXPECT_EQ(read_catalogue(copy.path(), "dongguan-2024").version, catalogue().version);
    copy.replace("rules/slivers.toml", "value = 1", "value = 2");
    EXPECT_NE(read_catalogue(copy.path(), "dongguan-2024").version, catalogue().version);
}

TEST(Catalogue, EveryTomlFileOfLayersIsToml) {
    std::size_t files = 0;
    for (const auto& entry : std::filesystem::recursive_directory_iterator(shipped_layers())) {
        if (entry.path().extension() != ".toml") continue;
        ++files;
        // What `new` fills in stands between @ in the templates.
        const std::string text = std::regex_replace(read_file(entry.path()), std::regex("@[A-Z]+@"), "0");
        EXPECT_NO_THROW(parse_toml(text, entry.path().filename().string()))
            << entry.path();
    }
    EXPECT_GT(files, 150u);
}

struct Spoiled {
    const char* file;
    const char* from;
    const char* to;
    const char* said;
};

class CatalogueMistake : public testing::TestWithParam<Spoiled> {};

TEST_P(CatalogueMistake, IsOneErrorThatNamesTheFile) {
    const Spoiled& spoiled = GetParam();
    const CopiedLayers layers;
    layers.replace(spoiled.file, spoiled.from, spoiled.to);
    const std::string said = complaint_of([&] { read_catalogue(layers.path(), "dongguan-2024"); });
    EXPECT_THAT(said, HasSubstr(spoiled.said));
    EXPECT_THAT(said, HasSubstr(spoiled.file));
}

INSTANTIATE_TEST_SUITE_P(
    Files, CatalogueMistake,
    testing::Values(
        Spoiled{"roles/town.toml", "type = \"text\"", "type = \"txt\"", "did you mean text?"},
        Spoiled{"roles/town.toml", "must_tile", "musttile", "did you mean must_tile?"},
        Spoiled{"roles/road.toml", "= \"expressway\"", "= \"expresway\"", "did you mean expressway?"},
        Spoiled{"roles/town.toml", "name = \"name\"", "name = \"code\"", "each field once"},
        Spoiled{"constraints/water.toml", "role = \"water\"", "role = \"watr\"", "did you mean water?"},
        Spoiled{"constraints/water.toml", "bit = 3", "bit = 32", "from 0 to 31"},
        Spoiled{"constraints/water.toml", "bit = 3", "bit = 2", "of its own"},
        Spoiled{"constraints/water.toml", "order = 40", "order = 30", "of its own"},
        Spoiled{"constraints/power_corridor.toml", "width_by_class_m", "width_by_clas_m",
                "width_m or width_by_class_m"},
        Spoiled{"constraints/slope.toml", "threshold_degree = 25", "threshold_degree = 95", "from 0 to 90"},
        Spoiled{"constraints/slope.toml", "threshold_degree = 25", "", "threshold_degree"},
        Spoiled{"constraints/fragment.toml", "width_m = 20", "", "width_m"},
        Spoiled{"constraints/geohazard_high.toml", "level = [\"high\"]", "level = [\"hihg\"]",
                "did you mean high?"},
        Spoiled{"constraints/geohazard_high.toml", "where = { level", "where = { levl",
                "did you mean level?"},
        Spoiled{"criteria/slope.toml", "role = \"dem\"", "role = \"den\"", "did you mean dem?"},
        Spoiled{"criteria/slope.toml", "measure = \"slope\"", "measure = \"slop\"", "did you mean slope?"},
        Spoiled{"criteria/slope.toml", "[3, 1], [8", "[9, 1], [8", "ascending"},
        Spoiled{"criteria/slope.toml", "[3, 1]", "[3, 2]", "from 0 to 1"},
        Spoiled{"criteria/slope.toml", "[3, 1]", "[3, 1, 1]", "pairs"},
        Spoiled{"criteria/relief.toml", "radius_m = 250", "", "radius_m"},
        Spoiled{"criteria/port_minutes.toml", "off_road_kmh = 5", "", "off_road_kmh"},
        Spoiled{"criteria/metro_distance.toml", "low = 500", "low = 5000", "below high"},
        Spoiled{"criteria/current_use.toml", "field = \"class_code\"", "field = \"class_cod\"",
                "did you mean class_code?"},
        Spoiled{"criteria/current_use.toml", "kind = \"categorical\"", "kind = \"linear\"",
                "categorical curve"},
        Spoiled{"criteria/zone_listing.toml", "clause = \"2.1\"", "clause = \"2.9\"", "2.9"},
        Spoiled{"criteria/substation_distance.toml", "value_by_cluster.ai", "value_by_cluster.ia", "ia"},
        Spoiled{"weights/default.toml", "cluster = \"ai\"", "cluster = \"aii\"", "did you mean ai?"},
        Spoiled{"weights/default.toml", "\"zone_listing\"", "\"zone_listng\"", "did you mean zone_listing?"},
        Spoiled{"weights/default.toml", "cluster = \"ai\"", "cluster = \"energy\"", "each cluster once"},
        Spoiled{"weights/default.toml", "method = \"ahp\"", "method = \"direct\"", "above 0"},
        Spoiled{"weights/default.toml", "upper = [\n", "upper = [\n    [1],\n", "10 rows"},
        Spoiled{"weights/equal.toml", "slope = 1", "slope = -1", "not below 0"},
        Spoiled{"rules/slivers.toml", "unit = \"m2\"", "", "a unit"},
        Spoiled{"rules/slivers.toml", "value = 1", "", "unknown = true"},
        Spoiled{"rules/slivers.toml", "key = \"width_m\"", "key = \"area_m2\"", "each key once"},
        Spoiled{"rules/cost.toml", "low = 600", "low = 6000", "not above high"},
        Spoiled{"rules/cost.toml", "low = 600", "", "low and high together"},
        Spoiled{"rules/cost.toml", "id = \"cost\"", "id = \"costs\"", "file name and id must agree"},
        Spoiled{"checks/farmland.toml", "occupied = \"conflicts\"", "occupied = \"illegal\"",
                "fits, conditional, conflicts"},
        Spoiled{"checks/slope.toml", "constraint = \"slope\"", "constraint = \"slop\"",
                "did you mean slope?"},
        Spoiled{"checks/farmland.toml", "order = 10", "order = 20", "of its own"}));

TEST(Catalogue, AMissingFolderIsNamed) {
    const CopiedLayers layers;
    std::filesystem::remove_all(layers.path() / "roles");
    EXPECT_THAT(complaint_of([&] { read_catalogue(layers.path(), "dongguan-2024"); }),
                HasSubstr("layers/roles"));
}

TEST(TownSeats, AnUnknownPlaceIsSuggested) {
    const CopiedLayers layers;
    layers.replace("demo/town_seats.toml", "\"dongcheng\"", "\"dongchen\"");
    EXPECT_THAT(complaint_of([&] { read_town_seats(layers.path(), catalogue().plan); }),
                HasSubstr("did you mean dongcheng?"));
}

}  // namespace
}  // namespace zonewright::catalog
