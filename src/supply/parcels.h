// The decision units: rows of the role `parcel`, each in the town that holds most of it.
//
// A row without a surface, without an id or with the id of an earlier row is left out and reported; a
// negative recorded figure is reported and counts as unknown. A parcel outside every town keeps an empty town
// code and is reported; one that lies in several belongs to the town with the largest common area, and is
// reported as well. Cost: O(parcels × towns nearby) area overlays, parallel.
#pragma once

#include <string>
#include <vector>

#include "base/progress.h"
#include "geom/statutory_area.h"
#include "model/finding.h"
#include "model/parcel.h"
#include "model/source_set.h"
#include "model/town.h"

namespace zonewright::supply {

struct ParcelIntake {
    std::vector<model::Parcel> parcels;  ///< in the order of the source
    std::vector<model::Finding> findings;
};

/// Throws InputError when there is no source of the role `parcel`.
ParcelIntake read_parcels(const model::SourceSet& sources, const std::vector<model::Town>& towns,
                          const geom::StatutoryArea& area, const Progress& progress);

}  // namespace zonewright::supply
