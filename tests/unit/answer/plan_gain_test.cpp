#include "answer/plan_gain.h"

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

std::string gain_complaint(const PlanGainQuestion& question) {
    try {
        ask(question, Progress{});
    } catch (const InputError& problem) {
        return problem.message(Language::En);
    }
    return "no complaint";
}

TEST(PlanGain, WithoutASourceOfPlatformsNothingIsKnownAndNoKindIsLeftOut) {
    const SmallStudy small;
    const PlanGainAnswer found = ask(PlanGainQuestion{.study = small.folder()}, Progress{});
    expect_keys_of_schema(to_json(found, Language::Zh), schema_of(static_cast<const PlanGainAnswer*>(nullptr)));
    EXPECT_TRUE(found.best.empty());
    ASSERT_EQ(found.clusters.size(), 12u);
    for (const ClusterGain& cluster : found.clusters) {
        EXPECT_EQ(cluster.kinds.size(), 7u) << "every class of the role";
        for (const KindGain& kind : cluster.kinds) {
            EXPECT_THAT(kind.state, testing::AnyOf("no_source", "no_criterion")) << kind.kind;
            EXPECT_FALSE(kind.note.en.empty());
            EXPECT_TRUE(kind.places.empty());
        }
    }
}

TEST(PlanGain, RefusesAnUnknownKindOrClassWithTheNearest) {
    const SmallStudy small;
    EXPECT_THAT(gain_complaint({.study = small.folder(), .cluster = {}, .kind = "universty"}), HasSubstr("did you mean university?"));
    EXPECT_THAT(gain_complaint({.study = small.folder(), .cluster = {}, .kind = {}, .places = "zones", .least_class = "fiar"}), HasSubstr("did you mean fair?"));
}

}  // namespace
}  // namespace zonewright::answer
