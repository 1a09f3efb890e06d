// Positions of the nouns in their own vectors; a cluster cannot be handed in where a place is meant.
#pragma once

#include "base/strong_id.h"

namespace zonewright::model {

using ClusterId = StrongId<struct ClusterTag>;
using PlaceId = StrongId<struct PlaceTag>;
using ParcelId = StrongId<struct ParcelTag>;
using SiteId = StrongId<struct SiteTag>;
using CriterionId = StrongId<struct CriterionTag>;

}  // namespace zonewright::model
