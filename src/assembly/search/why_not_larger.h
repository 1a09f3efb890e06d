// Why is this site not larger? What cuts it off from more land, how much could be gained, and what a m² more
// would cost.
#pragma once

#include <span>
#include <string>
#include <vector>

#include "assembly/search/parcel_network.h"
#include "model/parcel.h"
#include "model/site.h"

namespace zonewright::assembly {

/// One thing that keeps land away from a site. `gain_m2` is the net land behind it that links and circle
/// would then allow.
struct Obstacle {
    std::string kind;                       ///< a BlockedLink::barrier, or "circle", "closed_parcel"
    std::uint32_t inside = 0, outside = 0;  ///< the parcels on both sides
    double gap_m = 0;
    std::int64_t gain_m2 = 0;
};

/// Largest gain first, ties by parcel; obstacles that hold back nothing are left out.
std::vector<Obstacle> obstacles_of(const ParcelNetwork& network, const model::ParcelGraph& graph,
                                   std::span<const char> closed, const SiteRule& rule, std::uint32_t centre,
                                   std::span<const std::uint32_t> parcels);

/// One sentence; `ids` names the parcels.
Text in_words(std::span<const Obstacle> obstacles, double marginal_yuan_per_m2,
              std::span<const model::Parcel> parcels);

}  // namespace zonewright::assembly
