// Waterfalls that can be checked by eye. Near 114°E the statutory area of small land is its planar area.
#include "supply/net_supply.h"

#include <gtest/gtest.h>

#include "base/errors.h"
#include "geom/planar_area.h"
#include "model/printed_area.h"
#include "model/printed_waterfall.h"
#include "supply/usable_width.h"
#include "supply_land.h"

namespace zonewright::supply {
namespace {

using model::ConstraintKind;
using model::SupplyStatement;

constexpr double near_m2 = 1;  // the statutory area differs from the planar one by less

SupplyStatement state(const std::vector<model::Parcel>& parcels,
                      const std::vector<model::ConstraintLayer>& layers,
                      StatementOptions options = {.year = 2026}) {
    return state_net_supply(parcels, layers, plain_rules(), statutory(), options, Progress());
}

double taken_m2(const SupplyStatement& statement, std::size_t parcel, const std::string& step) {
    for (std::size_t k = 0; k < statement.steps.size(); ++k)
        if (statement.steps[k].constraint_id == step) return statement.parcels[parcel].taken[k].m2();
    ADD_FAILURE() << "no step " << step;
    return -1;
}

TEST(NetSupply, TakesLandUnderTwoConstraintsOnceForTheEarlierOne) {
    const auto statement = state({parcel("p", box(0, 0, 100, 100))},
                                 {layer("farmland", ConstraintKind::Inside, {box(-10, -10, 40, 200)}),
                                  layer("redline", ConstraintKind::Inside, {box(20, -10, 60, 50)})});
    EXPECT_NEAR(taken_m2(statement, 0, "farmland"), 4000, near_m2);
    EXPECT_NEAR(taken_m2(statement, 0, "redline"), 1000, near_m2);
    EXPECT_NEAR(statement.parcels[0].net.m2(), 5000, near_m2);
    EXPECT_EQ(statement.parcels[0].gross,
              statement.parcels[0].taken[1] + statement.parcels[0].taken[2] + statement.parcels[0].net);
}

TEST(NetSupply, TakesLandOfOneConstraintDrawnTwiceOnce) {
    const auto statement = state({parcel("p", box(0, 0, 100, 100))},
                                 {layer("water", ConstraintKind::Inside,
                                        {box(0, 0, 50, 100), box(0, 0, 50, 100), box(40, 0, 60, 100)})});
    EXPECT_NEAR(taken_m2(statement, 0, "water"), 6000, near_m2);
}

TEST(NetSupply, KeepsOnlyWhatLiesInsideTheGrowthBoundary) {
    const auto statement =
        state({parcel("in", box(0, 0, 100, 100)), parcel("across", box(150, 0, 250, 100)),
               parcel("out", box(300, 0, 400, 100))},
              {layer("growth", ConstraintKind::Outside, {box(-10, -10, 180, 200), box(170, -10, 200, 200)})});
    EXPECT_EQ(taken_m2(statement, 0, "growth"), 0);
    EXPECT_NEAR(taken_m2(statement, 1, "growth"), 5000, near_m2);
    EXPECT_EQ(statement.parcels[2].net, Area{});
    EXPECT_EQ(statement.parcels[2].taken[1], statement.parcels[2].gross);
}

TEST(NetSupply, DoesNotCountTouchingAsTaking) {
    const auto statement =
        state({parcel("p", box(0, 0, 100, 100))},
              {layer("farmland", ConstraintKind::Inside, {box(100, 0, 200, 100), box(0, -50, 100, 0)})});
    EXPECT_EQ(taken_m2(statement, 0, "farmland"), 0);
    EXPECT_EQ(statement.parcels[0].net, statement.parcels[0].gross);
    EXPECT_TRUE(statement.findings.empty());
}

TEST(NetSupply, SaysNotCheckedInsteadOfZeroWhenALayerIsMissing) {
    auto missing = layer("redline", ConstraintKind::Inside, {});
    missing.checked = false;
    missing.unchecked_reason = {"没有角色为 ecological_redline 的数据",
                                "no source of role ecological_redline"};
    const auto statement = state({parcel("p", box(0, 0, 100, 100))}, {missing});
    EXPECT_FALSE(statement.steps[1].checked);
    EXPECT_FALSE(statement.steps[1].unchecked_reason.empty());
    for (const auto& row : statement.rows) EXPECT_EQ(row.checked, row.step != "redline") << row.step;
}

TEST(NetSupply, CountsOverlappingParcelsOnceForTheStrongerTitleAndListsBoth) {
    model::Parcel planned = parcel("a", box(50, 0, 150, 100));
    planned.tenure = "planned";
    const auto statement = state({planned, parcel("b", box(0, 0, 100, 100))}, {});
    EXPECT_NEAR(taken_m2(statement, 0, "parcel_overlap"), 5000, near_m2);
    EXPECT_EQ(taken_m2(statement, 1, "parcel_overlap"), 0);
    ASSERT_EQ(statement.findings.size(), 1u);
    EXPECT_EQ(statement.findings[0].feature, "b, a");
    EXPECT_NE(statement.findings[0].message.en.find("counted once, for b"), std::string::npos);
}

TEST(NetSupply, GivesLandOfThreeParcelsToOneOfThem) {
    const auto statement = state({parcel("a", box(0, 0, 100, 100)), parcel("b", box(0, 0, 100, 100)),
                                  parcel("c", box(0, 0, 200, 100))},
                                 {});
    EXPECT_NEAR(statement.parcels[0].net.m2(), 10000, near_m2);
    EXPECT_EQ(statement.parcels[1].net, Area{});
    EXPECT_NEAR(statement.parcels[2].net.m2(), 10000, near_m2);
}

TEST(NetSupply, ListsSliversByWidthAndDeductsThemAllTheSame) {
    const auto statement =
        state({parcel("p", box(0, 0, 100, 100))},
              {layer("farmland", ConstraintKind::Inside, {box(99.9, -10, 200, 110), box(-50, 0, 5, 100)})});
    EXPECT_NEAR(taken_m2(statement, 0, "farmland"), 510, 0.1);
    ASSERT_EQ(statement.findings.size(), 1u);
    EXPECT_EQ(statement.findings[0].rule, "sliver");
    EXPECT_EQ(statement.findings[0].source, "farmland");
    EXPECT_NEAR(statement.findings[0].area_m2, 10, 0.1);
}

TEST(NetSupply, ScalesEveryStepToTheRecordedAreaAndStillCloses) {
    model::Parcel land = parcel("p", box(0, 0, 100, 100));
    land.recorded_area_m2 = 10123.45;
    const auto statement = state({land},
                                 {layer("farmland", ConstraintKind::Inside, {box(0, 0, 33, 33)}),
                                  layer("water", ConstraintKind::Inside, {box(0, 0, 77, 10)})},
                                 {.year = 2026, .scale_to_recorded = true});
    const auto& supply = statement.parcels[0];
    EXPECT_EQ(supply.gross, Area::from_m2(10123.45));
    EXPECT_EQ(supply.gross, supply.taken[0] + supply.taken[1] + supply.taken[2] + supply.net);
    EXPECT_NEAR(supply.taken[1].m2(), 33 * 33 * 1.012345, 0.1);
}

TEST(NetSupply, TakesWhatIsTooNarrowToUseAfterAllDeductions) {
    auto fragment = layer("fragment", ConstraintKind::Fragment, {});
    fragment.rule.width_m = 20;
    const auto statement =
        state({parcel("square", box(0, 0, 100, 100)), parcel("strip", box(200, 0, 215, 100)),
               parcel("cut", box(300, 0, 400, 100))},
              {layer("road", ConstraintKind::Inside, {box(310, -10, 320, 110)}), fragment});
    EXPECT_EQ(taken_m2(statement, 0, "fragment"), 0);
    EXPECT_EQ(statement.parcels[1].net, Area{});
    EXPECT_NEAR(taken_m2(statement, 2, "fragment"), 1000, near_m2);
    EXPECT_NEAR(statement.parcels[2].net.m2(), 8000, near_m2);
}

TEST(UsableLand, DropsANeckButNotTheCorners) {
    geom::MultiPolygon flask{
        {{{{{0, 0}, {100, 0}, {100, 100}, {55, 100}, {55, 160}, {45, 160}, {45, 100}, {0, 100}, {0, 0}}}}}};
    const double usable_m2 = geom::planar_area(usable_land(flask, 20));
    EXPECT_GE(usable_m2, 10000);            // the body whole, its corners too
    EXPECT_LE(usable_m2, 10000 + 10 * 12);  // and a little more than half a width of the neck
}

TEST(NetSupply, RowsOfTownsAddUpToTheCityAndTheUnknownTownIsNamed) {
    const auto statement =
        state({parcel("a", box(0, 0, 100, 100)), parcel("b", box(200, 0, 300, 100), "441900102"),
               parcel("c", box(400, 0, 500, 100), "")},
              {layer("water", ConstraintKind::Inside, {box(50, 0, 250, 100)})});
    Area city, towns;
    bool outside = false;
    for (const auto& row : statement.rows) {
        if (row.step != "water" || !row.supply_class.empty() || !row.size_class.empty()) continue;
        (row.town_code.empty() ? city : towns) += row.area;
        outside = outside || row.town_code == model::no_town;
    }
    EXPECT_EQ(city, towns);
    EXPECT_NEAR(city.m2(), 10000, near_m2);
    EXPECT_TRUE(outside);
}

TEST(NetSupply, OfNoParcelsIsAnEmptyCity) {
    const auto statement = state({}, {layer("water", ConstraintKind::Inside, {box(0, 0, 1, 1)})});
    EXPECT_EQ(statement.rows.size(), 4u);
}

TEST(PrintedWaterfall, AddsUpAsPrintedInEveryUnit) {
    const auto statement =
        state({parcel("p", box(0, 0, 123.456, 98.765)), parcel("q", box(300, 0, 377.777, 55.555))},
              {layer("a", ConstraintKind::Inside, {box(0, 0, 33.333, 200), box(300, 0, 311.111, 9)}),
               layer("b", ConstraintKind::Inside, {box(20, 0, 44.444, 200)}),
               layer("c", ConstraintKind::Inside, {box(20, 0, 55.555, 200)})});
    const auto steps = model::printed_waterfall(statement, "");
    ASSERT_EQ(steps.size(), 6u);
    double hectares = 0, mu = 0;
    for (std::size_t i = 1; i < steps.size(); ++i) hectares += steps[i].hectares, mu += steps[i].mu;
    EXPECT_NEAR(hectares, steps[0].hectares, 1e-9);
    EXPECT_NEAR(mu, steps[0].mu, 1e-9);
    EXPECT_NEAR(steps[0].hectares, steps[0].area.hectares(), 0.5001e-4);
    EXPECT_NEAR(steps[0].mu, steps[0].area.mu(), 0.5001e-2);
    EXPECT_TRUE(model::printed_waterfall(statement, "no such town").empty());
    EXPECT_EQ(steps.back().id, "net");
    EXPECT_EQ(steps.back().hectares, model::printed(steps.back().area).hectares) << "as on the summary page";
    EXPECT_EQ(steps.back().mu, model::printed(steps.back().area).mu);
}

TEST(CheckClosing, RefusesAStatementThatLostLand) {
    const std::vector<model::Parcel> parcels = {parcel("p", box(0, 0, 100, 100))};
    auto statement = state(parcels, {});
    statement.parcels[0].net.cm2 -= 1;
    EXPECT_THROW(check_closing(statement, parcels), InternalError);
    statement = state(parcels, {});
    statement.rows.back().area.cm2 += 1;
    EXPECT_THROW(check_closing(statement, parcels), InternalError);
}

TEST(NetSupply, OfAStudyWithoutADateSaysWhatThatCosts) {
    model::Parcel idle = parcel("idle", box(0, 0, 100, 100)), used = parcel("used", box(200, 0, 300, 100));
    idle.contract_start_year = 2020;
    idle.developed_share = 0;
    const auto cost_of = [](const SupplyStatement& statement) {
        for (const model::Finding& finding : statement.findings)
            if (finding.rule == "idle_without_date") return finding.area_m2;
        return 0.0;
    };
    EXPECT_EQ(cost_of(state({idle, used}, {})), 0);
    const auto undated = state({idle, used}, {}, {.year = 0});
    EXPECT_EQ(undated.parcels[0].supply_class, "in_use");
    EXPECT_NEAR(cost_of(undated), 10000, near_m2);
    EXPECT_EQ(cost_of(state({used}, {}, {.year = 0})), 0) << "nothing hangs on it";
}

TEST(NetSupply, SaysWhichIdleLandHangsOnAMissingStart) {
    model::Parcel land = parcel("p", box(0, 0, 100, 100));
    land.developed_share = 0;
    const auto statement = state({land}, {});
    ASSERT_EQ(statement.findings.size(), 1U);
    EXPECT_EQ(statement.findings[0].rule, "idle_undecided");
    EXPECT_NE(statement.findings[0].fix.en.find("contract_start_year"), std::string::npos);
}

}  // namespace
}  // namespace zonewright::supply
