// How much land is there by class, by size, by town? One count for the page, the command line and tables.
//
// A parcel is counted where net land is left of it; one that deductions took whole adds its gross area and is
// no parcel on offer. Groups come by id; their net is closed (调平) over the groups, before anything is sorted
// otherwise. Cost: O(parcels log groups).
#pragma once

#include <functional>
#include <span>
#include <string>
#include <vector>

#include "model/parcel.h"
#include "model/printed_area.h"
#include "model/supply.h"

namespace zonewright::model {

struct SupplyGroup {
    std::string id;  ///< of the class, the size or the town
    int parcel_count = 0;
    Area gross;
    PrintedArea net;
    PrintedArea offered;  ///< of net: the net supply; the rest is stock
};

/// `group`: the id of the group that a parcel belongs to.
std::vector<SupplyGroup> supply_groups(const SupplyStatement& statement,
                                       const std::function<std::string(const ParcelSupply&)>& group);

/// By town code; parcels in no town under no_town.
std::vector<SupplyGroup> supply_by_town(const SupplyStatement& statement, std::span<const Parcel> parcels);

}  // namespace zonewright::model
