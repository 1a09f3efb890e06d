// What lies around each parcel, as far as its cost and quality depend on it: metres to the nearest road,
// substation, interchange, service and sewage works, and the earth that levelling would move.
//
// Distances run from the parcel's boundary to the nearest feature, exact; 0 when they meet. Earthwork levels
// the parcel at its mean height: the cut (= the fill) is half the sum of |height − mean| × cell area over the
// cells whose centre lies in the parcel. A missing source leaves the figure unknown. Cost: O(parcels × log
// features) distances, parallel; O(cells) for earthwork.
#pragma once

#include <optional>
#include <vector>

#include "base/progress.h"
#include "model/parcel.h"
#include "model/source_set.h"
#include "raster/grid.h"

namespace zonewright::supply {

struct Surroundings {
    std::optional<double> road_m, substation_m, interchange_m, service_m, sewage_m;
    std::optional<double> earthwork_m3;
};

/// `heights_m` may be null.
std::vector<Surroundings> measure_surroundings(const std::vector<model::Parcel>& parcels,
                                               const model::SourceSet& sources,
                                               const raster::Grid<float>* heights_m,
                                               const Progress& progress);

}  // namespace zonewright::supply
