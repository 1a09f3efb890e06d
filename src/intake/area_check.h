// Does the area on file agree with the area of the shape?
#pragma once

#include "intake/inspection.h"
#include "intake/tolerances.h"
#include "model/feature_table.h"

namespace zonewright::intake {

/// recorded_area_m2 (TBMJ, MJ) against statutory area. Official areas are adjusted to control totals (平差),
/// so a difference of square centimetres to square metres is no error: only what exceeds both tolerances is a
/// finding, and the sums of the layer are stated in a notice when they differ.
/// Areas that agree in another unit (亩, 公顷 …) are told with the factor and set to NULL: they are never used as square
/// metres, nor converted.
void check_recorded_areas(model::FeatureTable& table, const Inspection& inspection, const Tolerances& tolerances);

}  // namespace zonewright::intake
