// The box on page 1: the worst of what is known, with what is not known beside it.
#include "compliance/headline.h"

#include <gtest/gtest.h>

namespace zonewright::compliance {
namespace {

using model::CheckState;
using model::Verdict;

model::CheckResult result(const char* zh, Verdict verdict, double area_m2 = 0,
                          CheckState state = CheckState::Occupies) {
    model::CheckResult made;
    made.rule.id = zh;
    made.rule.title = {zh, zh};
    made.state = verdict == Verdict::Undecided ? CheckState::NotChecked : state;
    made.verdict = verdict;
    made.area = Area::from_m2(area_m2);
    return made;
}

model::SiteCheck concluded(std::vector<model::CheckResult> results) {
    model::SiteCheck check;
    check.area = Area::from_m2(100000);
    check.results = std::move(results);
    conclude(check);
    return check;
}

const auto clear = result("生态保护红线", Verdict::Fits, 0, CheckState::Clear);
const auto missing = result("城市四线", Verdict::Undecided);

TEST(Headline, IsTheWorstOfWhatIsKnownWithWhatIsNotKnownBesideIt) {
    const auto check = concluded({result("永久基本农田", Verdict::Conflicts, 3229), clear, missing, missing});
    EXPECT_EQ(check.verdict, Verdict::Conflicts);
    EXPECT_EQ(check.headline.zh, "不符合：占永久基本农田 0.3229 公顷；另有 2 项未核查");
    EXPECT_EQ(check.headline.en, "Does not fit: takes 永久基本农田 0.3229 ha; 2 more not checked");
}

TEST(Headline, IsNeverPlainFitsWhileACheckWasNotMade) {
    const auto check = concluded({clear, clear, missing});
    EXPECT_EQ(check.verdict, Verdict::Undecided);
    EXPECT_EQ(check.headline.zh, "已核查的 2 项符合；1 项未核查，不能作结论");
    EXPECT_EQ(concluded({missing}).headline.zh, "各项均未核查，不能作结论");
}

TEST(Headline, NamesTheConditionsAmongWhatWasChecked) {
    const auto check = concluded({clear, result("耕地", Verdict::Conditional, 12000), missing});
    EXPECT_EQ(check.headline.zh,
              "已核查的 2 项中 1 项附条件（占耕地 1.2000 公顷），1 项符合；1 项未核查，不能作结论");
}

TEST(Headline, APartThatWasNotCheckedCountsAsNotChecked) {
    auto partly = clear;
    partly.unchecked = Area::from_m2(5000);
    EXPECT_EQ(concluded({clear, partly}).verdict, Verdict::Undecided);
    EXPECT_EQ(concluded({clear, partly}).counts.not_checked, 1u);
}

TEST(Headline, NamesWhatADecisionWasAbout) {
    auto decided = result("现状地类", Verdict::Conditional, 31858);
    decided.rule.expectation = model::Expectation::Inform;
    decided.overridden = true;
    decided.part_findings.push_back({.title = {"公共管理与公共服务用地", "public services"},
                                     .area = Area::from_m2(31858),
                                     .verdict = Verdict::Conflicts,
                                     .sentence = {}});
    EXPECT_EQ(concluded({clear, decided}).headline.zh, "有条件符合：占公共管理与公共服务用地 3.1858 公顷")
        << "it said that part of the land lies outside the land-use layer";
}

TEST(Headline, IsPlainFitsOnlyWhereEverythingWasLookedAt) {
    const auto check = concluded({clear, clear});
    EXPECT_EQ(check.verdict, Verdict::Fits);
    EXPECT_EQ(check.headline.zh, "符合：2 项均已核查");
    EXPECT_EQ(concluded({clear, result("耕地", Verdict::Conditional, 3)}).headline.zh,
              "有条件符合：占耕地 0.0003 公顷");
    EXPECT_EQ(concluded({result("耕地", Verdict::Conditional, 0.3)}).headline.zh,
              "有条件符合：占耕地 0.30 平方米")
        << "never an area of nothing";
}

}  // namespace
}  // namespace zonewright::compliance
