#include "answer/plan_links.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <nlohmann/json.hpp>

#include "answer/ask.h"
#include "base/errors.h"
#include "unit/answer/schema_keys.h"
#include "unit/answer/small_study.h"

namespace zonewright::answer {
namespace {

using testing::HasSubstr;

TEST(PlanLinks, SayWhatTheStudyDoesNotHaveAndEstimateNothing) {
    const SmallStudy small;
    const PlanLinksAnswer found = ask(PlanLinksQuestion{.study = small.folder()}, Progress{});
    expect_keys_of_schema(to_json(found, Language::Zh), schema_of(static_cast<const PlanLinksAnswer*>(nullptr)));
    ASSERT_EQ(found.cities.size(), 2u);
    for (const LinkedCity& city : found.cities)
        for (const LinkMode& mode : city.modes) {
            EXPECT_FALSE(mode.known) << city.city << " " << mode.mode << ": the small study has no gateways and no stations";
            EXPECT_THAT(mode.note.zh, HasSubstr("未提供"));
            EXPECT_TRUE(mode.bands.empty());
        }
    EXPECT_FALSE(found.enclaves_given);
    EXPECT_FALSE(found.platforms_given);
    EXPECT_EQ(found.confidence.zh, "待核实");
}

TEST(PlanLinks, NameTheNearestCity) {
    const SmallStudy small;
    try {
        ask(PlanLinksQuestion{.study = small.folder(), .city = "shenzen"}, Progress{});
        FAIL() << "there is no such city";
    } catch (const InputError& problem) {
        EXPECT_THAT(problem.message(Language::En), HasSubstr("did you mean shenzhen?"));
    }
}

}  // namespace
}  // namespace zonewright::answer
