#include "answer/compare.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <nlohmann/json.hpp>

#include "answer/allocate.h"
#include "answer/ask.h"
#include "answer/questions.h"
#include "base/errors.h"
#include "support/small_study.h"

namespace zonewright::answer {
namespace {

using testing::HasSubstr;

TEST(CompareQuestion, TakesTwoByPosition) {
    CompareQuestion question;
    const Declaration declaration = declared(question);
    EXPECT_EQ(declaration.name, "compare");
    EXPECT_TRUE(declaration.find("a")->by_position);
    EXPECT_TRUE(declaration.find("b")->by_position);
    EXPECT_EQ(declaration.find("output")->letter, 'o');
}

TEST(CompareQuestion, NamesTheFileThatIsMissing) {
    try {
        ask(CompareQuestion{.a = "none.json", .b = "none.json"}, Progress{});
        FAIL() << "there is no such file";
    } catch (const InputError& problem) {
        EXPECT_THAT(problem.message(Language::En), HasSubstr("none.json"));
    }
}

/// The study as it is, and with a demand of 60 亩 instead of 30.
class TwoAllocations : public testing::Test {
protected:
    TwoAllocations() {
        ask(AllocateQuestion{.study = small_.folder()}, Progress{});
        const auto file = small_.folder() / "out" / "allocation" / "study.json";
        std::filesystem::rename(file, file.parent_path() / "less.json");
        std::string text = SmallStudy::definition();
        const std::string demand = "area_mu = 30\nminimum";
        text.replace(text.find(demand), demand.size(), "area_mu = 60\nminimum");
        write_file(small_.folder() / "study.toml", text);
        ask(AllocateQuestion{.study = small_.folder()}, Progress{});
        question_ = {.a = file.parent_path() / "less.json", .b = file};
    }
    SmallStudy small_;
    CompareQuestion question_;
};

TEST_F(TwoAllocations, CloseInAreaFromToAndUnchanged) {
    const CompareAnswer found = ask(question_, Progress{});
    Area moved, same;
    for (const HandedLand& row : found.transfers) (row.from.name == row.to.name ? same : moved) += row.area;
    Area changed;
    for (const UnitChange& change : found.changes) changed += change.area;
    EXPECT_EQ(moved, changed) << "what the matrix moves is what the list of units moves";
    EXPECT_EQ(same, found.unchanged);
    EXPECT_GT(moved, Area{}) << "twice the demand takes more land";
    for (const UnitChange& change : found.changes) EXPECT_FALSE(change.reason_title.en.empty());
}

TEST_F(TwoAllocations, AreTheSameAgainstThemselves) {
    const CompareAnswer found = ask(CompareQuestion{.a = question_.a, .b = question_.a}, Progress{});
    EXPECT_TRUE(found.changes.empty());
    EXPECT_EQ(found.objective[0], found.objective[1]);
}

TEST_F(TwoAllocations, GoIntoALayerEvenWithoutOutlines) {
    question_.output = small_.folder() / "变动";
    const CompareAnswer found = ask(question_, Progress{});
    ASSERT_FALSE(found.outputs.empty());
    EXPECT_TRUE(std::filesystem::exists(question_.output / "difference.gpkg"));
    EXPECT_EQ(found.outputs.size(), 1u) << "nothing is published, so there is no outline to draw";
}

TEST_F(TwoAllocations, AreTheSameFromJson) {
    const auto json = answer_json("compare", {{"a", question_.a.string()}, {"b", question_.b.string()}},
                                  Language::En, Progress{});
    const auto schema = schema_of(static_cast<const CompareAnswer*>(nullptr));
    for (const auto& [key, value] : json.items()) EXPECT_TRUE(schema["properties"].contains(key)) << key;
    for (const auto& key : schema["required"]) EXPECT_TRUE(json.contains(key.get<std::string>())) << key;
    EXPECT_EQ(json["shortfall_m2"].size(), 2u);
}

}  // namespace
}  // namespace zonewright::answer
