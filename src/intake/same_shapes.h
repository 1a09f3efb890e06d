// Polygons that lie exactly on each other: whoever adds areas up counts that land twice.
#pragma once

#include <vector>

#include "base/language.h"
#include "model/feature_table.h"

namespace zonewright::intake {

/// A remark for each of the first few features whose shape is that of an earlier one, wherever its rings begin and
/// whichever way they run, and one for the rest. Cost: O(n) for n vertices.
std::vector<Text> remarks_on_same_shapes(const model::FeatureTable& table);

}  // namespace zonewright::intake
