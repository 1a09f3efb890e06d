// Do the features of a layer that should tile (towns, land use) overlap or leave gaps, where and how much?
#pragma once

#include "base/progress.h"
#include "intake/inspection.h"
#include "model/feature_table.h"

namespace zonewright::intake {

/// Pieces below this mean width are slivers: digitising noise along a boundary drawn twice. They are counted
/// and their area is stated, in one notice for the layer.
inline constexpr double sliver_width_m = 0.2;

/// One finding for every overlap and every interior gap wider than a sliver, with its statutory area and its
/// shape. Pieces whose statutory area rounds to 0.00 m² come from the transformation and are not counted.
void check_tiling(const model::FeatureTable& table, const Inspection& inspection, const Progress& progress);

}  // namespace zonewright::intake
