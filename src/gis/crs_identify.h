// Which EPSG code is this CRS definition? Official exports seldom carry one: Esri writes
// CGCS2000_3_Degree_GK_CM_114E, others a bare Gauss-Krüger definition. Numbers decide before names:
// ellipsoid, central meridian, false easting. Covers CGCS2000, Xi'an 80 and Beijing 54 in 3° and 6° zones
// with and without prefix (EPSG dataset v10.076), then authority codes and PROJ's own matching at full
// confidence.
#pragma once

class OGRSpatialReference;

namespace zonewright::gis {

/// 0 when no code can be told with certainty.
int identify_epsg(const OGRSpatialReference& reference);

/// The code of the datum's geographic CRS, whatever plane lies on it: 4490, 4610 (Xi'an 80), 4214 (Beijing 54),
/// 4326; 0 for others.
int geographic_code(const OGRSpatialReference& reference);

}  // namespace zonewright::gis
