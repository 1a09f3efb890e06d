#include "answer/allocate.h"

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

const std::string every_method = std::string(ZONEWRIGHT_SOURCE_DIR) + "/tests/support/weights/every_method.toml";

TEST(AllocateQuestion, TakesSeveralSetsOfWeights) {
    AllocateQuestion question;
    const Declaration declaration = declared(question);
    EXPECT_EQ(declaration.name, "allocate");
    ASSERT_NE(declaration.find("weights"), nullptr);
    EXPECT_TRUE(declaration.find("weights")->is_list());
    EXPECT_TRUE(declaration.find("verify")->is_flag());
}

TEST(AllocateQuestion, NamesWeightsThatThereAreNot) {
    const SmallStudy small;
    try {
        ask(AllocateQuestion{.study = small.folder(), .weights = {"nobody"}}, Progress{});
        FAIL() << "no such weights";
    } catch (const InputError& problem) {
        EXPECT_THAT(problem.message(Language::En), HasSubstr("nobody"));
        EXPECT_THAT(problem.message(Language::En), HasSubstr("default"));
    }
}

TEST(AllocateAnswer, MeetsASmallDemandAndProvesIt) {
    const SmallStudy small;
    const AllocateAnswer found = ask(AllocateQuestion{.study = small.folder()}, Progress{});
    ASSERT_TRUE(found.allocation);
    const AllocationFigures& figures = *found.allocation;
    EXPECT_TRUE(figures.certificate_holds);
    EXPECT_LE(figures.objective, figures.bound);
    Area demand, allocated;
    for (const ClusterAllocation& cluster : figures.clusters) {
        demand += cluster.demand, allocated += cluster.allocated;
        EXPECT_TRUE(cluster.cluster == "semiconductor" || cluster.allocated == Area{}) << cluster.cluster;
    }
    EXPECT_NEAR(demand.mu(), 30, 1e-3);
    EXPECT_EQ(found.complete, allocated >= demand);
    ASSERT_EQ(found.outputs.size(), 1u);
    EXPECT_TRUE(std::filesystem::exists(found.outputs[0].path));
}

TEST(AllocateAnswer, ChecksTheCertificateItWrote) {
    const SmallStudy small;
    AllocateQuestion question{.study = small.folder(), .verify = true};
    EXPECT_THROW(ask(question, Progress{}), InputError) << "nothing has been allocated yet";
    question.verify = false;
    const AllocateAnswer first = ask(question, Progress{});
    question.verify = true;
    const AllocateAnswer found = ask(question, Progress{});
    ASSERT_TRUE(found.check);
    EXPECT_TRUE(found.check->holds);
    EXPECT_EQ(found.check->proved_gap, first.allocation->proved_gap);
    for (const RecomputedFigure& figure : found.check->figures) EXPECT_EQ(figure.claimed, figure.recomputed) << figure.name;
}

TEST(AllocateAnswer, SetsWeightsOfEveryMethodSideBySide) {
    const SmallStudy small;
    const AllocateAnswer found =
        ask(AllocateQuestion{.study = small.folder(), .weights = {"default", every_method}}, Progress{});
    ASSERT_TRUE(found.by_weights);
    ASSERT_EQ(found.by_weights->weight_sets.size(), 2u);
    EXPECT_EQ(found.by_weights->weight_sets[0].changed_units, 0u);
    EXPECT_EQ(found.by_weights->weight_sets[1].weights, "every_method");
    for (const WeightSetOutcome& outcome : found.by_weights->weight_sets) {
        EXPECT_GE(outcome.mean_score, 0);
        EXPECT_LE(outcome.mean_score, 1);
        EXPECT_TRUE(std::filesystem::exists(outcome.certificate));
    }
}

TEST(AllocateAnswer, KeepsItsSchemaWhateverIsAsked) {
    const SmallStudy small;
    const auto schema = schema_of(static_cast<const AllocateAnswer*>(nullptr));
    const nlohmann::ordered_json study{{"study", small.folder().string()}};
    for (const nlohmann::ordered_json& more :
         {nlohmann::ordered_json::object(), nlohmann::ordered_json{{"verify", true}},
          nlohmann::ordered_json{{"weights", nlohmann::ordered_json::array({"equal"})}}}) {
        nlohmann::ordered_json question = study;
        question.update(more);
        const auto json = answer_json("allocate", question, Language::En, Progress{});
        for (const auto& [key, value] : json.items()) EXPECT_TRUE(schema["properties"].contains(key)) << key;
        for (const auto& key : schema["required"]) EXPECT_TRUE(json.contains(key.get<std::string>())) << key;
    }
}

}  // namespace
}  // namespace zonewright::answer
