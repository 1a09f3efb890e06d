// The waterfall by town, supply class and size class, with every total, in a fixed order.
//
// An empty key means "all": the row group ("", "", "") is the city. Groups without parcels are left out;
// groups come sorted by town, class, size, with totals first. Each has the steps gross, every deduction in
// order, net. Cost: O(parcels × steps) additions.
// Errors: InternalError with the figures when gross is not deductions plus net, to 0.01 m².
#pragma once

#include <string>
#include <vector>

#include "model/parcel.h"
#include "model/supply.h"

namespace zonewright::supply {

std::vector<model::WaterfallRow> waterfall_rows(const model::SupplyStatement& statement,
                                                const std::vector<model::Parcel>& parcels);

}  // namespace zonewright::supply
