#include "answer/run.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <nlohmann/json.hpp>

#include "answer/ask.h"
#include "base/errors.h"
#include "study/manifest.h"
#include "unit/answer/small_study.h"

namespace zonewright::answer {
namespace {

std::vector<std::string> stages_of(const RunAnswer& found) {
    std::vector<std::string> ids;
    for (const RunStage& stage : found.stages) ids.push_back(stage.stage);
    return ids;
}

nlohmann::ordered_json figures_of(const RunAnswer& found) {
    auto json = to_json(found, Language::Zh);
    json.erase("stages");
    return json;
}

TEST(RunQuestion, OffersTheStagesToStopAt) {
    RunQuestion question;
    const Declaration declaration = declared(question);
    ASSERT_NE(declaration.find("until"), nullptr);
    EXPECT_EQ(declaration.find("until")->choices_of, ChoicesOf::Stages);
    EXPECT_TRUE(declaration.find("study")->by_position);
}

TEST(RunQuestion, RefusesAnUnknownStageWithTheNearestOne) {
    const SmallStudy small;
    try {
        ask(RunQuestion{.study = small.folder(), .until = "asembly"}, Progress{});
        FAIL() << "there is no such stage";
    } catch (const InputError& problem) {
        EXPECT_THAT(problem.message(Language::En), testing::HasSubstr("assembly"));
    }
}

TEST(RunAnswer, StatesTheSameFiguresWhenNothingHasChanged) {
    const SmallStudy small;
    const RunAnswer first = ask(RunQuestion{.study = small.folder()}, Progress{});
    EXPECT_EQ(first.parcels, 24u);
    EXPECT_GT(first.sites, 0u);
    EXPECT_FALSE(first.outputs.empty());
    const RunAnswer second = ask(RunQuestion{.study = small.folder()}, Progress{});
    for (const RunStage& stage : second.stages) EXPECT_TRUE(stage.reused) << stage.stage;
    EXPECT_EQ(stages_of(first), stages_of(second));
    EXPECT_EQ(figures_of(first), figures_of(second));
}

TEST(RunAnswer, StopsAfterTheStageAskedFor) {
    const SmallStudy small;
    const RunAnswer found = ask(RunQuestion{.study = small.folder(), .until = "supply"}, Progress{});
    EXPECT_EQ(found.stages.back().stage, "supply");
    EXPECT_FALSE(found.sites);
    EXPECT_FALSE(std::filesystem::exists(small.folder() / "out" / "zonewright.gpkg"));
    EXPECT_FALSE(to_json(found, Language::En).contains("net_m2"));
}

TEST(RunAnswer, KeepsTheLanguageOfPublishedFilesWhenItStopsBeforeThem) {
    const SmallStudy small;
    ask(RunQuestion{.study = small.folder(), .language = Language::En}, Progress{});
    ask(RunQuestion{.study = small.folder(), .until = "supply", .language = Language::Zh}, Progress{});
    const study::Study opened(small.folder());
    EXPECT_EQ(study::published_language(opened.opened()), Language::En);
}

TEST(RunAnswer, PublishesInTheLanguageAskedForWhenPublishingIsNamed) {
    const SmallStudy small;
    ask(RunQuestion{.study = small.folder(), .until = "publish", .language = Language::En}, Progress{});
    const study::Study opened(small.folder());
    EXPECT_EQ(study::published_language(opened.opened()), Language::En);
}

}  // namespace
}  // namespace zonewright::answer
