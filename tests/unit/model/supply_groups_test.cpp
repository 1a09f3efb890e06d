#include "model/supply_groups.h"

#include <gtest/gtest.h>

namespace zonewright::model {
namespace {

/// Four parcels of 1 ha: two idle ones, one of which deductions took whole, and two in use outside every town.
struct SmallStatement {
    std::vector<Parcel> parcels;
    SupplyStatement statement;

    SmallStatement() {
        add("idle", "441900116", 10000);
        add("idle", "441900116", 0);
        add("in_use", "", 10000);
        add("in_use", "", 3333.33);
    }
    void add(const std::string& supply_class, const std::string& town, double net_m2) {
        Parcel parcel;
        parcel.town_code = town;
        parcels.push_back(parcel);
        const Area gross = Area::from_m2(10000), net = Area::from_m2(net_m2);
        statement.parcels.push_back({.parcel = ParcelId(statement.parcels.size()),
                                     .gross = gross,
                                     .taken = {gross - net},
                                     .net = net,
                                     .supply_class = supply_class});
    }
};

TEST(SupplyGroups, CountParcelsOfWhichNetLandIsLeft) {
    const SmallStatement small;
    const auto classes = supply_groups(small.statement, [](const ParcelSupply& p) { return p.supply_class; });
    ASSERT_EQ(classes.size(), 2u);
    EXPECT_EQ(classes[0].id, "idle");
    EXPECT_EQ(classes[0].parcel_count, 1) << "the other one was taken whole";
    EXPECT_EQ(classes[0].gross, Area::from_m2(20000)) << "its gross area counts all the same";
    EXPECT_EQ(classes[0].net.exact, Area::from_m2(10000));
    EXPECT_EQ(classes[1].parcel_count, 2);
}

TEST(SupplyGroups, StockIsNoNetSupply) {
    SmallStatement small;
    small.statement.offered_classes = {"idle"};
    const auto classes = supply_groups(small.statement, [](const ParcelSupply& p) { return p.supply_class; });
    EXPECT_EQ(classes[0].offered.exact, Area::from_m2(10000));
    EXPECT_EQ(classes[1].offered.exact, Area{});
    EXPECT_GT(classes[1].net.exact, Area{}) << "still there, stated apart";
}

TEST(SupplyGroups, PutParcelsOfNoTownTogether) {
    const SmallStatement small;
    const auto towns = supply_by_town(small.statement, small.parcels);
    ASSERT_EQ(towns.size(), 2u);
    EXPECT_EQ(towns[0].id, "441900116");
    EXPECT_EQ(towns[1].id, no_town);
}

//   one parcel of 3.3 m² in each of three towns: 0.00495 mu each, together 0.01 mu
TEST(SupplyGroups, AreClosedOverTheGroups) {
    SmallStatement small;
    small.parcels.clear(), small.statement.parcels.clear();
    for (const char* town : {"1", "2", "3"}) small.add("idle", town, 3.3);
    double sum = 0;
    for (const SupplyGroup& town : supply_by_town(small.statement, small.parcels)) sum += town.net.mu;
    EXPECT_EQ(sum, printed(Area::from_m2(9.9)).mu);
}

}  // namespace
}  // namespace zonewright::model
