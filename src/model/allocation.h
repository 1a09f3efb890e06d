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
    Area shortfall;              ///< demand - allocated, never negative
    double price_per_mu = 0;     ///< what one more 亩 of demand costs in objective units (dual price)
};

struct Allocation {
    std::vector<AllocatedUnit> units;      ///< no unit twice
    std::vector<ClusterBalance> balances;  ///< one per cluster of the plan, in plan order
    std::int64_t objective = 0;
    std::int64_t bound = 0;
    double gap = 0;
    StopReason stop = StopReason::Proved;
};

}  // namespace zonewright::model
