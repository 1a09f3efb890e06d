// Six parcels of 100 × 100 m in a row, the industrial line over the first three and a half:
//
//   x   0     100    200    300    400    500    600
//       | p0  | p1   | p2   | p3   | p4   | p5   |
//       [======== industrial line =====]                 (to x = 350: p3 lies half inside, so outside)
//                    [= base =]                          (p2)
#include "supply/size_structure.h"

#include <gtest/gtest.h>

#include "supply_land.h"

namespace zonewright::supply {
namespace {

struct Row {
    std::vector<model::Parcel> parcels;
    model::SupplyStatement statement;
    model::Suitability suitability;
    model::Plan plan;
    model::SourceSet sources;
    model::ZoneMap zones;
    model::PolicyRules titles;
    std::vector<SizeClass> sizes = {{"small", 0}, {"large", 75}};

    Row() {
        suitability.clusters.resize(1);
        suitability.clusters[0].cluster = model::ClusterId(0);
        plan.clusters.resize(1);
        plan.clusters[0].id = "energy";
        plan.places.resize(1);
        plan.places[0].id = "base_one";
        plan.places[0].kind = model::PlaceKind::Base;
        model::RuleValue order;
        order.key = "order";
        order.words = {"idle", "in_use"};
        statement.offered_classes = {"idle"};
        titles.values = {order};
        for (int i = 0; i < 6; ++i) {
            parcels.push_back(parcel("p" + std::to_string(i), box(100 * i, 0, 100 * i + 100, 100)));
            parcels.back().town_code = i < 3 ? "west" : "east";
            model::ParcelSupply supply;
            supply.net = Area::from_m2(i == 0 ? 60000 : 10000);
            supply.supply_class = i == 5 ? "in_use" : "idle";
            supply.size_class = i == 0 ? "large" : "small";
            statement.parcels.push_back(supply);
            suitability.scores.push_back({model::ScoreState::Scored, i == 4 ? 0.2 : 0.8, 0});
        }
    }
    void draw_line(double east_end) {
        model::FeatureTable table;
        model::Feature feature;
        feature.geometry = box(0, -10, east_end, 110);
        table.features.push_back(feature);
        sources.layers["industrial_line"].table = table;
    }
    void draw_base() {
        zones.territories.push_back(
            {model::PlaceId(0), box(200, 0, 300, 100), model::GeometryStatus::Schematic, {}, ""});
    }
    std::vector<SizeGrouping> structure(const std::string& town = "") const {
        const Market market{parcels, statement, suitability, 0.5};
        return size_structure({market, plan, sources, zones, titles, sizes, town}, Progress());
    }
};

int parcels_in(const SizeGrouping& grouping, const std::string& group, const std::string& size) {
    for (const SizeGroup& found : grouping.groups)
        for (const SizeRow& row : found.rows)
            if (found.id == group && row.size_class == size) return row.parcel_count;
    return -1;
}

TEST(SizeStructure, CountsAParcelWhereTheLargerPartOfItLies) {
    Row row;
    row.draw_line(350);
    const SizeGrouping line = row.structure()[2];
    EXPECT_EQ(parcels_in(line, "inside", "large"), 1);
    EXPECT_EQ(parcels_in(line, "inside", "small"), 2);
    EXPECT_EQ(parcels_in(line, "outside", "small"), 3);
    row.draw_line(351);
    EXPECT_EQ(parcels_in(row.structure()[2], "inside", "small"), 3);
}

TEST(SizeStructure, WithoutTheLayerIsNotCheckedInsteadOfEmpty) {
    const auto groupings = Row().structure();
    EXPECT_FALSE(groupings[2].unchecked_reason.zh.empty());
    EXPECT_TRUE(groupings[2].groups.empty());
    EXPECT_FALSE(groupings[3].unchecked_reason.zh.empty());
}

TEST(SizeStructure, OfABaseHoldsItsParcelsOnly) {
    Row row;
    row.draw_base();
    const SizeGrouping bases = row.structure()[3];
    EXPECT_EQ(parcels_in(bases, "base_one", "small"), 1);
    EXPECT_EQ(parcels_in(bases, "base_one", "large"), 0);
    EXPECT_FALSE(bases.adds_up);
}

TEST(SizeStructure, OfAClusterLeavesOutLandInUseAndLowScores) {
    EXPECT_EQ(parcels_in(Row().structure()[1], "energy", "small"), 3);  // p1, p2, p3
}

TEST(SizeStructure, OfOneTownAddsUpToThatTown) {
    Row row;
    row.draw_line(350);
    const auto groupings = row.structure("east");
    EXPECT_EQ(parcels_in(groupings[0], "idle", "small"), 2);
    EXPECT_EQ(parcels_in(groupings[2], "inside", "large"), 0);
    EXPECT_EQ(parcels_in(groupings[2], "outside", "small"), 3);
}

}  // namespace
}  // namespace zonewright::supply
