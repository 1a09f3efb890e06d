// Is a town listed by the plan for a cluster, itself or through a place that it belongs to or shares land with?
#pragma once

#include <vector>

#include "base/progress.h"
#include "model/territory.h"
#include "planning/matching.h"

namespace zonewright::planning {

struct TownListing {
    model::Listing listing = model::Listing::NotListed;
    std::vector<model::PlaceId> through;
};

/// Town by town, clusters in plan order. A place of the cluster counts for a town when it is the town, when the plan says
/// that the town is a member or a host of it, or when its outline covers at least `listed_share` of the town.
std::vector<TownListing> listings_of_towns(const MatchingInput& input, const Progress& progress);

}  // namespace zonewright::planning
