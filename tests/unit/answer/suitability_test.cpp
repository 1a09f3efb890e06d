#include "answer/suitability.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <nlohmann/json.hpp>

#include "answer/ask.h"
#include "answer/questions.h"
#include "base/errors.h"
#include "support/small_study.h"

namespace zonewright::answer {
namespace {

using testing::HasSubstr;

TEST(SuitabilityQuestion, DeclaresScoresAsShares) {
    SuitabilityQuestion question;
    const Declaration declaration = declared(question);
    EXPECT_EQ(declaration.name, "suitability");
    ASSERT_NE(declaration.find("from"), nullptr);
    EXPECT_EQ(declaration.find("from")->measured_in, "1");
    EXPECT_EQ(declaration.find("minimum_mu")->measured_in, "mu");
}

TEST(SuitabilityQuestion, RefusesAProfileThatThereIsNot) {
    SuitabilityQuestion question{.study = "x", .profile = "industry"};
    try {
        check(declared(question), NamedAs::Option);
        FAIL() << "industry is no profile";
    } catch (const InputError& problem) {
        EXPECT_THAT(problem.message(Language::En), HasSubstr("--profile"));
        EXPECT_THAT(problem.message(Language::En), HasSubstr("industries"));
    }
}

TEST(SuitabilityQuestion, WantsAClusterForPatches) {
    SuitabilityQuestion question{.study = "x", .patches = "patches.gpkg"};
    EXPECT_THROW(check(declared(question), NamedAs::Key), InputError);
}

TEST(SuitabilityAnswer, CountsEveryParcelOnceForEveryCluster) {
    const SmallStudy small;
    const SuitabilityAnswer found = ask(SuitabilityQuestion{.study = small.folder()}, Progress{});
    ASSERT_TRUE(found.clusters);
    EXPECT_EQ(found.clusters->size(), 12u);
    for (const ClusterScores& row : *found.clusters) {
        EXPECT_EQ(row.parcels.scored + row.parcels.excluded + row.parcels.no_data, 24u) << row.cluster;
        std::size_t in_classes = 0;
        for (const ClassCount& grade : row.classes) in_classes += grade.parcels;
        EXPECT_EQ(in_classes, row.parcels.scored) << row.cluster;
    }
    EXPECT_TRUE(found.rule->weights_are_default);
    EXPECT_FALSE(found.one);
}

TEST(SuitabilityAnswer, ListsWeightsAndTheBestParcelsOfOneCluster) {
    const SmallStudy small;
    const SuitabilityAnswer found = ask(
        SuitabilityQuestion{.study = small.folder(), .cluster = "semiconductor", .top = 3, .draws = 20}, Progress{});
    ASSERT_TRUE(found.one);
    double sum = 0;
    for (const WeighedCriterion& criterion : found.one->criteria) sum += criterion.weight;
    EXPECT_NEAR(sum, 1, 1e-12);
    ASSERT_EQ(found.one->best.size(), 3u);
    EXPECT_GE(found.one->best[0].score, found.one->best[1].score);
    ASSERT_TRUE(found.one->best[0].acceptability);
    EXPECT_EQ(found.one->best[0].acceptability->size(), 3u) << "within the best 1 %, 5 % and 10 %";
}

TEST(SuitabilityAnswer, WritesPatchesOfTheWishedSize) {
    const SmallStudy small;
    SuitabilityQuestion question{.study = small.folder(), .cluster = "semiconductor"};
    question.patches = small.folder() / "patches.gpkg";
    question.from = 0, question.minimum_mu = 1;
    const SuitabilityAnswer found = ask(question, Progress{});
    ASSERT_TRUE(found.one->patches);
    EXPECT_GE(found.one->patches->count, 1u);
    ASSERT_EQ(found.outputs.size(), 1u);
    EXPECT_TRUE(std::filesystem::exists(found.outputs[0].path));
}

TEST(SuitabilityAnswer, KeepsItsSchemaWhateverIsAsked) {
    const SmallStudy small;
    const auto schema = schema_of(static_cast<const SuitabilityAnswer*>(nullptr));
    for (const char* profile : {"industries", "urban_construction"})
        for (const char* cluster : {"", "semiconductor"}) {
            const auto json = answer_json(
                "suitability",
                {{"study", small.folder().string()}, {"cluster", cluster}, {"profile", profile}}, Language::Zh,
                Progress{});
            for (const auto& [key, value] : json.items()) EXPECT_TRUE(schema["properties"].contains(key)) << key;
            for (const auto& key : schema["required"]) EXPECT_TRUE(json.contains(key.get<std::string>())) << key;
        }
}

}  // namespace
}  // namespace zonewright::answer
