// The decision units: rows of the role `parcel`, each in the town that holds most of it.
//
// The town of a parcel is the one with the largest common area; a parcel that lies in none belongs to the
// town its records mean (model::town_in_records), else to none, and is reported; so is one that lies in
// several. Records that mean another town than the place are reported parcel by parcel; records that mean
// none of the towns (codes that the town layer lacks) once for each code, for they contradict nothing. A row
// without a surface is left out and reported with its area, likewise one that intake did not give an id of
// its own; a negative recorded figure is reported and counts as unknown. Cost: O(parcels × towns nearby) area
// overlays, parallel.
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

enum class FindingShapes { Kept, Dropped };

/// The findings alone, without keeping the parcels: for layers of millions of rows. Each has the shape of its parcel,
/// unless nobody will draw it.
std::vector<model::Finding> parcel_findings(const model::FeatureTable& table, const std::vector<model::Town>& towns,
                                            const geom::StatutoryArea& area, FindingShapes shapes,
                                            const Progress& progress);

}  // namespace zonewright::supply
