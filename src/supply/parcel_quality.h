// The quality of one parcel in factors; see offer.h for what each factor means.
#pragma once

#include "model/land_offer.h"
#include "model/parcel.h"
#include "model/policy_rule.h"
#include "model/supply.h"
#include "supply/surroundings.h"

namespace zonewright::supply {

/// A linear scale: `worst` is worth 0, `good` is worth 1, in either direction.
struct QualityScale {
    double weight = 0, worst = 0, good = 1;
};

/// Weights and bounds of layers/rules/quality.toml. Throws InputError naming the key that is absent.
struct QualityRules {
    explicit QualityRules(const model::PolicyRules& rules);

    QualityScale floor_load, storey_height, power, transport, water, services, shape;
};

void add_quality(model::ParcelOffer& offer, const model::Parcel& parcel, const model::ParcelSupply& supply,
                 const Surroundings& around, const QualityRules& rules);

}  // namespace zonewright::supply
