// Geometries as GeoPackage stores them: a header with SRS and envelope, then WKB (OGC 12-128r15,
// clause 2.1.3).
// Coordinates pass through as they are, in the layer's own CRS.
#pragma once

#include <string>

#include "geom/geometry.h"

namespace zonewright::io {

/// Little endian. Multi geometries throughout, but for points where `single_points` asks for POINT.
/// Empty for std::monostate: NULL in the table.
std::string geopackage_blob(const geom::Geometry& geometry, int srs_id, bool single_points);

}  // namespace zonewright::io
