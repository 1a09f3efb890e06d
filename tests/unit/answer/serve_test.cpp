#include "answer/serve.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <nlohmann/json.hpp>

#include "answer/ask.h"
#include "answer/question_words.h"
#include "answer/questions.h"
#include "answer/study_notice.h"
#include "base/errors.h"
#include "unit/answer/small_study.h"

namespace zonewright::answer {
namespace {

using testing::ElementsAre;

TEST(ServeQuestion, IsDeclaredLikeAnyOtherAndOpensNothingFromHere) {
    const Draft draft = question_named("serve").draft();
    EXPECT_EQ(draft.declaration.find("port")->most, 65535);
    EXPECT_THROW(ask(ServeQuestion{}, Progress{}), InputError);
}

TEST(ServeAnswer, TellsOnlyWhatWasAsked) {
    ServeAnswer answer;
    answer.users.emplace();
    EXPECT_FALSE(to_json(answer, Language::Zh).contains("address"));
    EXPECT_TRUE(to_json(answer, Language::Zh).contains("users"));
}

TEST(CommandWords, AreWhatAPersonWouldType) {
    const Draft sites = question_named("sites").draft();
    EXPECT_THAT(command_words(sites.declaration, {{"study", "s"}, {"cluster", "ai"}, {"area_mu", 100.5}, {"all", true}, {"footprint", {80, 50}},
                                                  {"supply", {"idle", "vacant"}}}),
                ElementsAre("sites", "--cluster=ai", "--area-mu=100.5", "--footprint", "80", "50", "--supply=idle", "--supply=vacant", "--all", "--", "s"));
    const Draft plan = question_named("plan_show").draft();
    EXPECT_THAT(command_words(plan.declaration, nlohmann::ordered_json::object()), ElementsAre("plan", "show"));
    EXPECT_THROW(command_words(plan.declaration, {{"nothing", 1}}), InternalError);
}

TEST(StudyNotice, SaysHowOldTheDataAreAndWhatIsNotLookedAt) {
    const SmallStudy small;
    const StudyNotice notice = study_notice(small.folder(), "2026-11-27");
    EXPECT_EQ(notice.title, "小研究");
    ASSERT_EQ(notice.sources.size(), 3u);
    EXPECT_EQ(notice.sources[0].date, "2024-06-01");
    EXPECT_EQ(notice.sources[0].status, "official");
    EXPECT_FALSE(notice.unlooked.empty()) << "it has no farmland, no redline";
    EXPECT_FALSE(notice.clusters.empty());
    EXPECT_THAT(notice.industries, testing::Contains(testing::Field(&Choice::value, "39")));
}

TEST(StudyNotice, SaysWhenALayerIsTooOldForTheChecks) {
    const SmallStudy small;
    bool some = false;
    for (const NoticedSource& source : study_notice(small.folder(), "2099-01-01").sources) {
        EXPECT_EQ(source.is_too_old, !source.valid_until.empty()) << source.role;
        some |= source.is_too_old;
    }
    for (const NoticedSource& source : study_notice(small.folder(), "2024-12-31").sources) EXPECT_FALSE(source.is_too_old) << source.role;
    EXPECT_TRUE(some);
}

}  // namespace
}  // namespace zonewright::answer
