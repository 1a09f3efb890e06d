// What a site is like: the figures of the site layer, from its parcels.
#pragma once

#include "assembly/find_sites.h"
#include "assembly/search/site_pricing.h"
#include "assembly/search/site_shape.h"

namespace zonewright::assembly {

/// Everything but objective, bound, gap, stop and what blocks a larger site. `redevelopment` and costs come
/// from the input.
model::Site describe_site(const SitesInput& input, const SiteShapes& shapes, const FoundSite& found,
                          const ClusterDemand& demand, const SiteRule& rule);

}  // namespace zonewright::assembly
