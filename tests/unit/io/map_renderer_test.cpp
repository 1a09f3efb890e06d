#include "io/map_renderer.h"

#include <gtest/gtest.h>

#include <array>
#include <cmath>
#include <filesystem>
#include <fstream>
#include <functional>
#include <string>
#include <thread>
#include <vector>

#include "base/errors.h"
#include "io/gdal_handles.h"
#include "io/gdal_session.h"
#include "io/map_shapes.h"
#include "support/pixels.h"

namespace zonewright::io {
namespace {

const model::Colour red{255, 0, 0, 255}, blue{0, 0, 255, 255};

model::FeatureTable two_squares() {
    model::FeatureTable table{
        "t", {}, model::GeometryKind::Polygon, 4547, {{"kind", model::FieldType::Text, {}, ""}}, {}};
    table.features.push_back({1, geom::MultiPolygon{{geom::rectangle({0, 0, 50, 100})}}, {std::string("a")}});
    table.features.push_back(
        {2, geom::MultiPolygon{{geom::rectangle({50, 0, 100, 100})}}, {std::string("b'\"]<")}});
    return table;
}

model::LayerStyle style_of(model::StyleKind kind) {
    model::LayerStyle style;
    style.kind = kind;
    style.field = "kind";
    style.classes.push_back({"a", 0, 0, {"甲", "a"}, {red, model::FillPattern::Solid, {}}});
    if (kind == model::StyleKind::Categorised)
        style.other = model::StyleClass{"", 0, 0, {"其他", "other"}, {blue, model::FillPattern::Solid, {}}};
    return style;
}

MapRequest request_of(const model::FeatureTable& table, const model::LayerStyle& style) {
    return {{0, 0, 100, 100}, 100, 100, 5, {{&table, &style, nullptr, nullptr, true}}, Language::Zh};
}

TEST(Map, FillsEachClassWithItsColourAndTheRestWithTheOther) {
    const auto table = two_squares();
    const auto style = style_of(model::StyleKind::Categorised);
    const Pixels pixels(draw_map(request_of(table, style)).png);
    EXPECT_EQ(pixels.at(25, 50), (std::array<int, 4>{255, 0, 0, 255}));
    EXPECT_EQ(pixels.at(75, 50), (std::array<int, 4>{0, 0, 255, 255}))
        << "a value with quotation marks is a value";
}

TEST(Map, TilesAreThePictureCutUpWithoutItsMargin) {
    const auto table = two_squares();
    const auto style = style_of(model::StyleKind::Categorised);
    MapRequest request = request_of(table, style);
    request.box = {-50, -50, 150, 150}, request.width_px = request.height_px = 200;
    const auto tiles = draw_tiles(request, 50, 50);
    ASSERT_EQ(tiles.size(), 4u);
    for (int row = 0; row < 2; ++row) {
        const Pixels west(tiles[static_cast<std::size_t>(2 * row)]), east(tiles[static_cast<std::size_t>(2 * row + 1)]);
        EXPECT_EQ(west.at(25, 25), (std::array<int, 4>{255, 0, 0, 255}));
        EXPECT_EQ(east.at(25, 25), (std::array<int, 4>{0, 0, 255, 255}));
    }
    request.box = {1000, 1000, 1200, 1200};
    EXPECT_EQ(Pixels(draw_tiles(request, 50, 50)[0]).at(10, 10)[3], 0) << "nothing there is transparent";
    EXPECT_THROW(draw_tiles(request, 300, 0), InternalError);
}

TEST(MapShapes, AreasAreCutToTheBoxAndTheirHolesToo) {
    geom::Polygon holed = geom::rectangle({0, 0, 100, 100});
    holed.rings.push_back(geom::rectangle({10, 10, 60, 60}).rings[0]);
    geom::Geometry area = geom::MultiPolygon{{holed, geom::rectangle({200, 200, 300, 300})}};
    cut(area, {20, 50, 80, 90});
    const auto& kept = std::get<geom::MultiPolygon>(area);
    ASSERT_EQ(kept.parts.size(), 1u);
    ASSERT_EQ(kept.parts[0].rings.size(), 2u);
    EXPECT_EQ(geom::bounds(kept), (geom::Box{20, 50, 80, 90}));
    EXPECT_EQ(geom::bounds(kept.parts[0].rings[1]), (geom::Box{20, 50, 60, 60}));
    geom::Geometry whole = geom::MultiPolygon{{geom::rectangle({30, 60, 40, 70})}}, before = whole;
    cut(whole, {20, 50, 80, 90});
    EXPECT_EQ(whole, before);
    geom::Geometry far = before;
    cut(far, {0, 0, 1, 1});
    EXPECT_TRUE(std::holds_alternative<std::monostate>(far));
}

TEST(MapShapes, ThinningLeavesOutWhatAPixelCannotShow) {
    geom::Geometry line = geom::MultiLineString{{{{0, 0}, {0.1, 0}, {0.2, 0}, {5, 0}, {5.1, 0}}, {{0, 0}, {0.1, 0.1}}}};
    thin(line, 1);
    EXPECT_EQ(std::get<geom::MultiLineString>(line), (geom::MultiLineString{{{{0, 0}, {5, 0}, {5.1, 0}}}})) << "ends stay";
    geom::Polygon holed = geom::rectangle({0, 0, 10, 10});
    holed.rings.push_back(geom::rectangle({4, 4, 4.5, 4.5}).rings[0]);
    geom::Geometry area = geom::MultiPolygon{{holed, geom::rectangle({20, 20, 20.5, 20.5})}};
    thin(area, 1);
    EXPECT_EQ(std::get<geom::MultiPolygon>(area), (geom::MultiPolygon{{geom::rectangle({0, 0, 10, 10})}}));
    geom::Geometry small = geom::MultiPolygon{{geom::rectangle({0, 0, 0.5, 0.5})}};
    thin(small, 1);
    EXPECT_TRUE(std::holds_alternative<std::monostate>(small));
}

TEST(Map, ThePaperLiesUnderGridsAndVectors) {
    const raster::Grid<float> half({0, 100, 50, 1, 2}, 0.5);  // the western half
    const model::RasterStyle ramp{.stops = {{.up_to = 1, .colour = blue}}};
    model::FeatureTable table = two_squares();
    table.features = {{1, geom::MultiPolygon{{geom::rectangle({0, 80, 100, 100})}}, {std::string("a")}}};
    const auto style = style_of(model::StyleKind::Single);
    const MapRequest request{
        .box = {0, 0, 100, 100},
        .width_px = 100,
        .height_px = 100,
        .layers = {{&table, &style, nullptr, nullptr, false}, {nullptr, nullptr, &half, &ramp, false}},
        .paper = {255, 255, 255, 255}};
    const Pixels pixels(draw_map(request).png);
    EXPECT_EQ(pixels.at(25, 5), (std::array<int, 4>{255, 0, 0, 255})) << "the vector";
    EXPECT_EQ(pixels.at(25, 50), (std::array<int, 4>{0, 0, 255, 255})) << "the grid";
    EXPECT_EQ(pixels.at(75, 50), (std::array<int, 4>{255, 255, 255, 255})) << "the paper";
}

TEST(Map, ThinCoverOverPaperIsAMixtureOfBoth) {
    const auto table = two_squares();
    auto style = style_of(model::StyleKind::Single);
    style.classes[0].symbol.fill = model::Colour{255, 0, 0, 128};
    MapRequest request = request_of(table, style);
    request.paper = {255, 255, 255, 255};
    const std::array<int, 4> pixel = Pixels(draw_map(request).png).at(25, 50);
    EXPECT_NEAR(pixel[0], 255, 1);
    EXPECT_NEAR(pixel[1], 127, 2);
    EXPECT_NEAR(pixel[2], 127, 2);
    EXPECT_EQ(pixel[3], 255);
}

TEST(Map, NorthIsUp) {
    model::FeatureTable table = two_squares();
    table.features = {{1, geom::MultiPolygon{{geom::rectangle({0, 80, 100, 100})}}, {std::string("a")}}};
    const auto style = style_of(model::StyleKind::Single);
    const Pixels pixels(draw_map(request_of(table, style)).png);
    EXPECT_EQ(pixels.at(50, 5)[3], 255);
    EXPECT_EQ(pixels.at(50, 95)[3], 0) << "nothing there: transparent";
}

TEST(Map, HolesStayOpen) {
    model::FeatureTable table = two_squares();
    geom::Polygon ring = geom::rectangle({0, 0, 100, 100});
    ring.rings.push_back(geom::rectangle({30, 30, 70, 70}).rings[0]);
    table.features = {{1, geom::MultiPolygon{{ring}}, {std::string("a")}}};
    const auto style = style_of(model::StyleKind::Single);
    EXPECT_EQ(Pixels(draw_map(request_of(table, style)).png).at(50, 50)[3], 0);
}

TEST(Map, ChineseLabelsAreDrawnOncePerFeature) {
    model::FeatureTable table = two_squares();
    table.features.pop_back();
    table.features[0].values[0] = std::string("东城街道");
    auto style = style_of(model::StyleKind::Single);
    style.classes[0].symbol.fill = model::Colour{255, 255, 255, 255};
    MapRequest request = request_of(table, style);
    const auto dark = [](std::array<int, 4> p) { return p[0] < 100 && p[3] > 200; };
    EXPECT_EQ(Pixels(draw_map(request).png).count(dark), 0);
    style.label = model::LabelRule{.field = "kind", .size_pt = 6};
    request.box = {-50, -50, 150, 150};
    request.width_px = request.height_px = 400;
    const int ink = Pixels(draw_map(request).png).count(dark);
    EXPECT_GT(ink, 80) << "four characters leave ink";
    table.features.push_back(table.features[0]);
    std::get<geom::MultiPolygon>(table.features[0].geometry)
        .parts.push_back(geom::rectangle({120, 120, 121, 121}));
    table.features.pop_back();
    EXPECT_NEAR(Pixels(draw_map(request).png).count(dark), ink, 20) << "an island does not repeat the name";
}

TEST(Map, TheBoxIsWidenedToThePictureAndTheScaleFollows) {
    const auto table = two_squares();
    const auto style = style_of(model::StyleKind::Single);
    MapRequest request = request_of(table, style);
    request.width_px = 200;
    const MapPicture picture = draw_map(request);
    EXPECT_EQ(picture.box, (geom::Box{-50, 0, 150, 100}));
    // 200 m on 200 px of 5 px/mm = 40 mm: 1:5000.
    EXPECT_DOUBLE_EQ(picture.scale_denominator(), 5000);
}

TEST(Map, NoDataIsTransparentAndLowestIsNot) {
    raster::Grid<float> grid({0, 100, 10, 10, 10}, raster::no_data);
    grid.at(0, 0) = 0;
    grid.at(1, 0) = 1;
    model::RasterStyle ramp;
    ramp.stops = {{0.5, red, {}}, {1, blue, {}}};
    const Pixels pixels(draw_grid(grid, ramp, 1));
    EXPECT_EQ(pixels.at(0, 0), (std::array<int, 4>{255, 0, 0, 255}));
    EXPECT_EQ(pixels.at(1, 0), (std::array<int, 4>{0, 0, 255, 255}));
    EXPECT_EQ(pixels.at(2, 0)[3], 0);
    const MapRequest request{{0, 0, 100, 100}, 100, 100, 5, {{nullptr, nullptr, &grid, &ramp, true}},
                             Language::Zh};
    const Pixels map(draw_map(request).png);
    EXPECT_EQ(map.at(5, 5), (std::array<int, 4>{255, 0, 0, 255}));
    EXPECT_EQ(map.at(95, 95)[3], 0);
}

TEST(Map, TheSameRequestGivesTheSamePicture) {
    const auto table = two_squares();
    const auto style = style_of(model::StyleKind::Categorised);
    EXPECT_EQ(draw_map(request_of(table, style)).png, draw_map(request_of(table, style)).png);
}

/// Mapnik keeps its fonts for all threads and looks for them without a lock: the thread sanitizer sees it here.
TEST(Map, ThreadsThatDrawLabelsGiveTheSamePicture) {
    model::FeatureTable table{"t", {}, model::GeometryKind::Polygon, 4547, {{"kind", model::FieldType::Text, {}, ""}}, {}};
    for (int i = 0; i < 100; ++i) {
        const double x = 10.0 * (i % 10), y = 10.0 * (i / 10);
        table.features.push_back({i + 1, geom::MultiPolygon{{geom::rectangle({x, y, x + 10, y + 10})}},
                                  {"塘厦镇" + std::string(static_cast<std::size_t>(i % 3), '9') + std::to_string(i)}});
    }
    auto style = style_of(model::StyleKind::Single);
    style.label = model::LabelRule{.field = "kind", .size_pt = 3};
    MapRequest request = request_of(table, style);
    request.width_px = request.height_px = 600;
    std::vector<std::string> drawn(4);
    std::vector<std::thread> threads;
    for (std::string& mine : drawn)
        threads.emplace_back([&] {
            for (int i = 0; i < 8; ++i) {
                const std::string png = draw_map(request).png;
                if (!mine.empty() && png != mine) mine = "another picture";
                if (mine.empty()) mine = png;
            }
        });
    for (std::thread& thread : threads) thread.join();
    for (const std::string& mine : drawn) EXPECT_TRUE(mine == draw_map(request).png);
}

TEST(Map, AnEmptyBoxIsAFault) {
    EXPECT_THROW(draw_map({}), InternalError);
}

TEST(Hatching, StaysInsideAndContinuesAcrossNeighbours) {
    const geom::MultiPolygon left{{geom::rectangle({0, 0, 10, 10})}},
        right{{geom::rectangle({10, 0, 20, 10})}};
    const auto a = hatching(left, 2, 0), b = hatching(right, 2, 0);
    ASSERT_EQ(a.lines.size(), 5U);
    ASSERT_EQ(b.lines.size(), 5U);
    for (std::size_t i = 0; i < 5; ++i) {
        EXPECT_DOUBLE_EQ(a.lines[i][0].x, 0);
        EXPECT_DOUBLE_EQ(a.lines[i][1].x, 10);
        EXPECT_DOUBLE_EQ(a.lines[i][0].y, b.lines[i][0].y);
    }
    for (const auto& line : hatching(left, 1.5, 45).lines)
        for (const geom::Point p : line) EXPECT_TRUE(geom::bounds(left).grown(1e-9).contains(p));
}

TEST(Markers, HaveTheirSize) {
    for (const auto shape :
         {model::MarkerShape::Circle, model::MarkerShape::Diamond, model::MarkerShape::Cross})
        EXPECT_NEAR(geom::bounds(marker_shape(shape, {5, 5}, 4)).width(), 4, 1e-9);
}

}  // namespace
}  // namespace zonewright::io
