// Can a raster source be used: is it whole, where does it lie, what does it hold?
#pragma once

#include <vector>

#include "base/progress.h"
#include "intake/crs_diagnosis.h"
#include "intake/inspection.h"
#include "model/role.h"
#include "model/study_definition.h"

namespace zonewright::intake {

/// Reads band 1 to its end in strips, so that a cut file is noticed. Findings: values outside the bounds of the
/// role (its first field: voids that nobody declared) and a unit that is none of the role's, both errors; no value
/// at all, no stated no data, rotated, several bands, not in the city. Returns the evidence: size, cell, CRS, range of values,
/// share without data. Throws InputError when the file cannot be read, states no CRS or one of an older
/// datum.
std::vector<Text> check_raster(const model::SourceDefinition& definition, const model::Role& role,
                               const Region& region, const Inspection& inspection, const Progress& progress);

/// For a run, which has nobody to ask: throws InputError for the first value or unit that cannot be believed.
void require_believable(const model::SourceDefinition& definition, const model::Role& role,
                        const Progress& progress);

/// The warning that coordinates lie outside the city, when they do in a CRS that fits nothing better.
void check_region(const geom::Box& box, int epsg, const Region& region, const Inspection& inspection);

}  // namespace zonewright::intake
