// GeoJSON and CSV as text of our own, because GDAL 3.6 reports success for these two on a full disk.
// Coordinates and numbers are written in their shortest exact form, so that reading gives the same doubles.
#pragma once

#include <string>

#include "model/feature_table.h"

namespace zonewright::io {

/// RFC 7946, plus the "crs" member of GeoJSON 2008 when the layer is not in longitude and latitude, so that
/// plane coordinates need not be thrown away. An exterior ring is counter-clockwise, as the RFC asks.
std::string geojson_text(const model::FeatureTable& table);

/// RFC 4180, UTF-8 with BOM (spreadsheets need it for Chinese). Points give columns x and y, other kinds a
/// column WKT. Text that a spreadsheet would take for a formula (= + - @ tab) is preceded by an apostrophe unless
/// `as_it_is`.
std::string csv_text(const model::FeatureTable& table, bool as_it_is = false);

/// Well-known text with shortest exact numbers; "" for no geometry.
std::string wkt_of(const geom::Geometry& geometry);

}  // namespace zonewright::io
