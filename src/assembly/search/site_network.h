// From the nouns of the model to the numbers of the search.
#pragma once

#include <span>
#include <string>
#include <vector>

#include "assembly/find_sites.h"
#include "assembly/search/parcel_network.h"
#include "base/language.h"

namespace zonewright::assembly {

/// Owners and towns become numbers; a parcel without a named owner counts as an owner of its own. Throws
/// InputError when vectors differ in length, an id is repeated or a cost is negative or not a number.
ParcelNetwork network_of(const SitesInput& input);

/// Parcels that no site may use, whatever the cluster: unavailable, without net area, or a copy of an earlier
/// parcel. Says in `notes` how many of each there are.
std::vector<char> closed_parcels(const SitesInput& input, const ParcelNetwork& network,
                                 std::vector<Text>& notes);

/// Window, radius and limits of one cluster's sites. Throws InputError for a window that contradicts itself.
SiteRule rule_of(const model::Demand& demand, const model::SiteRules& rules);

/// Ticks per parcel: cost of its net area, weighted by the score; 0 where the score is not known (such
/// parcels are closed).
std::vector<std::int64_t> weighted_costs(const SitesInput& input, const ParcelNetwork& network,
                                         model::ClusterId cluster);

/// Ticks per parcel: minus its net area times its score in thousandths, so that the least sum is the largest
/// score-weighted area.
std::vector<std::int64_t> score_areas(const SitesInput& input, const ParcelNetwork& network,
                                      model::ClusterId cluster);

}  // namespace zonewright::assembly
