// What is offered to the allocation: the assembled sites, and every other parcel with net land.
// A parcel inside a site is offered only as part of it, so no land can be given twice.
#pragma once

#include <string>
#include <vector>

#include "allocation/allocate.h"
#include "study/study.h"
#include "study/values.h"

namespace zonewright::study {

/// What offering land needs to know of a study.
struct OfferInput {
    const model::Plan& plan;
    const model::ZoneMap& zones;
    const std::vector<model::Parcel>& parcels;
    const Supply& supply;
    const model::Suitability& suitability;
    const Assembly& assembly;
    std::vector<std::string> supply_classes;  ///< on offer; a site that holds land of another is none
};
/// With the supply classes of the study.
OfferInput offer_input(const Study& study);

struct OfferedUnits {
    std::vector<model::OfferedUnit> units;  ///< sites first, then parcels in their order
    std::vector<double> scores;                  ///< units × clusters; NaN: no data or excluded
    std::size_t site_count = 0;
    std::vector<std::size_t> site_of;    ///< of each unit before the parcels: its place in the assembly
    std::vector<std::size_t> parcel_of;  ///< of each unit behind the sites
};

/// Cost: O(parcels × clusters) and a point in polygon per unit and place.
OfferedUnits offered_units(const OfferInput& land);

/// scores[cluster][parcel]; NaN where a parcel has no data or is excluded.
std::vector<std::vector<double>> scores_by_cluster(const model::Suitability& suitability);

/// 1 for each parcel that would be cleared and rebuilt: in the renewal register, or with buildings on it.
std::vector<char> redevelopment_flags(const std::vector<model::Parcel>& parcels);

}  // namespace zonewright::study
