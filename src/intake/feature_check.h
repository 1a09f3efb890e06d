// Features of a layer beside each other: the same one twice, and one of several parts.
#pragma once

#include "intake/inspection.h"

namespace zonewright::intake {

/// The same shape twice: equal rings, wherever they start and whichever way they run. With the repair
/// DuplicateFeatures the later one goes when its values are equal too. Cost: O(n log n) by bounding boxes.
void check_duplicates(model::FeatureTable& table, const Repairs& repairs, const Inspection& inspection);

/// Polygons of several parts, in one notice for the layer; with the repair SplitMultipart each part becomes a
/// feature with the values of the whole, numbered on after the last.
void check_multipart(model::FeatureTable& table, const Repairs& repairs, const Inspection& inspection);

}  // namespace zonewright::intake
