// Which parcels are neighbours that can be used as one piece of land?
//
// A shared edge of at least `minimum_frontage_m`, or facing fronts of that length across a road or canal of
// at most `maximum_road_gap_m`, and no barrier in between. A corner is not an edge. Two boundaries closer
// than `snap_m` count as shared (digitised parcels rarely share vertices). The frontage is the shorter of the
// two parcels' facing fronts, and only the nearest parcel counts as faced: nobody is a neighbour across a
// third one. Every link says why it exists; a pair that only misses a rule is kept as a blocked link with the
// rule that failed, where the gap is at most `explained_gap_m` wider than a road may be. Cost: O(edges × edges within reach), seconds for 22,000 parcels; the result does not
// depend on the thread count.
#pragma once

#include <span>

#include "assembly/barrier.h"
#include "base/progress.h"
#include "model/parcel.h"
#include "model/site.h"
#include "model/study_definition.h"

namespace zonewright::assembly {

model::ParcelGraph link_parcels(std::span<const model::Parcel> parcels, std::span<const Barrier> barriers,
                                const model::SiteRules& rules, double explained_gap_m,
                                const Progress& progress);

}  // namespace zonewright::assembly
