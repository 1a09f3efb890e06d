// What does each parcel cost to make ready, and how good is it for a factory?
//
// Cost, every rate from layers/rules/cost.toml, a rate that is a range stays a range:
//   land         the recorded price, else the rate for new land (× net area) or for existing land (× gross
//   area:
//                it is bought whole)
//   demolition   floor area × rate; relocation likewise where the floors are in use. Not for parcels offered
//   with
//                their floors (class floor_space)
//   earthwork    m³ × rate;  road, power, water: metres to the nearest × rate;  negotiation: one owner × rate
// What cannot be known (no floor area on record, no source) is left out of the sum and listed as unknown:
// such a cost is a lower bound. Unit cost is per m² of net area.
//
// Quality 0…1, weights and bounds from layers/rules/quality.toml: linear between "worst" and "good" for floor
// load and storey height (only of parcels offered with their floors), distances to substation, interchange,
// sewage and services, and compactness (Polsby-Popper). A factor that does not apply gives its weight to the
// others; one that applies and is unknown counts 0 in low, ½ in central, 1 in high. Cost: O(parcels).
#pragma once

#include <string>
#include <vector>

#include "model/catalogue.h"
#include "model/land_offer.h"
#include "model/parcel.h"
#include "model/supply.h"
#include "supply/surroundings.h"

namespace zonewright::supply {

/// Throws InputError naming file and key when a rate or a bound is absent.
std::vector<model::ParcelOffer> state_offers(const std::vector<model::Parcel>& parcels,
                                             const model::SupplyStatement& statement,
                                             const std::vector<Surroundings>& surroundings,
                                             const model::Catalogue& catalogue);

/// One per parcel: 1 where its net land is of one of the classes.
std::vector<char> offered_flags(const model::SupplyStatement& statement,
                                const std::vector<std::string>& classes);

/// What each class that is not among `classes` would add: its net land, in the order of `order`.
struct LeftOut {
    std::string supply_class;
    int parcel_count = 0;
    Area net;
};
std::vector<LeftOut> left_out(const model::SupplyStatement& statement,
                              const std::vector<std::string>& classes, const std::vector<std::string>& order);

/// Central yuan per m² of net area, one per parcel: what assembly works with.
std::vector<double> unit_costs(const std::vector<model::ParcelOffer>& offers);

}  // namespace zonewright::supply
