// Is every geometry usable, what is odd about it, and what was done to it?
#pragma once

#include <set>
#include <vector>

#include "base/progress.h"
#include "intake/inspection.h"
#include "intake/tolerances.h"

namespace zonewright::intake {

/// Every feature on its own: no geometry, duplicate points, spikes, invalid polygons, slivers (by width). An
/// invalid polygon is always made valid by the structure method, duplicate points and spikes only go when the
/// repairs say so; each with a finding and a row of the ledger. A feature left without geometry is set aside;
/// `noted` are the features whose missing geometry a finding explains already. On return every feature has a
/// geometry and every polygon is valid; a feature without a finding has the bits it had.
void check_geometries(model::FeatureTable& table, const Tolerances& tolerances, const Repairs& repairs,
                      const std::set<std::int64_t>& noted, const Inspection& inspection,
                      const Progress& progress);

}  // namespace zonewright::intake
