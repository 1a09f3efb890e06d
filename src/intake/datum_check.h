// Is this layer in the shifted coordinates of a web map?
#pragma once

#include "intake/inspection.h"
#include "intake/map_datum.h"

namespace zonewright::intake {

/// A finding when the outlines of the layer meet those of the control layer (the towns; for the towns themselves,
/// land use or towns that are there already) only when read as GCJ-02 or BD-09, with the shift and its spread;
/// nothing otherwise. Returns the evidence.
DatumEvidence check_datum(const model::FeatureTable& layer, const model::FeatureTable& control,
                          const Inspection& inspection);

/// The notice that a layer was converted on request.
void report_conversion(MapDatum datum, const Inspection& inspection);

}  // namespace zonewright::intake
