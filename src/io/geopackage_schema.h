// The tables every GeoPackage has, and those of one layer, as SQL. For geopackage.cpp.
// Errors: InputError for an EPSG code that PROJ does not know.
#pragma once

#include <string>

#include "io/sqlite.h"
#include "model/feature_table.h"

namespace zonewright::io {

inline constexpr const char* geometry_column = "geom";

/// "MULTIPOLYGON", "POINT" …; empty for tables without geometry.
std::string geometry_type_name(const model::FeatureTable& table, bool single_points);

void create_core_tables(SqliteDatabase& database);
/// The rows of gpkg_spatial_ref_sys that the standard demands, and this one.
void add_reference_systems(SqliteDatabase& database, int epsg);
void create_layer_table(SqliteDatabase& database, const model::FeatureTable& table, bool single_points);
/// Keeps the index true when somebody edits the layer later, exactly as GDAL and the standard word it.
void create_index_triggers(SqliteDatabase& database, const std::string& layer);
void create_style_table(SqliteDatabase& database);

}  // namespace zonewright::io
