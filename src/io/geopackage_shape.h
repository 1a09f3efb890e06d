// A geometry of a GeoPackage as a value: the other way round of io/geopackage_blob.h, for reading rows without GDAL.
//
// Points, lines and polygons, single and multi; X and Y are kept, Z and M passed over. Every count is compared with the
// bytes that are there. Errors: InputError for a blob that is cut short, of another kind, or nested too deeply. Cost:
// O(bytes).
#pragma once

#include <string_view>

#include "geom/geometry.h"

namespace zonewright::io {

/// monostate for an empty blob or an empty geometry.
geom::Geometry geometry_of_blob(std::string_view blob);

}  // namespace zonewright::io
