#include "report/sheet_layers.h"

#include <gtest/gtest.h>

#include "geom/planar_area.h"

namespace zonewright::report {
namespace {

model::LayerStyle style_of_layer(const char* name, bool labelled) {
    model::LayerStyle style;
    style.layer = name;
    style.classes.emplace_back();
    style.classes.front().symbol.fill = model::Colour{1, 2, 3, 255};
    if (labelled) style.label = model::LabelRule{.field = "name", .colour = {}};
    return style;
}

model::FeatureTable table_of(const char* name, model::GeometryKind kind, std::vector<geom::Geometry> shapes) {
    model::FeatureTable table{name, {}, kind, 4547, {{"name", model::FieldType::Text, {}, ""}}, {}};
    for (geom::Geometry& shape : shapes) table.features.push_back({0, std::move(shape), {std::string("n")}});
    return table;
}

TEST(SheetLayers, NamesOfTownsLieAboveTheZonesAndBelowTheMarks) {
    const geom::MultiPolygon land{{geom::rectangle({0, 0, 1000, 1000})}};
    const auto towns = table_of("town", model::GeometryKind::Polygon, {land}), zones = table_of("zone", model::GeometryKind::Polygon, {land});
    const auto marks = table_of("site_number", model::GeometryKind::Point, {geom::MultiPoint{{{500, 500}}}});
    const auto town = style_of_layer("town", true), zone = style_of_layer("zone", false), mark = style_of_layer("site_number", true);
    SheetLayers layers(10, nullptr);
    layers.add(towns, town), layers.add(zones, zone), layers.add(marks, mark);
    const std::vector<io::MapLayer> all = layers.layers();
    ASSERT_EQ(all.size(), 4u);
    EXPECT_EQ(all[0].table, &towns);
    EXPECT_FALSE(all[0].style->label) << "the land without names";
    EXPECT_EQ(all[1].table, &zones);
    EXPECT_EQ(all[2].table, &towns);
    EXPECT_TRUE(all[2].style->label) << "the names alone";
    EXPECT_FALSE(all[2].style->classes.front().symbol.fill);
    EXPECT_EQ(all[3].table->name, "site_number");
}

TEST(SheetLayers, MarksThatWouldHideEachOtherStandApartWithALineToTheirPlace) {
    const auto marks = table_of("site_number", model::GeometryKind::Point, {geom::MultiPoint{{{500, 500}}}, geom::MultiPoint{{{505, 500}}}, geom::MultiPoint{{{5000, 500}}}});
    const auto mark = style_of_layer("site_number", true), leader = style_of_layer("site_leader", false);
    SheetLayers layers(10, &leader);
    layers.add(marks, mark);
    const std::vector<io::MapLayer> all = layers.layers();
    ASSERT_EQ(all.size(), 2u);
    EXPECT_EQ(all[0].table->features.size(), 2u) << "a line for each of the two that moved";
    const auto at = [&](std::size_t i) { return std::get<geom::MultiPoint>(all[1].table->features[i].geometry).points.front(); };
    EXPECT_GE(geom::distance(at(0), at(1)), 49) << "5 mm of 10 m each";
    EXPECT_EQ(at(2), (geom::Point{5000, 500}));
}

}  // namespace
}  // namespace zonewright::report
