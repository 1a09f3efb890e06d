#include "supply/parcel_quality.h"

#include <algorithm>

#include "geom/shape_compactness.h"

namespace zonewright::supply {
namespace {

using model::Estimate;

Estimate worth(std::optional<double> value, const QualityScale& scale) {
    if (!value) return {0, 0.5, 1};
    const double share = std::clamp((*value - scale.worst) / (scale.good - scale.worst), 0.0, 1.0);
    return {share, share, share};
}

void add_factor(model::ParcelOffer& offer, const char* id, std::optional<double> value,
                const QualityScale& scale) {
    offer.quality_parts.push_back({id, worth(value, scale), scale.weight, value.has_value()});
}

}  // namespace

QualityRules::QualityRules(const model::PolicyRules& rules)
    : floor_load{rules.number("weight_floor_load"), rules.number("floor_load_low_kn_m2"),
                 rules.number("floor_load_high_kn_m2")},
      storey_height{rules.number("weight_storey_height"), rules.number("storey_height_low_m"),
                    rules.number("storey_height_high_m")},
      power{rules.number("weight_power"), rules.number("power_far_m"), rules.number("power_near_m")},
      transport{rules.number("weight_transport"), rules.number("interchange_far_m"),
                rules.number("interchange_near_m")},
      water{rules.number("weight_water"), rules.number("service_far_m"), rules.number("service_near_m")},
      services{rules.number("weight_services"), rules.number("service_far_m"),
               rules.number("service_near_m")},
      shape{rules.number("weight_shape"), rules.number("compactness_low"), rules.number("compactness_high")} {
}

void add_quality(model::ParcelOffer& offer, const model::Parcel& parcel, const model::ParcelSupply& supply,
                 const Surroundings& around, const QualityRules& rules) {
    if (supply.supply_class == "floor_space") {
        add_factor(offer, "floor_load", parcel.floor_load_kn_m2, rules.floor_load);
        add_factor(offer, "storey_height", parcel.storey_height_m, rules.storey_height);
    }
    add_factor(offer, "power", around.substation_m, rules.power);
    add_factor(offer, "transport", around.interchange_m, rules.transport);
    add_factor(offer, "water", around.sewage_m, rules.water);
    add_factor(offer, "services", around.service_m, rules.services);
    add_factor(offer, "shape", geom::polsby_popper(parcel.geometry), rules.shape);
    double total = 0;
    for (const model::OfferPart& part : offer.quality_parts) total += part.weight;
    for (model::OfferPart& part : offer.quality_parts) {
        part.weight = total > 0 ? part.weight / total : 0;
        offer.quality += part.estimate * part.weight;
    }
}

}  // namespace zonewright::supply
