// Both languages stand in one value; nothing that is computed speaks only one.
#include "base/language.h"

#include <gtest/gtest.h>

#include <string>
#include <thread>
#include <vector>

#include "base/errors.h"

namespace zonewright {
namespace {

TEST(Both, FormatsEachLanguageWithItsOwnWordsAndOrder) {
    const Text text = both("{} 用了 {} 个镇街", "{1} towns are used by {0}", "ai", 3);
    EXPECT_EQ(text.zh, "ai 用了 3 个镇街");
    EXPECT_EQ(text.en, "3 towns are used by ai");
}

TEST(Both, WritesArgumentsThatAreTextsInTheLanguageOfTheFormat) {
    const Text road{"道路", "a road"};
    const Text text = both("{}过宽（{:.1f} m）", "{} is too wide ({:.1f} m)", road, 31.25);
    EXPECT_EQ(text.in(Language::Zh), "道路过宽（31.2 m）");
    EXPECT_EQ(text.in(Language::En), "a road is too wide (31.2 m)");
}

TEST(Text, GrowsByTextsAndByWhatIsTheSameInBoth) {
    Text text{"宗地", "parcel"};
    text += " 7";
    text += std::string("-b");
    EXPECT_EQ(text, (Text{"宗地 7-b", "parcel 7-b"}));
    const Text told = "a.shp: " + text + Text{"（未核查）", " (not checked)"};
    EXPECT_EQ(told.zh, "a.shp: 宗地 7-b（未核查）");
    EXPECT_EQ(told.en, "a.shp: parcel 7-b (not checked)");
    EXPECT_EQ(same("a.shp"), (Text{"a.shp", "a.shp"}));
}

TEST(Text, IsEmptyOnlyWhenItSaysNothingInEitherLanguage) {
    EXPECT_TRUE(Text().empty());
    EXPECT_TRUE(Text("").empty());
    EXPECT_FALSE((Text{"", "hatches"}.empty()));
}

InputError an_error() {
    return InputError({.thing = both("{}，第 {} 行", "{}, line {}", "a.csv", 3),
                       .value = "GBX",
                       .expected = both("已知的编码", "a known encoding"),
                       .advice = both("是否指 {}？", "did you mean {}?", "GBK")});
}

const std::string in_chinese = "a.csv，第 3 行：现为“GBX”；应为 已知的编码。下一步：是否指 GBK？",
                  in_english =
                      "a.csv, line 3: found \"GBX\"; expected a known encoding. Next step: did you mean GBK?";

TEST(Problem, IsToldInEitherLanguage) {
    const Problem problem = an_error().problem();
    EXPECT_EQ(problem.message(Language::Zh), in_chinese);
    EXPECT_EQ(problem.message(Language::En), in_english);
    EXPECT_EQ(problem.message(), (Text{in_chinese, in_english}));
    EXPECT_EQ((Problem{.thing = "x"}.message(Language::En)), "x") << "what is not known is left out";
}

TEST(Error, SaysWhatInChineseAndAnythingInBoth) {
    const InputError error = an_error();
    EXPECT_EQ(error.what(), in_chinese);
    EXPECT_EQ(error.message(Language::En), in_english);
}

TEST(Error, IsReadInTwoLanguagesByTwoThreadsAtOnce) {
    const InputError error = an_error();
    const auto read = [&error](Language language, const std::string& wanted, int& right) {
        for (int i = 0; i < 2000; ++i) right += error.message(language) == wanted ? 1 : 0;
    };
    int right_zh = 0, right_en = 0;
    {
        const std::jthread zh([&] { read(Language::Zh, in_chinese, right_zh); });
        const std::jthread en([&] { read(Language::En, in_english, right_en); });
    }
    EXPECT_EQ(right_zh, 2000);
    EXPECT_EQ(right_en, 2000);
}

}  // namespace
}  // namespace zonewright
