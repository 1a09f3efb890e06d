#include "answer/demo.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <nlohmann/json.hpp>

#include "answer/ask.h"
#include "base/errors.h"
#include "unit/answer/schema_keys.h"
#include "unit/answer/small_study.h"

// Making the city takes 10 s: tests/cli/demo looks at it.
namespace zonewright::answer {
namespace {

using testing::AllOf;
using testing::HasSubstr;

TEST(DemoQuestion, KnowsTwoSizes) {
    DemoQuestion question{.folder = "x", .size = "large"};
    try {
        check(declared(question), NamedAs::Option);
        FAIL() << "there is no such size";
    } catch (const InputError& problem) {
        EXPECT_THAT(problem.message(Language::En), AllOf(HasSubstr("--size"), HasSubstr("small, city")));
    }
}

TEST(DemoAnswer, ReplacesNoStudyUnlessTold) {
    const SmallStudy small;
    try {
        ask(DemoQuestion{.folder = small.folder()}, Progress{});
        FAIL() << "there is a study";
    } catch (const InputError& problem) {
        EXPECT_THAT(problem.message(Language::En), HasSubstr("--overwrite"));
    }
    EXPECT_EQ(read_file(small.folder() / "study.toml"), SmallStudy::definition());
}

TEST(DemoAnswer, SaysWhatItsSchemaPromises) {
    DemoAnswer city;
    city.worst_town = "塘厦镇";
    city.parcels_below_75_mu_share = 0.95;
    const auto json = to_json(city, Language::Zh);
    expect_keys_of_schema(json, schema_of(static_cast<const DemoAnswer*>(nullptr)));
    EXPECT_EQ(json["worst_town"], "塘厦镇");
}

}  // namespace
}  // namespace zonewright::answer
