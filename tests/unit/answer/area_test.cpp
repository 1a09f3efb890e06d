#include "answer/area.h"

#include <gtest/gtest.h>

#include <cmath>
#include <nlohmann/json.hpp>

#include "answer/ask.h"
#include "answer/questions.h"
#include "base/errors.h"
#include "unit/answer/schema_keys.h"
#include "unit/answer/small_study.h"

namespace zonewright::answer {
namespace {

TEST(AreaQuestion, IsDeclaredOnce) {
    AreaQuestion question;
    const Declaration declaration = declared(question);
    EXPECT_EQ(declaration.name, "area");
    EXPECT_TRUE(declaration.find("file")->must_be_given);
}

TEST(AreaAnswer, HasRowsThatAddUpToTheTotals) {
    const SmallStudy small;
    const AreaAnswer found = ask(AreaQuestion{.file = small.folder() / "data" / "parcel.gpkg"}, Progress{});
    ASSERT_EQ(found.features.size(), 24u);
    EXPECT_EQ(found.plane, "EPSG:4547");
    EXPECT_EQ(found.planar_m2, 240000) << "24 squares of one hectare";
    Area area;
    double hundredths_of_mu = 0, square_metres = 0;
    for (const ShapeArea& row : found.features) {
        area += row.area;
        hundredths_of_mu += std::round(row.area_mu * 100);
        square_metres += std::round(row.area_ha * 10000);
    }
    EXPECT_EQ(area, found.area);
    EXPECT_EQ(hundredths_of_mu, std::round(found.area_mu * 100));
    EXPECT_EQ(square_metres, std::round(found.area_ha * 10000));
    EXPECT_EQ(found.features.front().name, "A1");
}

TEST(AreaAnswer, RefusesAFileWithoutPolygons) {
    const SmallStudy small;
    const AreaQuestion dots{.file = small.folder() / "points.geojson"};
    write_file(dots.file,
               R"({"type":"FeatureCollection","features":[{"type":"Feature","properties":{},"geometry":{"type":"Point","coordinates":[113.7,23]}}]})");
    EXPECT_THROW(ask(dots, Progress{}), InputError);
}

TEST(AreaAnswer, IsTheSameFromJson) {
    const SmallStudy small;
    const auto json = answer_json("area", {{"file", (small.folder() / "data" / "town.gpkg").string()}},
                                  Language::Zh, Progress{});
    expect_keys_of_schema(json, schema_of(static_cast<const AreaAnswer*>(nullptr)));
    EXPECT_EQ(json["features"].size(), 2u);
}

}  // namespace
}  // namespace zonewright::answer
