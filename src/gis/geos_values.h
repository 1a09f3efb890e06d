// Between plain geometry values and GEOS. Non-finite or absurd coordinates and rings of fewer than four
// points are refused here, so that no GEOS call ever sees them. Cost: one copy of the coordinates.
#pragma once

#include <span>

#include "geom/geometry.h"
#include "gis/handles_geos.h"

namespace zonewright::gis {

/// No coordinate of a map of China in metres, zone prefix included, or in degrees, is larger.
inline constexpr double largest_coordinate = 1e8;

GeosGeometry to_geos(const geom::Polygon& polygon);
GeosGeometry to_geos(const geom::MultiPolygon& polygons);
GeosGeometry to_geos(const geom::MultiLineString& lines);
/// All parts of all polygons side by side in one collection; they may overlap.
GeosGeometry collection_of(std::span<const geom::MultiPolygon> polygons);

/// The surfaces of any result; points and lines left by touching boundaries are not part of it.
geom::MultiPolygon polygons_of(const GEOSGeometry* geometry);

/// Throws InternalError with what GEOS said when `geometry` is null.
GeosGeometry checked(GEOSGeometry* geometry, const char* operation);

}  // namespace zonewright::gis
