#include "supply/parcel_cost.h"

#include "base/errors.h"

namespace zonewright::supply {
namespace {

using model::Estimate;

/// A single value is exact; a range without a value works with its middle.
Estimate rate(const model::PolicyRules& rules, const std::string& key) {
    const model::RuleValue* found = rules.find(key);
    if (found != nullptr && found->low && found->high)
        return {*found->low, found->value.value_or((*found->low + *found->high) / 2), *found->high};
    const double value = rules.number(key);
    return {value, value, value};
}

/// Parts are kept in a fixed order; an unknown one is listed and adds nothing.
void add_part(model::ParcelOffer& offer, const char* id, std::optional<double> quantity,
              const Estimate& unit_rate) {
    model::OfferPart part{id, quantity ? unit_rate * *quantity : Estimate{}, 0, quantity.has_value()};
    offer.cost_yuan += part.estimate;
    offer.cost_parts.push_back(std::move(part));
}

bool is_new_land(const model::ParcelSupply& supply) {
    return supply.supply_class == "planned" || supply.supply_class == "approved";
}

void add_land(model::ParcelOffer& offer, const model::Parcel& parcel, const model::ParcelSupply& supply,
              const CostRates& rates) {
    const bool fresh = is_new_land(supply);
    const double area_m2 = fresh ? supply.net.m2() : supply.gross.m2();
    const double price = parcel.land_price_yuan_per_m2.value_or(0);
    const Estimate recorded{price, price, price};
    add_part(offer, "land", area_m2,
             parcel.land_price_yuan_per_m2 ? recorded : (fresh ? rates.new_land : rates.existing_land));
}

/// Floors that must go: all of a parcel that is not offered with its floors; none on new land.
std::optional<double> floors_to_clear(const model::Parcel& parcel, const model::ParcelSupply& supply) {
    if (supply.supply_class == "floor_space") return 0;
    if (is_new_land(supply)) return parcel.floor_area_m2.value_or(0);
    return parcel.floor_area_m2;
}

}  // namespace

CostRates::CostRates(const model::PolicyRules& rules)
    : new_land(rate(rules, "land_price_new_yuan_per_m2")),
      existing_land(rate(rules, "land_price_stock_yuan_per_m2")),
      demolition(rate(rules, "demolition_yuan_per_m2_floor")),
      relocation(rate(rules, "relocation_yuan_per_m2_floor")),
      earthwork(rate(rules, "earthwork_yuan_per_m3")),
      road(rate(rules, "road_connection_yuan_per_m")),
      power(rate(rules, "power_connection_yuan_per_m")),
      water(rate(rules, "water_connection_yuan_per_m")),
      negotiation(rate(rules, "owner_negotiation_yuan")) {}

void add_cost(model::ParcelOffer& offer, const model::Parcel& parcel, const model::ParcelSupply& supply,
              const Surroundings& around, const CostRates& rates) {
    const std::optional<double> floors = floors_to_clear(parcel, supply);
    const std::optional<double> occupied = parcel.vacant ? std::optional(0.0) : floors;
    add_land(offer, parcel, supply, rates);
    add_part(offer, "demolition", floors, rates.demolition);
    add_part(offer, "relocation", occupied, rates.relocation);
    add_part(offer, "earthwork", around.earthwork_m3, rates.earthwork);
    add_part(offer, "road", around.road_m, rates.road);
    add_part(offer, "power", around.substation_m, rates.power);
    add_part(offer, "water", around.sewage_m, rates.water);
    add_part(offer, "negotiation", is_new_land(supply) ? 0.0 : 1.0, rates.negotiation);
    if (supply.net.cm2 > 0) offer.cost_yuan_per_m2 = offer.cost_yuan * (1 / supply.net.m2());
}

}  // namespace zonewright::supply
