#include "answer/plan_bases.h"

#include <gtest/gtest.h>

#include <nlohmann/json.hpp>

#include "answer/ask.h"
#include "base/errors.h"
#include "unit/answer/schema_keys.h"
#include "unit/answer/small_study.h"

namespace zonewright::answer {
namespace {

TEST(PlanBases, AreNamedWithTheirFiguresAndGuessNoBoundary) {
    const SmallStudy small;
    const PlanBasesAnswer found = ask(PlanBasesQuestion{.study = small.folder()}, Progress{});
    expect_keys_of_schema(to_json(found, Language::Zh), schema_of(static_cast<const PlanBasesAnswer*>(nullptr)));
    ASSERT_EQ(found.bases.size(), 7u);
    for (const BaseFigures& base : found.bases) {
        EXPECT_FALSE(base.status) << base.place << ": the small study has no places";
        EXPECT_FALSE(base.net);
        EXPECT_FALSE(base.published.empty());
    }
    EXPECT_EQ(found.warnings.size(), 7u);
}

TEST(PlanBases, TheLandWithinAPlaceCloses) {
    const SmallStudy small;
    const PlanBasesAnswer found = ask(PlanBasesQuestion{.study = small.folder(), .place = "塘厦"}, Progress{});
    ASSERT_EQ(found.bases.size(), 1u);
    const BaseFigures& town = found.bases[0];
    ASSERT_TRUE(town.net);
    EXPECT_EQ(*town.parcels_gross, *town.net + *town.blocked);
    Area classes, sizes;
    int parcels = 0;
    for (const LandOfBase& land : town.classes) classes += land.net, parcels += land.parcels;
    for (const LandOfBase& land : town.sizes) sizes += land.net;
    EXPECT_EQ(parcels, 12) << "the twelve hectares of 塘厦";
    EXPECT_EQ(classes, *town.net);
    EXPECT_EQ(sizes, *town.on_offer);
    EXPECT_NEAR(town.parcels_gross->m2(), 120000, 300);
    EXPECT_THROW(ask(PlanBasesQuestion{.study = small.folder(), .place = "nowhere"}, Progress{}), InputError);
}

}  // namespace
}  // namespace zonewright::answer
