#include "answer/plan_match.h"

#include <gtest/gtest.h>

#include <nlohmann/json.hpp>

#include "answer/ask.h"
#include "base/errors.h"
#include "unit/answer/schema_keys.h"
#include "unit/answer/small_study.h"

namespace zonewright::answer {
namespace {

TEST(PlanMatch, HasEveryTownAndClusterOnceAndItsLandCloses) {
    const SmallStudy small;
    const PlanMatchAnswer found = ask(PlanMatchQuestion{.study = small.folder()}, Progress{});
    expect_keys_of_schema(to_json(found, Language::Zh), schema_of(static_cast<const PlanMatchAnswer*>(nullptr)));
    ASSERT_EQ(found.pairs.size(), 24u) << "two towns, twelve clusters";
    for (const TownMatch& match : found.pairs) {
        Area by_class, by_size;
        for (const LandOfClass& each : match.classes) by_class += each.net;
        for (const LandOfClass& each : match.sizes) by_size += each.net;
        EXPECT_EQ(by_class, match.offered) << match.town_code << " " << match.cluster;
        EXPECT_EQ(by_size, match.suitable) << match.town_code << " " << match.cluster;
        EXPECT_LE(match.suitable, match.offered);
        EXPECT_FALSE(match.quotient) << "there are no enterprises in the study";
        const bool named = match.town_code == "441900116" && (match.cluster == "electronics" || match.cluster == "energy");
        if (named) {
            EXPECT_EQ(match.listing, "listed") << match.cluster;
        }
    }
}

TEST(PlanMatch, OfOneTownAndOneClusterIsOnePair) {
    const SmallStudy small;
    const PlanMatchAnswer found = ask(PlanMatchQuestion{.study = small.folder(), .town = "塘厦", .cluster = "ai"}, Progress{});
    ASSERT_EQ(found.pairs.size(), 1u);
    EXPECT_EQ(found.pairs[0].town_code, "441900116");
    EXPECT_THROW(ask(PlanMatchQuestion{.study = small.folder(), .cluster = "nothing"}, Progress{}), InputError);
}

}  // namespace
}  // namespace zonewright::answer
