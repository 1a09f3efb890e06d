#include "answer/verify.h"

#include <gtest/gtest.h>

#include <nlohmann/json.hpp>

#include "answer/ask.h"
#include "answer/run.h"
#include "unit/answer/small_study.h"

namespace zonewright::answer {
namespace {

VerifyAnswer after_a_run(const SmallStudy& small, Language language) {
    ask(RunQuestion{.study = small.folder(), .language = language}, Progress{});
    return ask(VerifyQuestion{.what = {small.folder().string()}}, Progress{});
}

std::vector<std::string> altered(const VerifyAnswer& found) {
    std::vector<std::string> rows;
    for (const RowFault& fault : found.altered_rows.value_or(std::vector<RowFault>{}))
        rows.push_back(fault.row + "." + fault.field + ": " + fault.published + " / " + fault.expected.en);
    return rows;
}

TEST(VerifyQuestion, TakesAnyNumberOfFilesByPosition) {
    VerifyQuestion question;
    const Declaration declaration = declared(question);
    ASSERT_EQ(declaration.fields.size(), 5u);
    EXPECT_TRUE(declaration.fields[0].is_list());
    EXPECT_TRUE(declaration.fields[0].must_be_given);
}

/// Names of towns and clusters and what blocks a site are words: another language is no alteration.
TEST(VerifyAnswer, HoldsInWhicheverLanguageTheRunPublished) {
    const SmallStudy small;
    for (const Language language : {Language::En, Language::Zh, Language::En}) {
        const VerifyAnswer found = after_a_run(small, language);
        ASSERT_TRUE(found.altered_rows);
        EXPECT_EQ(altered(found), std::vector<std::string>{});
        EXPECT_EQ(found.refused, 0);
        EXPECT_TRUE(found.complete);
        EXPECT_GE(found.certificates.size(), 2u);
    }
}

TEST(VerifyAnswer, RefusesWhatIsNoCertificate) {
    const SmallStudy small;
    const std::filesystem::path file = small.folder() / "other.jsonl";
    write_file(file, "{}\n");
    const VerifyAnswer found = ask(VerifyQuestion{.what = {file.string()}}, Progress{});
    EXPECT_EQ(found.refused, 1);
    EXPECT_FALSE(found.complete);
    ASSERT_EQ(found.certificates.size(), 1u);
    EXPECT_FALSE(found.certificates[0].fault->empty());
    const auto json = to_json(found, Language::En);
    EXPECT_EQ(json["status"], "shortfall");
    EXPECT_FALSE(json.contains("altered_rows"));
    const auto schema = schema_of(static_cast<const VerifyAnswer*>(nullptr));
    for (const auto& [key, value] : json.items()) EXPECT_TRUE(schema["properties"].contains(key)) << key;
}

}  // namespace
}  // namespace zonewright::answer
