// What the reader noted about the shapes of a layer, as findings and as rows of the ledger.
#pragma once

#include <vector>

#include "io/vector_io.h"
#include "intake/inspection.h"

namespace zonewright::intake {

/// Curves, non-finite and absurd coordinates, unclosed and collapsed rings, empty geometries, dropped Z and
/// M. The table must have its final CRS: areas of the ledger are statutory.
void report_notes(const std::vector<io::ReadNote>& notes, const model::FeatureTable& table,
                  const Inspection& inspection);

}  // namespace zonewright::intake
