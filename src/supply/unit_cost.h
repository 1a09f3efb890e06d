// What does a square metre of net land of this parcel cost to bring to the market, in yuan? The central figure of the
// ranges in layers/rules/cost.toml (unverified ones say so there and in every report): the price of the land, and for
// parcels with buildings demolition and relocation by floor area. Assembly and allocation weigh sites by it.
#pragma once

#include <vector>

#include "model/catalogue.h"
#include "model/parcel.h"

namespace zonewright::supply {

/// One per parcel, in their order. A recorded land price takes precedence over the rule file.
std::vector<double> unit_costs(const std::vector<model::Parcel>& parcels, const model::Catalogue& catalogue);

}  // namespace zonewright::supply
