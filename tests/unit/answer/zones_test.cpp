#include "answer/zones.h"

#include <gtest/gtest.h>

#include <nlohmann/json.hpp>

#include "answer/ask.h"
#include "answer/questions.h"
#include "base/errors.h"
#include "unit/answer/small_study.h"

namespace zonewright::answer {
namespace {

TEST(ZonesQuestion, IsDeclaredOnce) {
    ZonesQuestion question;
    const Declaration declaration = declared(question);
    EXPECT_EQ(declaration.name, "zones");
    ASSERT_NE(declaration.find("cluster"), nullptr);
    EXPECT_EQ(declaration.find("cluster")->choices_of, ChoicesOf::Clusters);
}

TEST(ZonesQuestion, RefusesAClusterThatThePlanDoesNotHave) {
    const SmallStudy small;
    EXPECT_THROW(ask(ZonesQuestion{.study = small.folder(), .cluster = "enrgy"}, Progress{}), InputError);
}

//   The plan names 水乡, 松山湖, 塘厦, 长安 for energy; the small study has 塘厦 alone, 1 km × 1 km.
TEST(ZonesAnswer, StatesPlacesThatNobodyHasDrawnToo) {
    const SmallStudy small;
    const ZonesAnswer found = ask(ZonesQuestion{.study = small.folder(), .cluster = "energy"}, Progress{});
    ASSERT_EQ(found.clusters.size(), 1u);
    EXPECT_EQ(found.clusters.front().clause, "2.1.5");
    EXPECT_TRUE(found.clusters.front().open_list);
    ASSERT_EQ(found.clusters.front().places.size(), 4u);
    ASSERT_EQ(found.zones.size(), 1u);
    EXPECT_EQ(found.zones.front().place, "tangxia");
    EXPECT_NEAR(found.zones.front().area.m2(), 1e6, 2000);
    for (const ZonePlace& place : found.clusters.front().places)
        EXPECT_EQ(place.area.has_value(), place.place == "tangxia") << place.place;
}

TEST(ZonesAnswer, ObeysItsSchema) {
    const SmallStudy small;
    const auto json = answer_json("zones", {{"study", small.folder().string()}}, Language::Zh, Progress{});
    const auto schema = schema_of(static_cast<const ZonesAnswer*>(nullptr));
    for (const auto& [key, value] : json.items()) EXPECT_TRUE(schema["properties"].contains(key)) << key;
    for (const auto& key : schema["required"]) EXPECT_TRUE(json.contains(key.get<std::string>())) << key;
    for (const char* key : {"cluster", "place", "clause", "status", "area_m2"})
        EXPECT_TRUE(json["zones"][0].contains(key)) << key;
    EXPECT_EQ(json["zones"][0]["status"], "official") << "as the study states of its towns";
}

}  // namespace
}  // namespace zonewright::answer
