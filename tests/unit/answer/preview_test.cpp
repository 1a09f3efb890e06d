#include "answer/preview.h"

#include <gtest/gtest.h>

#include <sstream>

#include "answer/ask.h"
#include "answer/curve_text.h"
#include "answer/live_talk.h"
#include "answer/tried_weights.h"
#include "base/errors.h"
#include "catalog/criterion_reader.h"
#include "catalog/weight_reader.h"
#include "io/raster_io.h"
#include "unit/answer/schema_keys.h"
#include "unit/answer/small_study.h"

namespace zonewright::answer {
namespace {

using Json = nlohmann::ordered_json;

PreviewAnswer tried(const SmallStudy& small, std::vector<std::string> weights, bool verify = false) {
    return ask(PreviewQuestion{.study = small.folder(), .cluster = "semiconductor", .weights = std::move(weights), .verify = verify}, Progress{});
}

TEST(PreviewAnswer, UnderTheRunsWeightsNothingMovesAndEveryCellIsTheRuns) {
    const SmallStudy small;
    const PreviewAnswer found = tried(small, {}, true);
    ASSERT_TRUE(found.compared && found.shift);
    EXPECT_GT(found.compared->rated, 0u);
    EXPECT_EQ(found.compared->different, 0u);
    EXPECT_EQ(found.shift->gained + found.shift->lost, 0u);
    EXPECT_EQ(found.shift->scored, 24u);
    EXPECT_TRUE(found.complete);
}

TEST(PreviewAnswer, ParcelsAndSupplyOfAllClassesStayTheSameInAll) {
    const SmallStudy small;
    const PreviewAnswer first = tried(small, {});
    std::vector<std::string> weights;
    for (const TriedWeight& weight : first.weights) weights.push_back(weight.criterion + (weights.empty() ? "=1" : "=0"));
    const PreviewAnswer found = tried(small, weights);
    EXPECT_EQ(found.weights[0].tried, 1);
    Area before, after;
    std::size_t parcels = 0;
    for (const ClassShift& row : found.shift->classes) before += row.before, after += row.after, parcels += row.parcels_after;
    EXPECT_EQ(before, after);
    EXPECT_EQ(parcels, 24u);
}

TEST(PreviewAnswer, RefusesWeightsThatCannotBe) {
    const SmallStudy small;
    EXPECT_THROW(tried(small, {"no_such=0.2"}), InputError);
    EXPECT_THROW(tried(small, {"slope"}), InputError);
    const std::string known = tried(small, {}).weights[0].criterion;
    EXPECT_THROW(tried(small, {known + "=-1"}), InputError);
}

TEST(PreviewAnswer, GivesJsonThatItsSchemaKnows) {
    const SmallStudy small;
    expect_keys_of_schema(to_json(tried(small, {}, true), Language::En), schema_of(static_cast<const PreviewAnswer*>(nullptr)));
}

/// Lines in, lines and bytes out.
struct LiveTalkTest : testing::Test {
    SmallStudy small;
    study::Study study{small.folder()};

    std::istringstream told(const std::vector<Json>& asked) const {
        study.suitability(), study.supply();
        std::stringstream in, out;
        for (const Json& question : asked) in << question.dump() << '\n';
        talk_live(study, 64, in, out, {});
        return std::istringstream(out.str());
    }
    static Json line(std::istream& from) {
        std::string text;
        std::getline(from, text);
        return Json::parse(text);
    }
};

TEST_F(LiveTalkTest, ASurfaceIsTheRunsToTheLastDigit) {
    const raster::GridSpec& spec = study.grid();
    auto out = told({{{"do", "surface"}, {"cluster", "semiconductor"}, {"column", 0}, {"row", 0}, {"width", spec.columns}, {"height", spec.rows}, {"step", 1}}});
    const Json head = line(out);
    ASSERT_TRUE(head["ok"]) << head;
    ASSERT_EQ(head["bytes"], 2 * spec.cell_count());
    std::string bytes(2 * spec.cell_count(), '\0');
    out.read(bytes.data(), static_cast<std::streamsize>(bytes.size()));
    std::vector<float> run(spec.cell_count());
    std::size_t place = 0;
    while (study.plan().cluster(study.suitability().clusters[place].cluster).id != "semiconductor") ++place;
    io::RasterReader(study.suitability().clusters[place].tiles).read(0, 0, spec.columns, spec.rows, run);
    for (std::size_t i = 0; i < run.size(); ++i) {
        const int pixel = static_cast<unsigned char>(bytes[2 * i]) + 256 * static_cast<unsigned char>(bytes[2 * i + 1]);
        const int wanted = run[i] >= 0 ? static_cast<int>(std::lround(10000.0 * static_cast<double>(run[i]))) : run[i] < 0 ? 65534 : 65535;
        ASSERT_EQ(pixel, wanted) << i;
    }
}

TEST_F(LiveTalkTest, AStudyThatCannotBeBroughtUpSaysSoInEveryAnswer) {
    for (const auto& entry : std::filesystem::directory_iterator(small.folder()))
        if (entry.path().filename() != "study.toml") std::filesystem::remove_all(entry.path());
    std::stringstream in("{\"do\": \"open\"}\n{\"do\": \"ahp\"}\n"), out;
    talk_live(study, 64, in, out, {});
    for (int i = 0; i < 2; ++i) {
        const Json answer = line(out);
        EXPECT_FALSE(answer["ok"]);
        EXPECT_NE(answer["error"]["en"].get<std::string>().find("Next step"), std::string::npos) << answer;
    }
}

TEST_F(LiveTalkTest, ASavedCurveIsReadBackAsItWasForThisClusterAlone) {
    study.supply();
    const auto& criteria = study.catalogue().criteria;
    const model::ValueFunction knots{.kind = model::CurveKind::Piecewise, .knots = {{-1.5, 0}, {0.1, 1.0 / 3}, {1e6, 1}}};
    const model::ValueFunction s_shape{.kind = model::CurveKind::SShape, .low = 0.1, .high = 2e-7 + 1, .at_low = 1, .at_high = 0.25, .shape = 3.3};
    for (const model::ClusterRating& rating : study.suitability().clusters)
        for (const model::RatedCriterion& rated : rating.criteria)
            for (const model::ValueFunction& curve : {rated.value, knots, s_shape}) {
                const model::CriterionDefinition& before = criteria.at(rated.criterion.index());
                const std::string cluster = study.plan().cluster(rating.cluster).id;
                if (before.measure == model::MeasureKind::Category) continue;  // takes no other kind of curve
                const std::string text = curve_text(study, {.criterion = before.id, .cluster = cluster, .curve = curve, .by = "张\"三\n", .date = "2026-11-27"});
                const auto after = catalog::read_toml(text, before.id, [&](catalog::TableReader& reader) { return catalog::read_criterion(reader, before.id); });
                model::CriterionDefinition wanted = before;
                wanted.value_by_cluster[cluster] = after.value_by_cluster.at(cluster);
                EXPECT_EQ(after.value_by_cluster, wanted.value_by_cluster) << text;
                EXPECT_EQ(after.value, before.value);
                EXPECT_EQ(curve_json(after.value_by_cluster.at(cluster)), curve_json(curve)) << text;
            }
    EXPECT_THROW(curve_text(study, {.criterion = "../../x", .cluster = "ai", .curve = knots, .by = "b", .date = "d"}), InputError);
}

TEST_F(LiveTalkTest, AMistakeEndsNothing) {
    auto out = told({{{"do", "dance"}}, Json::array(), {{"do", "surface"}, {"cluster", "semiconductor"}}, {{"do", "open"}}});
    for (int i = 0; i < 3; ++i) {
        const Json answer = line(out);
        EXPECT_FALSE(answer["ok"]);
        EXPECT_TRUE(answer["error"]["zh"].is_string() && answer["error"]["en"].is_string());
    }
    const Json opened = line(out);
    EXPECT_TRUE(opened["ok"]);
    EXPECT_GT(opened["clusters"].size(), 3u);
    EXPECT_EQ(opened["grid"]["cell_m"], 50);
}

TEST_F(LiveTalkTest, APointsPartsAddUpToItsScore) {
    auto out = told({{{"do", "point"}, {"cluster", "semiconductor"}, {"x_m", 500250}, {"y_m", 2530750}},
                     {{"do", "point"}, {"cluster", "semiconductor"}, {"x_m", 0}, {"y_m", 0}}});
    const Json point = line(out);
    EXPECT_EQ(point["parcel"], "A1");
    EXPECT_EQ(point["state"], "scored");
    double sum = 0;
    for (const Json& part : point["parts"]) sum += part["points"].get<double>();
    EXPECT_NEAR(sum, point["score"].get<double>(), 1e-12);
    EXPECT_EQ(line(out)["state"], "outside");
}

TEST_F(LiveTalkTest, JudgementsGiveWeightsAndWhatSpoilsThem) {
    auto out = told({{{"do", "ahp"}, {"upper", {{3, 5}, {3}}}}, {{"do", "ahp"}, {"upper", {{9, 0.1111}, {9}}}}, {{"do", "ahp"}, {"upper", {{1, 2}}}}});
    const Json good = line(out), bad = line(out);
    EXPECT_LT(good["consistency_ratio"].get<double>(), 0.1);
    EXPECT_GT(bad["consistency_ratio"].get<double>(), 0.1);
    EXPECT_TRUE(bad.contains("worst"));
    EXPECT_FALSE(line(out)["ok"]);
}

TEST_F(LiveTalkTest, SavedWeightsAreReadBackAsTheyWere) {
    const std::string criterion = tried(small, {}).weights[0].criterion;
    auto out = told({{{"do", "weights_file"}, {"id", "trial-1"}, {"title", "试\"用"}, {"by", "张三"}, {"date", "2026-11-27"}, {"cluster", "semiconductor"},
                      {"weights", {{criterion, 0.5}}}},
                     {{"do", "weights_file"}, {"id", "../x"}, {"title", "t"}, {"by", "b"}, {"date", "2026-11-27"}, {"cluster", "semiconductor"}}});
    const Json made = line(out);
    ASSERT_TRUE(made["ok"]) << made;
    EXPECT_FALSE(line(out)["ok"]);
    const auto folder = small.folder() / "kept";
    std::filesystem::create_directories(folder / "weights");
    write_file(folder / "weights" / "trial-1.toml", made["text"].get<std::string>());
    catalog::LayerFiles files(folder);
    const model::WeightSet set = catalog::read_weight_sets(files).at(0);
    EXPECT_EQ(set.clusters.size(), study.suitability().clusters.size());
    const auto entry = std::ranges::find(set.clusters, "semiconductor", &model::ClusterWeights::cluster);
    ASSERT_NE(entry, set.clusters.end());
    double sum = 0, weighed = 0;
    for (const auto& [id, weight] : entry->weights) sum += weight;
    EXPECT_NEAR(sum, 1, 1e-9) << "with what has no source here";
    const double measured = model::measured_weight(study.suitability().clusters[2]);
    for (const TriedWeight& weight : tried(small, {criterion + "=0.5"}).weights) {
        EXPECT_NEAR(entry->weights.at(weight.criterion), weight.tried * measured, 1e-9) << weight.criterion;
        weighed += entry->weights.at(weight.criterion);
    }
    EXPECT_NEAR(weighed, measured, 1e-9);
}

}  // namespace
}  // namespace zonewright::answer
