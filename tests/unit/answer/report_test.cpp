#include "answer/report.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "answer/ask.h"
#include "answer/report_maker.h"
#include "base/errors.h"
#include "unit/answer/small_study.h"

namespace zonewright::answer {
namespace {

using testing::HasSubstr;

std::string refusal_of(const ReportQuestion& question) {
    try {
        ask(question, Progress{});
    } catch (const InputError& problem) {
        return problem.message(Language::En);
    }
    return "";
}

TEST(ReportQuestion, WantsOneWayToNameTheOutline) {
    const SmallStudy small;
    EXPECT_THAT(refusal_of({.study = small.folder()}), HasSubstr("--site"));
    EXPECT_THAT(refusal_of({.study = small.folder(), .parcel = "A1", .find = true}), HasSubstr("2 ways"));
}

TEST(ReportQuestion, WantsReasonAndNameOfADecision) {
    const SmallStudy small;
    EXPECT_THAT(refusal_of({.study = small.folder(), .parcel = "A1", .overrides = {"farmland", "reason"}}),
                HasSubstr("RULE[=VERDICT] REASON NAME DOCUMENT"));
    EXPECT_THAT(refusal_of({.study = small.folder(), .parcel = "A1", .overrides = {"farmland=good", "a", "b", "c"}}),
                HasSubstr("good"));
}

TEST(ReportQuestion, NamesTheNearestParcel) {
    const SmallStudy small;
    EXPECT_THAT(refusal_of({.study = small.folder(), .parcel = "A111"}), HasSubstr("A11"));
}

TEST(ReportAnswer, IsTheSameParcelTheSecondTimeAndKept) {
    const SmallStudy small;
    ReportQuestion question{.study = small.folder(), .parcel = "A1"};
    question.no_pdf = true, question.language = Language::En;
    const ReportAnswer first = ask(question, Progress{});
    ASSERT_EQ(first.reports.size(), 1u);
    EXPECT_EQ(first.reports[0]["title"], "A1");
    EXPECT_NEAR(first.reports[0]["planar_m2"].get<double>(), 1e4, 1e-6);
    EXPECT_TRUE(std::filesystem::exists(small.folder() / "out" / "reports" / "A1" / "report.html"));
    const ReportAnswer second = ask(question, Progress{});
    EXPECT_EQ(second.reports, first.reports);
    EXPECT_THAT(second.outputs.at(0).what.en, HasSubstr("(kept)"));
    EXPECT_FALSE(second.failures);
}

TEST(ReportAnswer, SaysWhichTownsHaveNoSuchLand) {
    const SmallStudy small;
    ReportQuestion question{.study = small.folder(), .find = true, .area_mu = 5000, .cluster = "semiconductor"};
    question.all_towns = true;
    const ReportAnswer found = ask(question, Progress{});
    EXPECT_FALSE(found.complete);
    EXPECT_TRUE(found.reports.empty());
    ASSERT_TRUE(found.failures);
    EXPECT_EQ(found.failures->size(), 2u);
    EXPECT_THAT(found.failures->front().problem.en, HasSubstr("5000"));
    EXPECT_TRUE(std::filesystem::exists(small.folder() / "out" / "reports" / "index.html"));
}

TEST(FolderNames, NeverLeaveTheFolderAndNeverCollide) {
    std::vector<std::string> taken;
    EXPECT_EQ(free_folder_name("../a/b", taken), "_a_b");
    EXPECT_EQ(free_folder_name("甲", taken), "甲");
    EXPECT_EQ(free_folder_name("甲", taken), "甲 (2)");
    EXPECT_EQ(folder_name(".. "), "site");
}

}  // namespace
}  // namespace zonewright::answer
