// Which land goes to which cluster, always with a bound, a gap and what could not be met.
#pragma once

#include <cstdint>
#include <string>
#include <vector>

#include "base/units.h"
#include "model/ids.h"
#include "model/site.h"

namespace zonewright::model {

struct AllocatedUnit {
    std::size_t unit = 0;  ///< position among the units offered (sites or parcels)
    ClusterId cluster;
    Area area;
    double score = 0;
};

struct ClusterBalance {
    ClusterId cluster;
    Area demand;
    Area eligible;
    Area allocated;
    Area shortfall;           ///< demand - allocated, never negative
    double price_per_mu = 0;  ///< what one more 亩 of demand costs in objective units (dual price)
};

/// What a quota, the budget or a similar limit costs: the worth of one more 亩 (or 1,000 yuan) of room.
struct LimitPrice {
    std::string kind;     ///< "cluster", "place", "cluster_place", "budget"
    std::string cluster;  ///< id; empty: all
    std::string place;    ///< id or town code; empty: the whole study
    Area lower;
    Area upper;  ///< negative: no upper limit
    Area used;
    double price_per_mu = 0;  ///< score × 亩 gained by one more 亩 of room; negative where a minimum binds
};

/// One way to meet more of a demand that cannot be met, and how much it would bring.
struct LimitRelief {
    std::string kind;  ///< "place", "cluster_place", "eligibility", "minimum_site", "budget", "maximum_towns",
                       ///< "locked", "forbidden", "constraint"
    std::string cluster;  ///< id; empty: all
    std::string place;
    std::string constraint;  ///< id of the rule that takes the land
    Area gain;               ///< by how much the total shortfall falls when this alone is lifted
};

struct Allocation {
    std::vector<AllocatedUnit> units;      ///< no unit twice, unless land is divisible
    std::vector<ClusterBalance> balances;  ///< one per cluster of the plan, in plan order
    /// Score (in 1/score_scale) × cm², less shortfall_penalty for every cm² of a minimum that is not met.
    std::int64_t objective = 0;
    std::int64_t bound = 0;  ///< nothing better exists under the same rules
    double gap = 0;          ///< (bound - objective) / |value|
    StopReason stop = StopReason::Proved;

    std::int64_t value = 0;        ///< the part of the objective that is score × cm²
    std::int64_t price_bound = 0;  ///< the bound that follows from the prices alone; at least `bound`
    std::int64_t score_scale = 10000;
    std::int64_t shortfall_penalty = 0;
    Area least_shortfall;  ///< total shortfall that no allocation can avoid, even with divisible land
    std::vector<LimitPrice> prices;
    std::vector<LimitRelief> reliefs;  ///< best first; empty when every demand is met
    std::string scenario;
    std::string weights;
    std::string certificate;  ///< JSON; allocation::verify() recomputes everything from it
};

}  // namespace zonewright::model
