// Zones: cluster × place, where the plan wants an industry. Places overlap, so zones overlap: a parcel can be
// in 长安 and in 滨海湾, and both are reported. A place that the plan does not name for a cluster is "not
// listed", never "unfit"; where the list is open (等) it is "open list".
#pragma once

#include "model/plan.h"
#include "model/territory.h"
#include "zoning/place_geometry.h"

namespace zonewright::zoning {

/// One zone per named place that has a geometry, in the order of clusters and of their lists. O(zones ·
/// vertices).
model::ZoneMap map_zones(const model::Plan& plan, PlacesOnTheGround places);

/// How a place stands to a cluster, by the text of the plan alone.
model::Listing listing_of(const model::Cluster& cluster, const std::string& place_id);

}  // namespace zonewright::zoning
