// A market of a few parcels with costs and scores in plain sight.
#include "supply/market.h"

#include <gtest/gtest.h>

#include "base/errors.h"
#include "model/supply_groups.h"
#include "supply/breakdown.h"
#include "supply_land.h"

namespace zonewright::supply {
namespace {

/// Parcels of so many m², all idle, scored for one cluster.
struct MarketTown {
    std::vector<model::Parcel> parcels;
    model::SupplyStatement statement;
    model::Suitability suitability;
    std::vector<model::ParcelOffer> offers;
    model::Plan plan;

    MarketTown() {
        suitability.clusters.resize(1);
        suitability.clusters[0].cluster = model::ClusterId(0);
        plan.clusters.resize(1);
        plan.clusters[0].id = "energy";
        statement.offered_classes = {"idle"};
    }
    void add(const std::string& id, double net_m2, double unit_cost, double quality, double score,
             const std::string& town = "441900101") {
        model::Parcel parcel;
        parcel.id = id;
        parcel.town_code = town;
        parcels.push_back(parcel);
        model::ParcelSupply supply;
        supply.parcel = model::ParcelId(statement.parcels.size());
        supply.gross = supply.net = Area::from_m2(net_m2);
        supply.supply_class = "idle";
        supply.size_class = "lt75";
        statement.parcels.push_back(supply);
        model::ParcelOffer offer;
        offer.cost_yuan_per_m2 = {unit_cost - 10, unit_cost, unit_cost + 10};
        offer.quality = {quality, quality, quality};
        offers.push_back(offer);
        suitability.scores.push_back({model::ScoreState::Scored, score, 0});
    }
    Market market() const { return {parcels, statement, suitability, 0.5}; }
};

/// What `supply` says of a class is what the page says of it.
TEST(Breakdown, CountsTheParcelsThatThePageCounts) {
    MarketTown town;
    town.add("left", 1000, 900, 0.5, 0.9);
    town.add("taken whole", 0, 900, 0.5, 0.9);
    const auto rows = breakdown(town.statement, {{"idle"}, {"idle"}}, {{"lt75", 0}});
    const auto groups =
        model::supply_groups(town.statement, [](const auto& parcel) { return parcel.supply_class; });
    ASSERT_EQ(rows.size(), 1u);
    EXPECT_EQ(rows[0].parcel_count, 1);
    EXPECT_EQ(rows[0].parcel_count, groups[0].parcel_count);
    EXPECT_EQ(rows[0].net, groups[0].net.exact);
}

TEST(SupplyCurve, AddsUpSuitableLandFromTheCheapest) {
    MarketTown town;
    town.add("dear", 1000, 900, 0.5, 0.9);
    town.add("cheap", 2000, 300, 0.5, 0.5, "441900102");
    town.add("unfit", 4000, 100, 0.5, 0.49);
    const auto curves = supply_curves(town.market(), town.offers);
    ASSERT_EQ(curves.size(), 3u);  // the city and two towns
    ASSERT_EQ(curves[0].points.size(), 2u);
    EXPECT_EQ(curves[0].points[0].parcel, model::ParcelId(1));
    EXPECT_EQ(curves[0].points[1].cumulative, Area::from_m2(3000));
    EXPECT_EQ(curves[0].points[1].cost_yuan_per_m2, (model::Estimate{890, 900, 910}));
    EXPECT_EQ(curves[2].town_code, "441900102");
    EXPECT_EQ(curves[2].points.back().cumulative, Area::from_m2(2000));
}

TEST(SupplyCurve, LeavesOutLandInUseExcludedAndWithoutData) {
    MarketTown town;
    town.add("in_use", 1000, 300, 0.5, 0.9);
    town.statement.parcels[0].supply_class = "in_use";
    town.add("excluded", 1000, 300, 0.5, 0.9);
    town.suitability.scores[1].state = model::ScoreState::Excluded;
    town.add("no_data", 1000, 300, 0.5, 0.9);
    town.suitability.scores[2].state = model::ScoreState::NoData;
    town.add("gone", 0, 300, 0.5, 0.9);
    EXPECT_TRUE(supply_curves(town.market(), town.offers)[0].points.empty());
}

TEST(ParetoFront, KeepsWhatNoOtherParcelBeatsInBoth) {
    //  quality
    //  0.9            d
    //  0.6       b        e
    //  0.5    a  c
    //        100 200 300 400   cost
    MarketTown town;
    town.add("a", 1, 100, 0.5, 1);
    town.add("c", 1, 200, 0.5, 1);
    town.add("b", 1, 200, 0.6, 1);
    town.add("d", 1, 300, 0.9, 1);
    town.add("e", 1, 400, 0.6, 1);
    const auto fronts = pareto_fronts(town.market(), town.offers);
    ASSERT_EQ(fronts.size(), 1u);
    EXPECT_EQ(fronts[0].parcels, (std::vector{model::ParcelId(0), model::ParcelId(2), model::ParcelId(3)}));
}

TEST(FloorSpace, IsCountedBesideLandAndMeansCoverOnlyWhatIsKnown) {
    std::vector<model::Parcel> parcels(3);
    for (auto& parcel : parcels) parcel.town_code = "441900101", parcel.vacant = true;
    parcels[0].floor_area_m2 = 1000;
    parcels[0].storeys = 4;
    parcels[1].floor_area_m2 = 3000;
    parcels[1].storeys = 8;
    parcels[1].rent_yuan_per_m2_month = 16;
    parcels[2].floor_area_m2 = 500;
    parcels[2].vacant = false;
    const auto rows = floor_space(parcels);
    ASSERT_EQ(rows.size(), 2u);
    EXPECT_EQ(rows[0].parcel_count, 2);
    EXPECT_DOUBLE_EQ(rows[0].floor_m2, 4000);
    EXPECT_DOUBLE_EQ(*rows[0].mean_storeys, 7);
    EXPECT_DOUBLE_EQ(*rows[0].mean_rent_yuan_per_m2_month, 16);
    EXPECT_FALSE(rows[0].mean_load_kn_m2.has_value());
}

TEST(Balance, TellsEligibleUsableReachableAndShortfallApart) {
    MarketTown town;
    town.add("large", 50000, 1, 1, 1);
    town.add("left", 20000, 1, 1, 1);
    town.add("right", 15000, 1, 1, 1, "441900102");
    town.add("alone", 10000, 1, 1, 1);
    model::ParcelGraph graph;
    graph.links.push_back({model::ParcelId(1), model::ParcelId(2)});
    model::Demand demand;
    demand.cluster = "energy";
    demand.area_m2 = 100000;
    demand.minimum_site_m2 = 33000;
    const auto rows = balance_supply(town.market(), town.plan, {demand}, graph);
    ASSERT_EQ(rows.size(), 3u);
    EXPECT_EQ(rows[0].eligible, Area::from_m2(95000));
    EXPECT_EQ(rows[0].usable, Area::from_m2(50000));
    EXPECT_EQ(rows[0].reachable, Area::from_m2(85000));
    EXPECT_EQ(rows[0].shortfall, Area::from_m2(15000));
    EXPECT_EQ(rows[2].town_code, "441900102");
    EXPECT_EQ(rows[2].usable, Area{});
    EXPECT_EQ(rows[2].reachable, Area::from_m2(15000));
}

TEST(Balance, PrintsHowADerivedDemandCameAbout) {
    MarketTown town;
    model::Demand demand;
    demand.cluster = "energy";
    demand.area_m2 = 1000;
    demand.output_target_yuan = 5e9;
    demand.output_yuan_per_mu = 1e7;
    demand.year = 2027;
    const auto rows = balance_supply(town.market(), town.plan, {demand}, {});
    EXPECT_EQ(rows[0].assumption.en, "output target 5000000000 yuan ÷ 10000000 yuan per mu, for 2027");
    EXPECT_EQ(rows[0].shortfall, Area::from_m2(1000));
}

TEST(Balance, RefusesAClusterThatThePlanDoesNotName) {
    MarketTown town;
    model::Demand demand;
    demand.cluster = "energie";
    EXPECT_THROW(balance_supply(town.market(), town.plan, {demand}, {}), InputError);
}

TEST(Breakdown, CountsAParcelInEachOfItsGroupsAndKeepsEmptyClasses) {
    MarketTown town;
    town.add("a", 1000, 1, 1, 1);
    town.add("b", 60000, 1, 1, 1);
    town.statement.parcels[1].size_class = "75_150";
    const auto rows = breakdown(town.statement, {{"line", "base"}, {"line"}}, plain_rules().sizes);
    ASSERT_EQ(rows.size(), 12u);
    EXPECT_EQ(rows[0].group, "base");
    EXPECT_EQ(rows[0].parcel_count, 1);
    EXPECT_EQ(rows[1].parcel_count, 0);
    EXPECT_EQ(rows[7].group, "line");
    EXPECT_EQ(rows[7].net, Area::from_m2(60000));
}

TEST(SharesInside, MeasureHowMuchOfAParcelLiesInTheLine) {
    const std::vector<model::Parcel> parcels = {parcel("a", box(0, 0, 100, 100)),
                                                parcel("b", box(200, 0, 300, 100))};
    const auto shares = shares_inside(parcels, {box(-10, -10, 25, 200), box(25, -10, 50, 200)}, Progress());
    EXPECT_DOUBLE_EQ(shares[0], 0.5);
    EXPECT_DOUBLE_EQ(shares[1], 0);
}

}  // namespace
}  // namespace zonewright::supply
