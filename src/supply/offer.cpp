#include "supply/offer.h"

#include "supply/parcel_cost.h"
#include "supply/parcel_quality.h"

namespace zonewright::supply {

std::vector<model::ParcelOffer> state_offers(const std::vector<model::Parcel>& parcels,
                                             const model::SupplyStatement& statement,
                                             const std::vector<Surroundings>& surroundings,
                                             const model::Catalogue& catalogue) {
    const CostRates rates(catalogue.rules_of("cost"));
    const QualityRules quality(catalogue.rules_of("quality"));
    std::vector<model::ParcelOffer> offers(parcels.size());
    for (std::size_t i = 0; i < parcels.size(); ++i) {
        offers[i].parcel = model::ParcelId(i);
        add_cost(offers[i], parcels[i], statement.parcels.at(i), surroundings.at(i), rates);
        add_quality(offers[i], parcels[i], statement.parcels[i], surroundings[i], quality);
    }
    return offers;
}

std::vector<char> offered_flags(const model::SupplyStatement& statement,
                                const std::vector<std::string>& classes) {
    std::vector<char> flags;
    flags.reserve(statement.parcels.size());
    for (const model::ParcelSupply& parcel : statement.parcels)
        flags.push_back(static_cast<char>(model::is_offered(parcel, classes)));
    return flags;
}

std::vector<LeftOut> left_out(const model::SupplyStatement& statement,
                              const std::vector<std::string>& classes,
                              const std::vector<std::string>& order) {
    std::vector<LeftOut> list;
    for (const std::string& id : order) {
        LeftOut out{.supply_class = id};
        for (const model::ParcelSupply& parcel : statement.parcels)
            if (parcel.supply_class == id && model::has_net_land(parcel) &&
                !model::is_offered(parcel, classes))
                ++out.parcel_count, out.net += parcel.net;
        if (out.net > Area{}) list.push_back(out);
    }
    return list;
}

std::vector<double> unit_costs(const std::vector<model::ParcelOffer>& offers) {
    std::vector<double> costs;
    costs.reserve(offers.size());
    for (const model::ParcelOffer& offer : offers) costs.push_back(offer.cost_yuan_per_m2.central);
    return costs;
}

}  // namespace zonewright::supply
