#include "answer/plan.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <algorithm>
#include <nlohmann/json.hpp>

#include "answer/ask.h"
#include "answer/questions.h"
#include "base/errors.h"
#include "unit/answer/small_study.h"

namespace zonewright::answer {
namespace {

using testing::HasSubstr;

template <typename Answer>
void expect_schema(const nlohmann::ordered_json& json) {
    const auto schema = schema_of(static_cast<const Answer*>(nullptr));
    for (const auto& [key, value] : json.items()) EXPECT_TRUE(schema["properties"].contains(key)) << key;
    for (const auto& key : schema["required"]) EXPECT_TRUE(json.contains(key.template get<std::string>())) << key;
}

TEST(PlanQuestions, AreDeclaredOnce) {
    PlanShowQuestion show;
    PlanCoverageQuestion coverage;
    EXPECT_EQ(declared(show).name, "plan_show");
    EXPECT_EQ(declared(coverage).name, "plan_coverage");
    EXPECT_FALSE(declared(coverage).find("study")->must_be_given) << "the plan alone has a coverage, too";
}

TEST(PlanShow, TakesAClusterOrAPlaceNotBoth) {
    EXPECT_THROW(ask(PlanShowQuestion{.cluster = "ai", .place = "changan"}, Progress{}), InputError);
}

TEST(PlanShow, NamesTheClusterThatWasMeant) {
    try {
        ask(PlanShowQuestion{.cluster = "enrgy"}, Progress{});
        FAIL() << "there is no such cluster";
    } catch (const InputError& problem) {
        EXPECT_THAT(problem.message(Language::En), HasSubstr("did you mean energy?"));
    }
}

TEST(PlanShow, GivesTheWholeDocumentWithBothLanguages) {
    const auto json = answer_json("plan_show", nlohmann::ordered_json::object(), Language::En, Progress{});
    expect_schema<PlanShowAnswer>(json);
    EXPECT_EQ(json["clusters"].size(), 12u);
    EXPECT_EQ(json["places"].size(), 50u);
    EXPECT_FALSE(json["plan"]["title"]["zh"].get<std::string>().empty()) << "the document's text is data";
    EXPECT_FALSE(json.contains("cluster"));
    EXPECT_FALSE(json.contains("listed"));
}

TEST(PlanShow, SaysThroughWhatAClusterConcernsAPlace) {
    const PlanShowAnswer found = ask(PlanShowQuestion{.place = "麻涌"}, Progress{});
    ASSERT_FALSE(found.listed.empty());
    for (const PlanListing& listing : found.listed) {
        EXPECT_EQ(listing.through, "shuixiang");
        EXPECT_FALSE(listing.named);
    }
    const auto json = to_json(found, Language::Zh);
    expect_schema<PlanShowAnswer>(json);
    EXPECT_EQ(json["place"]["name"]["zh"], "麻涌镇");
    EXPECT_EQ(json["listed"].size(), found.listed.size());
}

TEST(PlanCoverage, OfThePlanAloneTellsWhatIsOpen) {
    const PlanCoverageAnswer found = ask(PlanCoverageQuestion{}, Progress{});
    ASSERT_TRUE(found.open);
    const auto is_6g = [](const OpenPoint& point) { return point.what == "mobile_6g" && point.clause == "2.2.1"; };
    EXPECT_TRUE(std::ranges::any_of(*found.open, is_6g));
    EXPECT_FALSE(found.clusters);
    expect_schema<PlanCoverageAnswer>(to_json(found, Language::Zh));
}

TEST(PlanCoverage, InAStudyTellsWhatHasABoundary) {
    const SmallStudy small;
    const auto json = to_json(ask(PlanCoverageQuestion{.study = small.folder()}, Progress{}), Language::Zh);
    expect_schema<PlanCoverageAnswer>(json);
    std::size_t located = 0;
    for (const auto& cluster : json["clusters"])
        for (const auto& place : cluster["places"]) {
            const bool drawn = place["place"] == "tangxia" || place["place"] == "fenggang";
            EXPECT_EQ(!place["status"].is_null(), drawn) << place["place"];
            EXPECT_EQ(place.contains("area_m2"), drawn) << place["place"];
            located += drawn ? 1 : 0;
        }
    EXPECT_GT(located, 0u);
    EXPECT_FALSE(json.contains("open"));
}

TEST(PlanCoverage, TheTenOnesAreUnknownWithoutASource) {
    const PlanCoverageAnswer found = ask(PlanCoverageQuestion{}, Progress{});
    ASSERT_EQ(found.ten_ones.size(), 12u);
    for (const CoveredCluster& cluster : found.ten_ones) {
        EXPECT_EQ(cluster.items.size(), 10u);
        EXPECT_EQ(cluster.unknown, 10u);
    }
}

}  // namespace
}  // namespace zonewright::answer
