// A site or a parcel that may be given to a cluster as a whole: what is offered to the allocation.
// Coordinates are metres on the study's plane (a CGCS2000 Gauss-Krüger CRS).
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <vector>

#include "base/units.h"
#include "geom/geometry.h"

namespace zonewright::model {

struct OfferedUnit {
    std::string id;  ///< unique
    Area area;       ///< net area
    std::string town_code;
    std::vector<std::string> places;  ///< ids of the places of the plan it lies in (towns, bases, parks …)
    bool admissible = true;
    std::optional<double> cost_yuan_per_m2;  ///< needed only when the scenario speaks of cost or budget
    std::vector<std::uint32_t>
        parcels;  ///< sites: two units that share a parcel cannot both be used; may be empty
};

/// The same unit as land on the map.
struct OfferedLand {
    const OfferedUnit* unit = nullptr;
    std::string kind;  ///< "site", "parcel"
    const geom::MultiPolygon* geometry = nullptr;
};

}  // namespace zonewright::model
