// Is every geometry usable, and what had to be done to make it so?
#pragma once

#include <vector>

#include "base/progress.h"
#include "gis/vector_io.h"
#include "intake/inspection.h"
#include "model/role.h"

namespace zonewright::intake {

/// What the reader noted (curves, non-finite coordinates, unclosed rings, dropped Z and M) as findings.
void report_notes(const std::vector<gis::ReadNote>& notes, const model::FeatureTable& table,
                  const Inspection& inspection);

/// Null and empty geometries and invalid polygons. An invalid polygon is made valid by the structure method,
/// with a finding and a row in the ledger; a feature left without geometry is set aside, with a finding. On
/// return every feature has a geometry, and every polygon is valid.
void check_geometries(model::FeatureTable& table, const Inspection& inspection, const Progress& progress);

/// The same geometry twice in one layer.
void check_duplicates(const model::FeatureTable& table, const Inspection& inspection);

}  // namespace zonewright::intake
