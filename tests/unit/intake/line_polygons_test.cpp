#include "intake/line_polygons.h"

#include <gtest/gtest.h>

#include "geom/planar_area.h"
#include "intake/ring_nesting.h"
#include "intake/survey_text.h"

namespace zonewright::intake {
namespace {

geom::LineString box(double x, double y, double side) {
    return {{x, y}, {x, y + side}, {x + side, y + side}, {x + side, y}, {x, y}};
}

model::FeatureTable lines_of(const std::vector<geom::LineString>& lines) {
    model::FeatureTable table{.name = "DK", .kind = model::GeometryKind::Line, .epsg = 4547};
    table.fields.push_back({.name = "id"});
    for (const geom::LineString& line : lines) {
        const auto fid = static_cast<std::int64_t>(table.features.size());
        table.features.push_back(
            {fid, geom::MultiLineString{{line}}, {std::string(1, static_cast<char>('a' + fid))}});
    }
    return table;
}

LineRule rule(bool close = false) {
    return {.gap_m = 0.05, .close = close, .distance_m = [](geom::Point a, geom::Point b) {
                return geom::distance(a, b);
            }};
}

const geom::MultiPolygon* polygon_of(const model::FeatureTable& table, std::size_t feature) {
    return std::get_if<geom::MultiPolygon>(&table.features[feature].geometry);
}

// a 100 × 100; b in a 60 × 60; c in b 20 × 20; d beside them
//   +---a------------+  +-d-+
//   |  +---b------+  |  +---+
//   |  |   +-c-+  |  |
//   |  |   +---+  |  |
TEST(LinePolygons, ARingInARingIsAHoleAndARingInAHoleLandAgain) {
    model::FeatureTable table = lines_of({box(40, 40, 20), box(0, 0, 100), box(20, 20, 60), box(200, 0, 10)});
    const LinePolygons made = polygons_from_lines(table, rule());
    EXPECT_EQ(table.kind, model::GeometryKind::Polygon);
    EXPECT_EQ((std::vector{made.rings, made.polygons, made.holes}), (std::vector<std::size_t>{4, 3, 1}));
    ASSERT_EQ(made.hole_lines.size(), 1u);
    EXPECT_EQ(made.hole_lines[0].name, "c");
    EXPECT_EQ(made.hole_lines[0].shell_name, "b");
    EXPECT_EQ(polygon_of(table, 2), nullptr);
    EXPECT_TRUE(made.explained.contains(2));
    EXPECT_EQ(*polygon_of(table, 1), (geom::MultiPolygon{{{{box(0, 0, 100), box(20, 20, 60)}}}}));
    EXPECT_EQ(*polygon_of(table, 0), (geom::MultiPolygon{{{{box(40, 40, 20)}}}})) << "bit for bit";
}

TEST(LinePolygons, AnOpenLineIsListedWithItsGapAndOnlyClosedWhenAskedAndNarrow) {
    geom::LineString wide = box(0, 0, 100), narrow = box(200, 0, 100);
    wide.pop_back();
    narrow.back() = {200.03, 0};
    for (const bool close : {false, true}) {
        model::FeatureTable table = lines_of({wide, narrow, box(400, 0, 100)});
        const LinePolygons made = polygons_from_lines(table, rule(close));
        ASSERT_EQ(made.open.size(), 2u);
        EXPECT_DOUBLE_EQ(made.open[0].gap_m, 100);
        EXPECT_NEAR(made.open[1].gap_m, 0.03, 1e-9);
        EXPECT_EQ(made.open[1].last, (geom::Point{200.03, 0}));
        EXPECT_FALSE(made.open[0].closed);
        EXPECT_EQ(made.open[1].closed, close);
        EXPECT_EQ(polygon_of(table, 0), nullptr);
        EXPECT_EQ(polygon_of(table, 1) != nullptr, close);
        if (!close) continue;
        const geom::Ring& ring = polygon_of(table, 1)->parts[0].rings[0];
        EXPECT_EQ(geom::Ring(ring.begin(), ring.end() - 1), narrow) << "no vertex moves";
        EXPECT_EQ(ring.back(), narrow.front());
    }
}

TEST(LinePolygons, ThereAndBackIsNoRing) {
    model::FeatureTable table = lines_of({{{0, 0}, {10, 0}, {0, 0}}, {{0, 0}, {10, 0}}, box(50, 0, 10)});
    const LinePolygons made = polygons_from_lines(table, rule(true));
    EXPECT_EQ(made.narrow, (std::vector<std::int64_t>{0}));
    EXPECT_EQ(made.open.size(), 1u);
    EXPECT_EQ(made.polygons, 1u);
}

TEST(LinePolygons, AFrameOfAnotherDrawingLayerIsNoShell) {
    model::FeatureTable table = lines_of({box(0, 0, 100), box(20, 20, 10), box(23, 23, 4)});
    for (std::size_t i = 0; i < 3; ++i) table.features[i].values = {std::string(i == 0 ? "TK" : "DK")};
    LineRule by_layer = rule();
    by_layer.apart_by = 0;
    const LinePolygons made = polygons_from_lines(table, by_layer);
    EXPECT_EQ((std::vector{made.polygons, made.holes}), (std::vector<std::size_t>{2, 1}));
    EXPECT_EQ(polygon_of(table, 0)->parts[0].rings.size(), 1u);
    EXPECT_EQ(polygon_of(table, 1)->parts[0].rings.size(), 2u);
}

TEST(LinePolygons, ADrawingKeepsClosedLinesAndCountsTheRest) {
    io::LayerReading reading{.drawing = true, .left_in_paper_space = 2, .left_in_other_layers = 5};
    reading.table = lines_of({box(0, 0, 100), box(200, 0, 10)});
    reading.table.fields[0].name = "Text";
    for (model::Feature& feature : reading.table.features) feature.values = {{}};
    reading.table.features.push_back({7, geom::MultiPoint{{{5, 5}}}, {std::string("地块 1")}});
    reading.table.features.push_back({8, geom::MultiPoint{{{6, 6}}}, {{}}});
    reading.table.features.push_back({9, geom::MultiPolygon{{{{box(0, 0, 100)}}}}, {{}}});
    reading.table.features.push_back({10, {}, {{}}});
    reading.notes.push_back({io::ReadNoteKind::Unsupported, 10, {}, "GEOMETRYCOLLECTION"});
    reading.table.kind = model::GeometryKind::Polygon;
    const LeftOut left_out = keep_kind(reading, model::GeometryKind::Polygon);
    EXPECT_EQ(reading.table.kind, model::GeometryKind::Line);
    EXPECT_EQ(reading.table.features.size(), 2u);
    EXPECT_TRUE(reading.notes.empty()) << "counted, not a finding each";
    EXPECT_EQ(left_out.words().en,
              "1 texts, 1 points, 1 hatches and solids, 1 blocks and other entities, 5 entities of other "
              "layers, 2 entities of paper space");
}

TEST(LinePolygons, ADrawingWithoutClosedLinesKeepsItsHatches) {
    io::LayerReading reading{.drawing = true};
    reading.table = lines_of({{{0, 0}, {5, 5}}});
    reading.table.features.push_back({9, geom::MultiPolygon{{{{box(0, 0, 100)}}}}, {std::string("h")}});
    EXPECT_EQ(keep_kind(reading, model::GeometryKind::Polygon).lines, 1u);
    EXPECT_EQ(reading.table.kind, model::GeometryKind::Polygon);
    EXPECT_EQ(reading.table.features.size(), 1u);
}

TEST(RingNesting, RingsThatCrossNeverBothBecomeHoles) {
    // each has a vertex inside the other first
    const geom::Ring a{{50, 50}, {100, 100}, {0, 100}, {0, 0}, {50, 50}},
        b{{20, 60}, {-50, 60}, {-50, 20}, {60, 20}, {20, 60}};
    const std::vector<const geom::Ring*> rings{&a, &b};
    const std::vector<Nested> nesting = nesting_of(rings);
    EXPECT_EQ(nesting[0].hole() + nesting[1].hole() <= 1, true);
    EXPECT_EQ(nested({{.points = a}, {.points = b}}).parts.size() >= 1, true) << "nothing is lost";
}

}  // namespace
}  // namespace zonewright::intake
