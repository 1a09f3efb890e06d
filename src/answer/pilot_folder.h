// The candidates for pilot areas as files: a workbook, a styled GeoPackage, a map and a page.
#pragma once

#include <vector>

#include "answer/proposed_pilots.h"

namespace zonewright::answer {

/// Writes pilots.xlsx, pilots.gpkg (pilot_candidate, pilot_core), pilots.png and a page. Throws ResourceError.
std::vector<Output> write_pilot_folder(const study::Study& study, const PlanPilotsQuestion& question, const ProposedPilots& proposed,
                                       const Progress& progress);

}  // namespace zonewright::answer
