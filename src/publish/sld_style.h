// The style of a layer for programs other than QGIS: a Styled Layer Descriptor (OGC 05-078r4, SE 1.1.0), from the same
// declaration as the QML. Rasters: SLD 1.0.0, whose colour map with intervals GeoServer and QGIS take.
//
// Sizes are those on paper at the standard's pixel of 0.28 mm. Patterns are the marks that GeoServer and QGIS both know.
// Limits: labels without number format or halo beyond its colour; actions and aliases have no place in SLD.
#pragma once

#include <string>

#include "model/feature_table.h"
#include "model/style.h"

namespace zonewright::publish {

std::string sld_of(const model::LayerStyle& style, const model::FeatureTable& table, Language language);
std::string raster_sld_of(const model::RasterStyle& style, Language language);

}  // namespace zonewright::publish
