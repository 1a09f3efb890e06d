// Do the features of a layer that should tile (towns, land use) overlap or leave gaps, where and how much?
#pragma once

#include "base/progress.h"
#include "intake/inspection.h"
#include "intake/tolerances.h"
#include "model/feature_table.h"

namespace zonewright::intake {

/// One finding for every overlap and every interior gap wider than a sliver (slivers are counted in
/// one notice for the layer), with its statutory area and its
/// shape. Pieces whose statutory area rounds to 0.00 m² come from the transformation and are not counted.
void check_tiling(const model::FeatureTable& table, const Inspection& inspection,
                  const Tolerances& tolerances, const Progress& progress);

}  // namespace zonewright::intake
