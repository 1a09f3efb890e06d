#include "intake/coordinate_columns.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <cmath>
#include <set>

#include "base/errors.h"
#include "base/random.h"
#include "geom/planar_area.h"

namespace zonewright::intake {
namespace {

using model::GeometryKind;

model::FeatureTable table(std::vector<std::string> fields, std::vector<std::vector<std::string>> rows) {
    model::FeatureTable made{.name = "t", .kind = GeometryKind::None};
    for (std::string& field : fields) made.fields.push_back({.name = std::move(field)});
    for (std::vector<std::string>& row : rows) {
        model::Feature feature{.fid = static_cast<std::int64_t>(made.features.size()) + 1};
        for (std::string& text : row)
            feature.values.push_back(text.empty() ? model::Value{} : model::Value{std::move(text)});
        made.features.push_back(std::move(feature));
    }
    return made;
}

geom::Point point_of(const model::FeatureTable& made, std::size_t row) {
    return std::get<geom::MultiPoint>(made.features[row].geometry).points.front();
}

TEST(CoordinateColumns, ReadsDegreesInEveryUsualSpelling) {
    for (const char* text : {"113.7583333333333333", "113°45′30″", "113°45'30\"", "113度45分30秒",
                             "东经113°45′30″", "E113°45.5'", "113° 45′ 30″", "113°45′30″E"})
        EXPECT_NEAR(coordinate_in(text).value_or(0), 113.7583333333, 1e-9) << text;
    for (const char* text : {"", "东城", "113°61′", "113,75", "113°45′30″x"})
        EXPECT_FALSE(coordinate_in(text)) << text;
}

TEST(CoordinateColumns, TakesLongitudeAndLatitudeByName) {
    for (const auto& [lon, lat] :
         {std::pair("经度", "纬度"), std::pair("LNG", "Lat"), std::pair("经度（度）", "纬度(°)")}) {
        model::FeatureTable made = table({"名称", lon, lat}, {{"甲", "113.75", "23.0"}});
        const auto shapes = shapes_from_columns(made, GeometryKind::Point);
        ASSERT_TRUE(shapes) << lon;
        EXPECT_EQ(point_of(made, 0), (geom::Point{113.75, 23}));
    }
}

TEST(CoordinateColumns, TellsSurveyorsXFromOthersByTheValues) {
    model::FeatureTable survey =
        table({"X坐标", "Y坐标"}, {{"2544000", "38474000"}, {"2544100", "38474100"}});
    ASSERT_TRUE(shapes_from_columns(survey, GeometryKind::Point));
    EXPECT_EQ(point_of(survey, 0), (geom::Point{38474000, 2544000})) << "X is north";
    model::FeatureTable gis = table({"x", "y"}, {{"474000", "2544000"}});
    ASSERT_TRUE(shapes_from_columns(gis, GeometryKind::Point));
    EXPECT_EQ(point_of(gis, 0), (geom::Point{474000, 2544000})) << "x is east";
}

TEST(CoordinateColumns, NotesRowsThatCannotBeReadOrStandTheOtherWayRound) {
    model::FeatureTable made = table(
        {"X", "Y"},
        {{"2544000", "474000"}, {"2544100", "474000"}, {"474000", "2544000"}, {"", "474000"}, {"不详", "1"}});
    const auto shapes = shapes_from_columns(made, GeometryKind::Point);
    EXPECT_THAT(shapes->swapped, testing::ElementsAre(3));
    ASSERT_EQ(shapes->unreadable.size(), 2u);
    EXPECT_EQ(shapes->unreadable[1].second, "不详, 1");
    EXPECT_THAT(shapes->explained, testing::ElementsAre(3, 4, 5));
    EXPECT_TRUE(std::holds_alternative<std::monostate>(made.features[2].geometry));
}

TEST(CoordinateColumns, BuildsPolygonsFromBoundaryPoints) {
    // parcel A with a hole (ring 2), then B; the closing rows are absent for B
    model::FeatureTable made =
        table({"地块编号", "圈号", "点号", "X", "Y"}, {{"A", "1", "J1", "2544000", "474000"},
                                                       {"A", "1", "J2", "2544100", "474000"},
                                                       {"A", "1", "J3", "2544100", "474100"},
                                                       {"A", "1", "J4", "2544000", "474100"},
                                                       {"A", "1", "J1", "2544000", "474000"},
                                                       {"A", "2", "J5", "2544040", "474040"},
                                                       {"A", "2", "J6", "2544060", "474040"},
                                                       {"A", "2", "J7", "2544060", "474060"},
                                                       {"A", "2", "J8", "2544040", "474060"},
                                                       {"B", "1", "J1", "2545000", "474000"},
                                                       {"B", "1", "J2", "2545010", "474000"},
                                                       {"B", "1", "J3", "2545000", "474010"},
                                                       {"C", "1", "J1", "2546000", "474000"},
                                                       {"C", "1", "J2", "2546000", "474010"}});
    const auto shapes = shapes_from_columns(made, GeometryKind::Polygon);
    ASSERT_TRUE(shapes);
    ASSERT_EQ(made.features.size(), 3u);
    const auto& a = std::get<geom::MultiPolygon>(made.features[0].geometry);
    EXPECT_EQ(a.parts.size(), 1u);
    EXPECT_DOUBLE_EQ(geom::planar_area(a), 10000 - 400);
    EXPECT_DOUBLE_EQ(geom::planar_area(std::get<geom::MultiPolygon>(made.features[1].geometry)), 50);
    ASSERT_EQ(shapes->short_rings.size(), 1u);
    EXPECT_EQ(shapes->short_rings[0].second, "C");
}

TEST(CoordinateColumns, PointsWithNumbersButNoParcelsStayPointsUnlessPolygonsAreAskedFor) {
    const auto list = [] {
        return table({"点号", "X", "Y"},
                     {{"1", "2544000", "474000"}, {"2", "2544100", "474000"}, {"3", "2544000", "474100"}});
    };
    model::FeatureTable open = list(), asked = list();
    shapes_from_columns(open, GeometryKind::None);
    EXPECT_EQ(open.kind, GeometryKind::Point);
    shapes_from_columns(asked, GeometryKind::Polygon);
    EXPECT_EQ(asked.kind, GeometryKind::Polygon);
    EXPECT_EQ(asked.features.size(), 1u);
}

TEST(CoordinateColumns, LeavesOtherTablesAlone) {
    model::FeatureTable made = table({"名称", "面积"}, {{"甲", "1"}});
    EXPECT_FALSE(shapes_from_columns(made, GeometryKind::Point));
    EXPECT_EQ(made.kind, GeometryKind::None);
}

TEST(CoordinateColumns, ARowWithoutNumbersSetsItsWholeParcelAside) {
    model::FeatureTable made = table({"地块编号", "点号", "X", "Y"}, {{"D1", "J1", "2540000", "470000"},
                                                                      {"D1", "J2", "2540100", "470000"},
                                                                      {"D1", "J3", "2540100", "4701OO"},
                                                                      {"D1", "J4", "2540000", "470100"},
                                                                      {"D2", "J1", "2540000", "470300"},
                                                                      {"D2", "J2", "2540100", "470300"},
                                                                      {"D2", "J3", "470400", "2540100"},
                                                                      {"D2", "J4", "2540000", "470400"},
                                                                      {"D3", "J1", "2540000", "470600"},
                                                                      {"D3", "J2", "2540100", "470600"},
                                                                      {"D3", "J3", "2540100", "470700"}});
    const auto shapes = shapes_from_columns(made, GeometryKind::Polygon);
    ASSERT_EQ(shapes->lost.size(), 2u);
    EXPECT_EQ(shapes->lost[0].parcel, "D1");
    EXPECT_EQ(shapes->lost[0].row, 3);
    EXPECT_EQ(shapes->lost[1].parcel, "D2");
    EXPECT_EQ(shapes->lost[1].row, 7);
    ASSERT_EQ(made.features.size(), 3u);
    EXPECT_TRUE(std::holds_alternative<std::monostate>(made.features[0].geometry));
    EXPECT_TRUE(std::holds_alternative<std::monostate>(made.features[1].geometry));
    EXPECT_TRUE(std::holds_alternative<geom::MultiPolygon>(made.features[2].geometry));
}

TEST(CoordinateColumns, RowsWithoutAnIdAreNeverOnePolygon) {
    model::FeatureTable made = table({"地块编号", "点号", "X", "Y"}, {{"D1", "J1", "2540000", "470000"},
                                                                      {"", "J2", "2540100", "470000"},
                                                                      {"", "J3", "2540100", "470100"}});
    EXPECT_THROW(shapes_from_columns(made, GeometryKind::Polygon), InputError);
}

TEST(CoordinateColumns, NumbersCutShortAreNoIds) {
    for (const model::Value& value : {model::Value{"4.419E+18"}, model::Value{"4,4E18"}, model::Value{4.419001012012e18},
                                      model::Value{std::int64_t{4419001012012000000}}})
        EXPECT_TRUE(is_number_cut_short(value)) << model::text_of(value);
    for (const model::Value& value : {model::Value{"441900101201200001"}, model::Value{"1E5"}, model::Value{"E1.5"},
                                      model::Value{"4.4E"}, model::Value{9007199254740991.0}, model::Value{}})
        EXPECT_FALSE(is_number_cut_short(value)) << model::text_of(value);
    model::FeatureTable made = table({"宗地代码", "点号", "X", "Y"}, {{"4.419E+18", "J1", "2540000", "470000"}});
    EXPECT_THROW(shapes_from_columns(made, GeometryKind::Polygon), InputError);
}

/// Parcels of random sizes, some of whose rows lost a number: what is there has all its points, what is not is named.
TEST(CoordinateColumns, EveryParcelIsWholeOrNamed) {
    for (std::uint64_t seed = 1; seed <= 300; ++seed) {
        Random random(seed);
        const std::size_t count = 1 + random.below(6);
        std::vector<std::vector<std::string>> rows;
        std::vector<std::size_t> points(count);
        std::set<std::string> bad;
        for (std::size_t i = 0; i < count; ++i) {
            points[i] = 3 + random.below(5);
            for (std::size_t j = 0; j < points[i]; ++j) {
                const double angle = 2 * 3.14159265 * static_cast<double>(j) / static_cast<double>(points[i]);
                const std::string id = "D" + std::to_string(i);
                rows.push_back({id, "J" + std::to_string(j), std::to_string(2540000 + 50 * std::cos(angle)),
                                std::to_string(470000 + 200 * static_cast<double>(i) + 50 * std::sin(angle))});
                if (random.below(12) != 0) continue;
                rows.back()[2 + random.below(2)] = random.below(2) == 0 ? "" : "47O";
                bad.insert(id);
            }
        }
        model::FeatureTable made = table({"地块编号", "点号", "X", "Y"}, rows);
        const auto shapes = shapes_from_columns(made, GeometryKind::Polygon);
        ASSERT_EQ(made.features.size(), count) << "seed " << seed;
        ASSERT_EQ(shapes->lost.size(), bad.size()) << "seed " << seed;
        for (const LostVertex& vertex : shapes->lost) ASSERT_TRUE(bad.contains(vertex.parcel)) << "seed " << seed;
        for (std::size_t i = 0; i < count; ++i) {
            const auto* polygons = std::get_if<geom::MultiPolygon>(&made.features[i].geometry);
            ASSERT_EQ(polygons == nullptr, bad.contains("D" + std::to_string(i))) << "seed " << seed;
            if (polygons != nullptr) {
                ASSERT_EQ(polygons->parts[0].rings[0].size(), points[i] + 1) << "seed " << seed;
            }
        }
    }
}

}  // namespace
}  // namespace zonewright::intake
