#include "answer/trim.h"

#include <gtest/gtest.h>

#include "answer/ask.h"
#include "base/errors.h"
#include "unit/answer/schema_keys.h"
#include "unit/answer/small_study.h"

namespace zonewright::answer {
namespace {

TEST(TrimAnswer, KeepsWhatDoesNotConflictAndGivesJsonThatItsSchemaKnows) {
    const SmallStudy small;
    const auto output = small.folder() / "left.gpkg";
    const TrimAnswer found = ask(TrimQuestion{.study = small.folder(), .file = small.folder() / "data" / "parcel.gpkg", .output = output}, Progress{});
    ASSERT_EQ(found.features.size(), 24u);
    EXPECT_EQ(found.before, found.after) << "no layer to conflict with";
    EXPECT_TRUE(std::filesystem::exists(output));
    expect_keys_of_schema(to_json(found, Language::En), schema_of(static_cast<const TrimAnswer*>(nullptr)));
}

TEST(TrimAnswer, WritesNothingButAGeoPackage) {
    const SmallStudy small;
    EXPECT_THROW(ask(TrimQuestion{.study = small.folder(), .file = small.folder() / "data" / "parcel.gpkg", .output = small.folder() / "left.shp"}, Progress{}), InputError);
}

}  // namespace
}  // namespace zonewright::answer
