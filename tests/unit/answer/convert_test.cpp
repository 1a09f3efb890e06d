#include "answer/convert.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <nlohmann/json.hpp>

#include "answer/area.h"
#include "answer/ask.h"
#include "answer/questions.h"
#include "base/errors.h"
#include "unit/answer/schema_keys.h"
#include "unit/answer/small_study.h"

namespace zonewright::answer {
namespace {

using testing::AllOf;
using testing::HasSubstr;

std::string refused_conversion(ConvertQuestion question) {
    try {
        check(declared(question), NamedAs::Option);
        ask(question, Progress{});
    } catch (const InputError& problem) {
        return problem.message(Language::En);
    }
    return {};
}

TEST(ConvertQuestion, RefusesWordsAndDatesThatAreNone) {
    EXPECT_THAT(refused_conversion({.dialect = "D8"}), AllOf(HasSubstr("--dialect"), HasSubstr("D7")));
    EXPECT_THAT(refused_conversion({.date = "去年"}), AllOf(HasSubstr("--date"), HasSubstr("2024-12-31")));
    EXPECT_THAT(refused_conversion({.decimals = 12}), AllOf(HasSubstr("--decimals"), HasSubstr("0 to 9")));
}

TEST(ConvertAnswer, TakesParcelsToASurveyTextAndBack) {
    const SmallStudy small;
    const std::filesystem::path text = small.folder() / "地块.txt", back = small.folder() / "back.geojson";
    EXPECT_EQ(ask(ConvertQuestion{.input = small.folder() / "data" / "parcel.gpkg", .output = text}, Progress{})
                  .features,
              24u);
    const ConvertAnswer again = ask(ConvertQuestion{.input = text, .output = back}, Progress{});
    EXPECT_EQ(again.features, 24u);
    ASSERT_EQ(again.outputs.size(), 1u);
    EXPECT_EQ(again.outputs.front().path, back);
    EXPECT_EQ(ask(AreaQuestion{.file = text}, Progress{}).planar_m2, 240000);
}

TEST(ConvertAnswer, ReplacesNothingAndGuessesNothing) {
    const SmallStudy small;
    const std::filesystem::path parcels = small.folder() / "data" / "parcel.gpkg";
    EXPECT_THAT(refused_conversion({.input = parcels, .output = small.folder() / "data" / "town.gpkg"}),
                HasSubstr("--overwrite"));
    EXPECT_THAT(refused_conversion({.input = parcels, .output = small.folder() / "a.doc"}), HasSubstr(".geojson"));
    EXPECT_THAT(refused_conversion({.input = parcels, .output = small.folder() / "a.fgb", .crs = "4547"}),
                AllOf(HasSubstr("crs"), HasSubstr("EPSG:4547")));
}

TEST(ConvertAnswer, IsTheSameFromJson) {
    const SmallStudy small;
    const auto json = answer_json("convert",
                                  {{"input", (small.folder() / "data" / "town.gpkg").string()},
                                   {"output", (small.folder() / "town.fgb").string()}},
                                  Language::En, Progress{});
    expect_keys_of_schema(json, schema_of(static_cast<const ConvertAnswer*>(nullptr)));
    EXPECT_EQ(json["outputs"][0]["what"], "2 features");
}

}  // namespace
}  // namespace zonewright::answer
