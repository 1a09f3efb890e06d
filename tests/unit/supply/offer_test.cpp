// Cost and quality of single parcels, with rates that are easy to multiply.
#include "supply/offer.h"

#include <gtest/gtest.h>

#include <algorithm>

#include "base/errors.h"
#include "supply_land.h"

namespace zonewright::supply {
namespace {

model::RuleValue exact(const std::string& key, double value) {
    model::RuleValue rule;
    rule.key = key;
    rule.value = value;
    return rule;
}

model::RuleValue range(const std::string& key, double low, double high) {
    model::RuleValue rule;
    rule.key = key;
    rule.low = low;
    rule.high = high;
    return rule;
}

model::Catalogue rates() {
    model::Catalogue catalogue;
    model::PolicyRules cost;
    cost.id = "cost";
    cost.values = {range("land_price_new_yuan_per_m2", 100, 300),
                   range("land_price_stock_yuan_per_m2", 1000, 2000),
                   exact("demolition_yuan_per_m2_floor", 500),
                   exact("relocation_yuan_per_m2_floor", 100),
                   exact("earthwork_yuan_per_m3", 30),
                   exact("road_connection_yuan_per_m", 1000),
                   exact("power_connection_yuan_per_m", 200),
                   exact("water_connection_yuan_per_m", 100),
                   exact("owner_negotiation_yuan", 5000)};
    model::PolicyRules quality;
    quality.id = "quality";
    for (const char* factor :
         {"floor_load", "storey_height", "power", "transport", "water", "services", "shape"})
        quality.values.push_back(exact(std::string("weight_") + factor, 1));
    for (auto [key, value] : std::vector<std::pair<const char*, double>>{{"floor_load_low_kn_m2", 5},
                                                                         {"floor_load_high_kn_m2", 15},
                                                                         {"storey_height_low_m", 4},
                                                                         {"storey_height_high_m", 8},
                                                                         {"power_near_m", 1000},
                                                                         {"power_far_m", 6000},
                                                                         {"interchange_near_m", 1000},
                                                                         {"interchange_far_m", 9000},
                                                                         {"service_near_m", 500},
                                                                         {"service_far_m", 4500},
                                                                         {"compactness_low", 0.2},
                                                                         {"compactness_high", 0.7}})
        quality.values.push_back(exact(key, value));
    catalogue.rules = {cost, quality};
    return catalogue;
}

model::ParcelOffer offer_of(const model::Parcel& parcel, const std::string& supply_class,
                            const Surroundings& around) {
    model::SupplyStatement statement;
    model::ParcelSupply supply;
    supply.gross = Area::from_m2(10000);
    supply.net = Area::from_m2(8000);
    supply.supply_class = supply_class;
    statement.parcels = {supply};
    return state_offers({parcel}, statement, {around}, rates()).at(0);
}

const model::OfferPart& part(const std::vector<model::OfferPart>& parts, const std::string& id) {
    return *std::find_if(parts.begin(), parts.end(), [&](const auto& p) { return p.id == id; });
}

TEST(Cost, OfNewLandIsTheLandAndItsConnections) {
    const auto offer = offer_of(parcel("p", box(0, 0, 100, 100)), "planned", {100, 500, {}, {}, 200, 1000});
    EXPECT_DOUBLE_EQ(offer.cost_yuan.low, 8000 * 100 + 30 * 1000 + 1000 * 100 + 200 * 500 + 100 * 200);
    EXPECT_DOUBLE_EQ(offer.cost_yuan.high - offer.cost_yuan.low, 8000 * 200);
    EXPECT_DOUBLE_EQ(offer.cost_yuan_per_m2.central, offer.cost_yuan.central / 8000);
}

TEST(Cost, OfExistingLandBuysTheWholeParcelAndClearsTheFloors) {
    model::Parcel land = parcel("p", box(0, 0, 100, 100));
    land.floor_area_m2 = 15000;
    const auto offer = offer_of(land, "renewal", {0, 0, {}, {}, 0, 0});
    EXPECT_DOUBLE_EQ(offer.cost_yuan.low, 10000 * 1000 + 15000 * 600 + 5000);
    EXPECT_DOUBLE_EQ(part(offer.cost_parts, "relocation").estimate.central, 15000 * 100);
}

TEST(Cost, UsesTheRecordedPriceWhereThereIsOne) {
    model::Parcel land = parcel("p", box(0, 0, 100, 100));
    land.land_price_yuan_per_m2 = 777;
    land.floor_area_m2 = 0;
    EXPECT_TRUE(part(offer_of(land, "idle", {}).cost_parts, "land").estimate.exact());
}

TEST(Cost, ThatCannotBeKnownIsListedAndNotTakenAsZero) {
    const auto offer = offer_of(parcel("p", box(0, 0, 100, 100)), "inefficient", {});
    for (const char* id : {"demolition", "relocation", "earthwork", "road", "power", "water"})
        EXPECT_FALSE(part(offer.cost_parts, id).known) << id;
    EXPECT_TRUE(part(offer.cost_parts, "land").known);
}

TEST(Quality, IsLinearBetweenWorstAndGood) {
    const auto offer = offer_of(parcel("p", box(0, 0, 100, 100)), "idle", {0, 3500, 1000, 9000, 2500, 0});
    EXPECT_DOUBLE_EQ(part(offer.quality_parts, "power").estimate.central, 0.5);
    EXPECT_DOUBLE_EQ(part(offer.quality_parts, "transport").estimate.central, 1);
    EXPECT_DOUBLE_EQ(part(offer.quality_parts, "services").estimate.central, 0);
    EXPECT_DOUBLE_EQ(part(offer.quality_parts, "shape").estimate.central, 1);  // a square has 0.785
    EXPECT_DOUBLE_EQ(offer.quality.central, (0.5 + 1 + 0.5 + 0 + 1) / 5);
    EXPECT_TRUE(offer.quality.exact());
}

TEST(Quality, CountsFloorsOnlyWhereTheyAreOffered) {
    model::Parcel land = parcel("p", box(0, 0, 100, 100));
    land.floor_load_kn_m2 = 15;
    EXPECT_EQ(offer_of(land, "idle", {}).quality_parts.size(), 5u);
    EXPECT_EQ(offer_of(land, "floor_space", {}).quality_parts.size(), 7u);
}

TEST(Quality, OfUnknownFactorsStaysARange) {
    const auto offer = offer_of(parcel("p", box(0, 0, 100, 100)), "idle", {0, {}, 1000, 500, 500, 0});
    EXPECT_DOUBLE_EQ(offer.quality.low, 0.8);
    EXPECT_DOUBLE_EQ(offer.quality.central, 0.9);
    EXPECT_DOUBLE_EQ(offer.quality.high, 1);
}

TEST(Rates, ThatAreMissingAreAnInputError) {
    model::Catalogue catalogue = rates();
    catalogue.rules[0].values.pop_back();
    EXPECT_THROW(state_offers({}, {}, {}, catalogue), InputError);
}

}  // namespace
}  // namespace zonewright::supply
