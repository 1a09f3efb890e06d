#include "answer/plan_chains.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "answer/ask.h"
#include "base/errors.h"
#include "unit/answer/small_study.h"

namespace zonewright::answer {
namespace {

TEST(PlanChains, NeedEnterprisesAndSayWhereTheyGo) {
    const SmallStudy small;
    try {
        ask(PlanChainsQuestion{.study = small.folder()}, Progress{});
        FAIL() << "the small study has no enterprises";
    } catch (const InputError& problem) {
        EXPECT_THAT(problem.message(Language::En), testing::HasSubstr("--role enterprise"));
        EXPECT_THAT(problem.message(Language::En), testing::HasSubstr("study.toml"));
    }
}

}  // namespace
}  // namespace zonewright::answer
