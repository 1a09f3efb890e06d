#include "answer/check.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <nlohmann/json.hpp>

#include "answer/ask.h"
#include "answer/questions.h"
#include "base/errors.h"
#include "unit/answer/schema_keys.h"
#include "unit/answer/small_study.h"

namespace zonewright::answer {
namespace {

using testing::AllOf;
using testing::HasSubstr;
using testing::IsSupersetOf;

std::string refused_check(const CheckQuestion& question) {
    try {
        ask(question, Progress{});
    } catch (const InputError& problem) {
        return problem.message(Language::En);
    }
    return {};
}

TEST(CheckQuestion, IsDeclaredOnce) {
    CheckQuestion question;
    const Declaration declaration = declared(question);
    EXPECT_EQ(declaration.name, "check");
    EXPECT_TRUE(declaration.find("study")->by_position);
    EXPECT_TRUE(declaration.find("control")->is_list());
}

TEST(CheckAnswer, CountsTheFeaturesOfEverySourceAndEveryFindingOnce) {
    const SmallStudy small;
    const CheckAnswer found = ask(CheckQuestion{.study = small.folder(), .show = 1}, Progress{});
    std::map<std::string, std::size_t> features;
    for (const CheckedSource& source : found.sources) features[source.role] = source.features;
    EXPECT_EQ(features, (std::map<std::string, std::size_t>{{"parcel", 24}, {"road", 1}, {"town", 2}}));
    std::size_t by_rule = 0, shown = 0;
    for (const RuleRow& rule : found.rules) by_rule += rule.count;
    for (const FindingRow& row : found.findings) shown += row.shown;
    EXPECT_EQ(by_rule, found.findings.size());
    EXPECT_EQ(shown, found.rules.size()) << "one of each";
    EXPECT_EQ(found.errors + found.warnings_found + found.notices, found.findings.size());
    EXPECT_EQ(found.complete, found.errors == 0);
    EXPECT_TRUE(std::filesystem::exists(small.folder() / "out" / "findings.gpkg"));
}

TEST(CheckAnswer, MissesTheTownsThatThePlanHas) {
    const SmallStudy small;
    const CheckAnswer found = ask(CheckQuestion{.study = small.folder()}, Progress{});
    std::vector<std::string> rules;
    for (const RuleRow& rule : found.rules) rules.push_back(rule.rule);
    EXPECT_THAT(rules, IsSupersetOf({"missing_unit"}));
}

TEST(CheckAnswer, RefusesControlTotalsOfALayerThatIsNotThere) {
    const SmallStudy small;
    EXPECT_THAT(refused_check({.study = small.folder(), .control = {"land_use=控制.csv"}}),
                AllOf(HasSubstr("control"), HasSubstr("land_use=控制.csv"), HasSubstr("role=file")));
    EXPECT_NE(refused_check({.study = small.folder(), .control = {"town"}}), "");
}

TEST(CheckAnswer, RefusesADateThatIsNone) {
    const SmallStudy small;
    std::string text = SmallStudy::definition();
    text.replace(text.find("2024-06-01"), 10, "2024-02-30");
    write_file(small.folder() / "study.toml", text);
    EXPECT_THAT(refused_check({.study = small.folder()}),
                AllOf(HasSubstr("study.toml"), HasSubstr("date"), HasSubstr("2024-02-30"), HasSubstr("2024-12-31")));
}

TEST(CheckAnswer, IsTheSameFromJson) {
    const SmallStudy small;
    const auto json = answer_json("check", {{"study", small.folder().string()}}, Language::En, Progress{});
    expect_keys_of_schema(json, schema_of(static_cast<const CheckAnswer*>(nullptr)));
}

}  // namespace
}  // namespace zonewright::answer
