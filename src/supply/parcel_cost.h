// The cost of one parcel in parts; see offer.h for what each part means.
#pragma once

#include "model/land_offer.h"
#include "model/parcel.h"
#include "model/policy_rule.h"
#include "model/supply.h"
#include "supply/surroundings.h"

namespace zonewright::supply {

/// Rates of layers/rules/cost.toml. Throws InputError naming the key that is absent or unknown.
struct CostRates {
    explicit CostRates(const model::PolicyRules& rules);

    model::Estimate new_land, existing_land;  ///< yuan per m²
    model::Estimate demolition, relocation;   ///< yuan per m² of floor
    model::Estimate earthwork;                ///< yuan per m³
    model::Estimate road, power, water;       ///< yuan per m
    model::Estimate negotiation;              ///< yuan per owner
};

void add_cost(model::ParcelOffer& offer, const model::Parcel& parcel, const model::ParcelSupply& supply,
              const Surroundings& around, const CostRates& rates);

}  // namespace zonewright::supply
