#include "supply/unit_cost.h"

namespace zonewright::supply {
namespace {

/// The figure, or the middle of its range.
double central(const model::PolicyRules& rules, const std::string& key) {
    const model::RuleValue* rule = rules.find(key);
    if (rule && rule->value) return *rule->value;
    if (rule && rule->low && rule->high) return (*rule->low + *rule->high) / 2;
    return rules.number(key);  // says what is missing
}

}  // namespace

std::vector<double> unit_costs(const std::vector<model::Parcel>& parcels, const model::Catalogue& catalogue) {
    const model::PolicyRules& rules = catalogue.rules_of("cost");
    const double new_land = central(rules, "land_price_new_yuan_per_m2");
    const double stock = central(rules, "land_price_stock_yuan_per_m2");
    const double clearing = central(rules, "demolition_yuan_per_m2_floor") + central(rules, "relocation_yuan_per_m2_floor");
    std::vector<double> costs;
    costs.reserve(parcels.size());
    for (const model::Parcel& parcel : parcels) {
        const double floor = parcel.floor_area_m2.value_or(0), area = parcel.gross.m2();
        const double land = parcel.land_price_yuan_per_m2.value_or(floor > 0 ? stock : new_land);
        costs.push_back(land + (area > 0 ? clearing * floor / area : 0));
    }
    return costs;
}

}  // namespace zonewright::supply
