// What is offered to the allocation: the assembled sites, and every other parcel with net land.
// A parcel inside a site is offered only as part of it, so no land can be given twice.
#pragma once

#include <vector>

#include "allocation/allocate.h"
#include "study/results.h"

namespace zonewright::study {

struct OfferedUnits {
    std::vector<allocation::OfferedUnit> units;  ///< sites first, then parcels in their order
    std::vector<double> scores;                  ///< units × clusters; NaN: no data or excluded
    std::size_t site_count = 0;
    std::vector<std::size_t> parcel_of;  ///< of each unit behind the sites
};

OfferedUnits offered_units(const Results& results);

/// scores[cluster][parcel]; NaN where a parcel has no data or is excluded.
std::vector<std::vector<double>> scores_by_cluster(const Results& results);

/// 1 for each parcel that would be cleared and rebuilt: in the renewal register, or with buildings on it.
std::vector<char> redevelopment_flags(const Results& results);

}  // namespace zonewright::study
