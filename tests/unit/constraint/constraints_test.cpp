// Rules brought onto a drawn city of 100 m cells.
#include <gtest/gtest.h>

#include <filesystem>

#include "constraint/admissible_bits.h"
#include "constraint/exclusions.h"
#include "constraint/prepare_constraints.h"
#include "geom/planar_area.h"
#include "io/raster_io.h"

namespace zonewright::constraint {
namespace {

using model::ConstraintKind;

constexpr double e0 = 500000, n0 = 2540000;

geom::MultiPolygon box(double x0, double y0, double x1, double y1) {
    return {{geom::rectangle({e0 + x0, n0 + y0, e0 + x1, n0 + y1})}};
}

model::ConstraintRule rule(std::string id, int bit, ConstraintKind kind, std::string role) {
    model::ConstraintRule made;
    made.id = std::move(id);
    made.bit = bit;
    made.order = bit;
    made.kind = kind;
    made.role = std::move(role);
    made.title = {made.id, made.id};
    return made;
}

struct City {
    model::Catalogue catalogue;
    model::SourceSet sources;
    Ground ground{box(0, 0, 1000, 1000), {e0, n0 + 1000, 100, 10, 10}, 4547};

    void add(const std::string& role, std::vector<std::pair<std::string, geom::Geometry>> features,
             const std::string& field = "class") {
        model::FeatureTable& table = sources.layers[role].table;
        table.name = role;
        table.fields = {{field, model::FieldType::Text, {}, ""}};
        for (auto& [value, geometry] : features)
            table.features.push_back(
                {static_cast<std::int64_t>(table.features.size() + 1), geometry, {value}});
    }
    PreparedConstraints prepared() { return prepare_constraints(catalogue, sources, ground, Progress()); }
};

std::string drawn(const raster::Grid<std::uint32_t>& bits) {
    std::string picture;
    for (std::size_t r = 0; r < bits.spec.rows; ++r) {
        for (std::uint32_t cell : bits.row(r))
            picture += cell == outside_city ? ' ' : static_cast<char>('0' + cell);
        picture += '\n';
    }
    return picture;
}

TEST(Constraints, WithoutASourceAreUncheckedAndSaySo) {
    City city;
    city.catalogue.constraints = {rule("basic_farmland", 0, ConstraintKind::Inside, "farmland")};
    const auto prepared = city.prepared();
    ASSERT_EQ(prepared.layers.size(), 1u);
    EXPECT_FALSE(prepared.layers[0].checked);
    EXPECT_EQ(prepared.layers[0].unchecked_reason.en, "no source of role farmland");
}

TEST(Constraints, WithAnEmptySourceAreUncheckedToo) {
    City city;
    city.add("growth_boundary", {});
    city.catalogue.constraints = {rule("outside_growth", 2, ConstraintKind::Outside, "growth_boundary")};
    EXPECT_FALSE(city.prepared().layers[0].checked);
}

TEST(Constraints, TakeOnlyTheFeaturesThatTheConditionNames) {
    City city;
    city.add("geohazard", {{"high", box(0, 0, 100, 100)}, {"low", box(200, 0, 300, 100)}}, "level");
    auto hazard = rule("hazard", 1, ConstraintKind::Inside, "geohazard");
    hazard.where = {{"level", {"high", "高"}}};
    city.catalogue.constraints = {hazard};
    EXPECT_EQ(city.prepared().layers[0].polygons.size(), 1u);
}

TEST(Constraints, GiveCorridorsTheWidthOfTheirClassAndReportTheClassWithoutOne) {
    City city;
    const geom::MultiLineString line{{{{e0, n0 + 500}, {e0 + 1000, n0 + 500}}}};
    city.add("power_line", {{"220", line}, {"110", line}, {"35", line}}, "voltage_kv");
    auto corridor = rule("power_corridor", 3, ConstraintKind::Corridor, "power_line");
    corridor.width_by_class_m = {{"220", 15}, {"110", 10}};
    city.catalogue.constraints = {corridor};
    const auto prepared = city.prepared();
    ASSERT_EQ(prepared.layers[0].polygons.size(), 2u);
    EXPECT_NEAR(geom::bounds(prepared.layers[0].polygons[0]).height(), 30, 1e-6);
    EXPECT_NEAR(geom::bounds(prepared.layers[0].polygons[1]).height(), 20, 1e-6);
    ASSERT_EQ(prepared.findings.size(), 1u);
    EXPECT_EQ(prepared.findings[0].feature, "3");
}

TEST(Constraints, MeasureSlopeOnTheHeightsAndReportWhereThereAreNone) {
    City city;
    raster::Grid<float> heights(city.ground.grid, 0);
    for (std::size_t r = 0; r < 10; ++r)
        for (std::size_t c = 5; c < 10; ++c)
            heights.at(c, r) = static_cast<float>(100 * (static_cast<int>(c) - 4));  // 45°
    heights.at(0, 9) = raster::no_data;
    const auto folder = std::filesystem::temp_directory_path() / "zonewright_constraint_test";
    std::filesystem::create_directories(folder);
    io::write_tiles(folder / "dem.tif", heights, 4547, {"height", "m"});
    model::SourceDefinition dem;
    dem.role = "dem";
    dem.path = folder / "dem.tif";
    city.sources.rasters["dem"] = dem;
    auto slope = rule("slope", 4, ConstraintKind::Slope, "dem");
    slope.threshold = 30;
    city.catalogue.constraints = {slope};
    const auto prepared = city.prepared();
    ASSERT_EQ(prepared.layers[0].polygons.size(), 1u);
    EXPECT_EQ(geom::bounds(prepared.layers[0].polygons[0]), (geom::Box{e0 + 500, n0, e0 + 1000, n0 + 1000}));
    ASSERT_EQ(prepared.findings.size(), 1u);
    EXPECT_EQ(prepared.findings[0].rule, "height_gap");
    std::filesystem::remove_all(folder);
}

TEST(AdmissibleBits, AreDrawnByCellCentres) {
    std::vector<model::ConstraintLayer> layers = {
        {rule("farmland", 0, ConstraintKind::Inside, ""),
         true,
         {},
         {box(0, 800, 300, 1000), box(200, 700, 349, 900)}},
        {rule("growth", 1, ConstraintKind::Outside, ""), true, {}, {box(0, 300, 1000, 1000)}},
        {rule("redline", 2, ConstraintKind::Inside, ""), false, {"没有", "none"}, {}}};
    geom::MultiPolygon city = box(0, 0, 1000, 1000);
    city.parts[0].rings.push_back(geom::rectangle({e0 + 800, n0, e0 + 1000, n0 + 200}).rings[0]);
    const auto bits = admissible_bits(layers, city, {e0, n0 + 1000, 100, 10, 10}, Progress());
    EXPECT_EQ(drawn(bits),
              "1110000000\n"
              "1110000000\n"
              "0010000000\n"
              "0000000000\n"
              "0000000000\n"
              "0000000000\n"
              "0000000000\n"
              "2222222222\n"
              "22222222  \n"
              "22222222  \n");
}

TEST(Exclusions, AreDissolvedCutToTheCityAndMeasured) {
    std::vector<model::ConstraintLayer> layers = {
        {rule("farmland", 0, ConstraintKind::Inside, ""),
         true,
         {},
         {box(-100, 0, 200, 100), box(100, 0, 300, 100)}},
        {rule("growth", 1, ConstraintKind::Outside, ""), true, {}, {box(0, 0, 1000, 900)}}};
    const geom::StatutoryArea area(*geom::gauss_kruger_of_epsg(4547));
    const auto rows = exclusions(layers, box(0, 0, 1000, 1000), area, Progress());
    ASSERT_EQ(rows.size(), 2u);
    EXPECT_NEAR(geom::planar_area(rows[0].geometry), 300 * 100, 1e-6);
    EXPECT_NEAR(geom::planar_area(rows[1].geometry), 1000 * 100, 1e-6);
    EXPECT_EQ(rows[0].area, area.of(rows[0].geometry));
}

}  // namespace
}  // namespace zonewright::constraint
