// One outline of 100 m × 100 m; farmland lies on its eastern 30 m, a redline on its eastern 40 m:
//
//     +-----------+------+
//     |           |R|F+R |
//     +-----------+------+
#include "compliance/trim.h"

#include <gtest/gtest.h>

#include "base/errors.h"
#include "compliance/check_outline.h"
#include "geom/planar_area.h"

namespace zonewright::compliance {
namespace {

constexpr double west_m = 470000, south_m = 2540000;

geom::MultiPolygon block(double x0, double y0, double x1, double y1) {
    return {{geom::rectangle({west_m + x0, south_m + y0, west_m + x1, south_m + y1})}};
}

const geom::StatutoryArea on_plane(geom::GaussKruger{114, 500000});

model::CheckRule rule_on(const std::string& role, model::Verdict if_occupied = model::Verdict::Conflicts) {
    model::CheckRule rule;
    rule.id = rule.role = role;
    rule.title = {role, role};
    rule.touch_area_m2 = 10, rule.touch_width_m = 0.5;
    rule.if_occupied = if_occupied;
    rule.occupied = rule.touched = rule.clear = {"有", "some"};
    return rule;
}

void add_layer(model::SourceSet& sources, const std::string& role, const geom::MultiPolygon& land) {
    model::SourceDefinition definition;
    definition.role = role;
    definition.date = "2024-12-31";
    model::FeatureTable table{role, {}, model::GeometryKind::Polygon, 4547, {{"id", {}, {}, {}}}, {}};
    table.features.push_back({1, land, {std::string("N1")}});
    sources.layers[role] = {{definition}, table};
}

struct Land {
    model::SourceSet sources;
    std::vector<model::CheckRule> rules;
    geom::MultiPolygon outline = block(0, 0, 100, 100);

    model::SiteCheck check(const geom::MultiPolygon& of) const {
        const std::vector<model::ConstraintLayer> none;
        return check_outline({.outline = &of, .rules = &rules, .sources = &sources, .constraints = &none, .year = 2025}, on_plane, Progress());
    }
    Trimmed trimmed(const std::vector<std::string>& named = {}) const { return trim(outline, check(outline), named, {}, on_plane); }
};

Land farmland_and_redline(model::Verdict redline = model::Verdict::Conflicts) {
    Land land;
    land.rules = {rule_on("farmland"), rule_on("redline", redline)};
    add_layer(land.sources, "farmland", block(70, 0, 200, 100));
    add_layer(land.sources, "redline", block(60, 0, 200, 100));
    return land;
}

TEST(Trim, WhatEachRuleTookAndWhatIsLeftAddUp) {
    const Land land = farmland_and_redline();
    const Trimmed left = land.trimmed();
    EXPECT_NEAR(geom::planar_area(left.land), 6000, 1e-6);
    ASSERT_EQ(left.cuts.size(), 2u);
    EXPECT_NEAR(geom::planar_area(left.cuts[0].land), 3000, 1e-6);
    EXPECT_NEAR(geom::planar_area(left.cuts[1].land), 1000, 1e-6) << "only what farmland had not taken";
    EXPECT_EQ(left.cuts[0].area + left.cuts[1].area + left.area, on_plane.of(land.outline));
}

TEST(Trim, WhatIsLeftDoesNotConflict) {
    const Land land = farmland_and_redline();
    const model::SiteCheck after = land.check(land.trimmed().land);
    for (const model::CheckResult& result : after.results) EXPECT_NE(result.verdict, model::Verdict::Conflicts) << result.rule.id;
}

TEST(Trim, WhatIsConditionalStaysUnlessItIsNamed) {
    const Land land = farmland_and_redline(model::Verdict::Conditional);
    EXPECT_NEAR(geom::planar_area(land.trimmed().land), 7000, 1e-6);
    EXPECT_NEAR(geom::planar_area(land.trimmed({"redline"}).land), 6000, 1e-6);
}

TEST(Trim, NothingMayBeLeft) {
    Land land;
    land.rules = {rule_on("farmland")};
    add_layer(land.sources, "farmland", block(-10, -10, 200, 200));
    const Trimmed left = land.trimmed();
    EXPECT_TRUE(left.land.empty());
    EXPECT_EQ(left.area, Area{});
    EXPECT_EQ(left.cuts[0].area, on_plane.of(land.outline));
}

TEST(Trim, AnUnknownRuleIsNamedWithTheNearest) {
    try {
        farmland_and_redline().trimmed({"farmlan"});
        FAIL();
    } catch (const InputError& problem) {
        EXPECT_NE(problem.message().en.find("farmland"), std::string::npos);
    }
}

}  // namespace
}  // namespace zonewright::compliance
