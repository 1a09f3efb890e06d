#include "answer/locate.h"

#include <gtest/gtest.h>

#include "answer/ask.h"
#include "answer/questions.h"
#include "base/errors.h"
#include "unit/answer/schema_keys.h"
#include "unit/answer/small_study.h"

namespace zonewright::answer {
namespace {

LocateAnswer located(const SmallStudy& small) {
    return ask(LocateQuestion{.study = small.folder(), .file = small.folder() / "data" / "parcel.gpkg"}, Progress{});
}

TEST(LocateAnswer, GivesEveryShapeWithItsAreasAndTowns) {
    const SmallStudy small;
    const LocateAnswer found = located(small);
    ASSERT_EQ(found.features.size(), 24u);
    EXPECT_EQ(found.planar_m2, 240000) << "24 squares of one hectare";
    Area area;
    for (const LocatedShape& shape : found.features) {
        EXPECT_EQ(shape.corners, 4u);
        EXPECT_EQ(shape.geometry["type"], "Polygon");
        area += shape.area;
    }
    EXPECT_EQ(area, found.area);
    ASSERT_EQ(found.towns.size(), 2u);
    EXPECT_NEAR(found.towns[0].share, 0.5, 1e-9);
    EXPECT_NEAR(found.share_in_no_town, 0, 1e-9);
    EXPECT_TRUE(found.complete);
    EXPECT_EQ(found.crs, "EPSG:4547");
}

TEST(LocateAnswer, GivesJsonThatItsSchemaKnows) {
    const SmallStudy small;
    expect_keys_of_schema(to_json(located(small), Language::En), schema_of(static_cast<const LocateAnswer*>(nullptr)));
}

}  // namespace
}  // namespace zonewright::answer
