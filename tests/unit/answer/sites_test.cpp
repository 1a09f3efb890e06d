#include "answer/sites.h"

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

TEST(SitesQuestion, IsDeclaredOnce) {
    SitesQuestion question;
    const Declaration declaration = declared(question);
    EXPECT_EQ(declaration.name, "sites");
    ASSERT_NE(declaration.find("area_mu"), nullptr);
    EXPECT_EQ(option_name(*declaration.find("area_mu")), "--area-mu");
    EXPECT_EQ(declaration.find("area_mu")->measured_in, "mu");
}

TEST(SitesQuestion, RefusesAFootprintOfOneSideByName) {
    SitesQuestion question{.study = "x", .cluster = "ai", .area_mu = 10, .footprint = {80}};
    try {
        check(declared(question), NamedAs::Option);
        FAIL() << "one side is no rectangle";
    } catch (const InputError& problem) {
        EXPECT_THAT(problem.message(Language::En), HasSubstr("--footprint"));
        EXPECT_THAT(problem.message(Language::En), HasSubstr("2 values"));
    }
}

TEST(SitesAnswer, IsASiteOfTouchingParcelsInsideTheWindow) {
    const SmallStudy small;
    SitesQuestion question{.study = small.folder(), .cluster = "semiconductor", .area_mu = 30, .count = 1};
    question.town = "塘厦";
    const SitesAnswer found = ask(question, Progress{});
    ASSERT_EQ(found.sites.size(), 1u);
    const SiteCard& card = found.sites.front();
    EXPECT_GE(card.area_mu, 30);
    EXPECT_LE(card.area_mu, 36);
    EXPECT_EQ(card.town_code, "441900116");
    for (const std::string& parcel : card.parcels) EXPECT_EQ(parcel.front(), 'A');
    EXPECT_TRUE(found.complete);
}

TEST(SitesAnswer, SaysWhatIsMissingWhenTheAreaIsBeyondReach) {
    const SmallStudy small;
    const SitesAnswer found =
        ask(SitesQuestion{.study = small.folder(), .cluster = "semiconductor", .area_mu = 5000}, Progress{});
    EXPECT_FALSE(found.complete);
    ASSERT_TRUE(found.shortfall);
    EXPECT_EQ(found.shortfall->missing_sites, 1);
    const auto json = to_json(found, Language::En);
    EXPECT_EQ(json["status"], "shortfall");
    EXPECT_EQ(json["shortfall"]["reason"], found.shortfall->reason.en);
}

TEST(SitesAnswer, IsTheSameFromJson) {
    const SmallStudy small;
    const auto json = answer_json("sites",
                                  {{"study", small.folder().string()}, {"cluster", "semiconductor"}, {"area_mu", 30}},
                                  Language::Zh, Progress{});
    const auto schema = schema_of(static_cast<const SitesAnswer*>(nullptr));
    for (const auto& [key, value] : json.items()) EXPECT_TRUE(schema["properties"].contains(key)) << key;
    for (const auto& key : schema["required"]) EXPECT_TRUE(json.contains(key.get<std::string>())) << key;
}

}  // namespace
}  // namespace zonewright::answer
