#include "answer/explain.h"

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

TEST(ExplainQuestion, NeedsAParcelAndACluster) {
    ExplainQuestion question;
    const Declaration declaration = declared(question);
    EXPECT_EQ(declaration.name, "explain");
    EXPECT_TRUE(declaration.find("parcel")->must_be_given);
    EXPECT_TRUE(declaration.find("cluster")->must_be_given);
}

TEST(ExplainQuestion, NamesTheNearestParcel) {
    const SmallStudy small;
    try {
        ask(ExplainQuestion{.study = small.folder(), .parcel = "A13", .cluster = "semiconductor"}, Progress{});
        FAIL() << "A12 is the last parcel";
    } catch (const InputError& problem) {
        EXPECT_THAT(problem.message(Language::En), HasSubstr("A13"));
    }
}

TEST(ExplainAnswer, AddsUpToTheScore) {
    const SmallStudy small;
    const ExplainAnswer found =
        ask(ExplainQuestion{.study = small.folder(), .parcel = "A6", .cluster = "semiconductor"}, Progress{});
    ASSERT_EQ(found.state, model::ScoreState::Scored);
    double sum = 0;
    for (const ScoreContribution& part : found.contributions) sum += part.points;
    EXPECT_EQ(sum, found.score) << "to the last bit";
    ASSERT_TRUE(found.rank && found.ranked);
    EXPECT_GE(*found.rank, 1u);
    EXPECT_LE(*found.rank, *found.ranked);
    EXPECT_FALSE(found.binding.en.empty());
    EXPECT_EQ(found.warnings.size(), found.dropped.size()) << "every criterion without source is said";
}

TEST(ExplainAnswer, PutsTheGreatestLossFirst) {
    const SmallStudy small;
    const ExplainAnswer found =
        ask(ExplainQuestion{.study = small.folder(), .parcel = "B1", .cluster = "semiconductor"}, Progress{});
    ASSERT_EQ(found.by_loss.size(), found.contributions.size());
    for (std::size_t k = 1; k < found.by_loss.size(); ++k)
        EXPECT_GE(found.contributions[found.by_loss[k - 1]].lost, found.contributions[found.by_loss[k]].lost);
}

TEST(ExplainAnswer, IsTheSameFromJson) {
    const SmallStudy small;
    const auto json = answer_json(
        "explain", {{"study", small.folder().string()}, {"parcel", "A6"}, {"cluster", "semiconductor"}},
        Language::En, Progress{});
    const auto schema = schema_of(static_cast<const ExplainAnswer*>(nullptr));
    for (const auto& [key, value] : json.items()) EXPECT_TRUE(schema["properties"].contains(key)) << key;
    for (const auto& key : schema["required"]) EXPECT_TRUE(json.contains(key.get<std::string>())) << key;
    EXPECT_EQ(json["state"], "scored");
    EXPECT_EQ(json["parcel"], "A6");
}

}  // namespace
}  // namespace zonewright::answer
