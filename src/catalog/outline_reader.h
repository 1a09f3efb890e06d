// [outline] of a place: a boundary in the record itself, for what no source draws yet (a proposal).
//
//   crs = "EPSG:4547"       a CGCS2000 Gauss-Krüger plane, metres
//   status = "approximate"  official, approximate, schematic; not stated when left out
//   wkt = "MULTIPOLYGON (((x y, x y, …)))"
//
// Errors: InputError naming file, line and key for another form, for a ring that is not closed and for coordinates that are no
// finite numbers of the plane. Whether the polygons are valid is checked where they are used (zoning/place_geometry.h):
// this folder needs no library of geometry.
#pragma once

#include "catalog/table_reader.h"
#include "model/plan.h"

namespace zonewright::catalog {

model::PlaceOutline read_outline(TableReader& reader);

}  // namespace zonewright::catalog
