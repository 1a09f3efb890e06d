#include "gis/crs.h"
#include "io/geopackage_schema.h"

#include <ogr_spatialref.h>

#include "base/errors.h"
#include "base/language.h"
#include "io/gdal_session.h"
#include "io/raster_dataset.h"

namespace zonewright::io {
namespace {

constexpr const char* core_tables = R"(
CREATE TABLE gpkg_spatial_ref_sys (srs_name TEXT NOT NULL, srs_id INTEGER NOT NULL PRIMARY KEY,
  organization TEXT NOT NULL, organization_coordsys_id INTEGER NOT NULL, definition TEXT NOT NULL, description TEXT);
CREATE TABLE gpkg_contents (table_name TEXT NOT NULL PRIMARY KEY, data_type TEXT NOT NULL, identifier TEXT UNIQUE,
  description TEXT DEFAULT '', last_change DATETIME NOT NULL DEFAULT (strftime('%Y-%m-%dT%H:%M:%fZ','now')),
  min_x DOUBLE, min_y DOUBLE, max_x DOUBLE, max_y DOUBLE, srs_id INTEGER,
  CONSTRAINT fk_gc_r_srs_id FOREIGN KEY (srs_id) REFERENCES gpkg_spatial_ref_sys(srs_id));
CREATE TABLE gpkg_geometry_columns (table_name TEXT NOT NULL, column_name TEXT NOT NULL,
  geometry_type_name TEXT NOT NULL, srs_id INTEGER NOT NULL, z TINYINT NOT NULL, m TINYINT NOT NULL,
  CONSTRAINT pk_geom_cols PRIMARY KEY (table_name, column_name), CONSTRAINT uk_gc_table_name UNIQUE (table_name),
  CONSTRAINT fk_gc_tn FOREIGN KEY (table_name) REFERENCES gpkg_contents(table_name),
  CONSTRAINT fk_gc_srs FOREIGN KEY (srs_id) REFERENCES gpkg_spatial_ref_sys(srs_id));
CREATE TABLE gpkg_extensions (table_name TEXT, column_name TEXT, extension_name TEXT NOT NULL, definition TEXT NOT NULL,
  scope TEXT NOT NULL, CONSTRAINT ge_tce UNIQUE (table_name, column_name, extension_name));
CREATE TABLE gpkg_data_columns (table_name TEXT NOT NULL, column_name TEXT NOT NULL, name TEXT, title TEXT,
  description TEXT, mime_type TEXT, constraint_name TEXT, CONSTRAINT pk_gdc PRIMARY KEY (table_name, column_name),
  CONSTRAINT gdc_tn UNIQUE (table_name, name));
CREATE TABLE gpkg_data_column_constraints (constraint_name TEXT NOT NULL, constraint_type TEXT NOT NULL, value TEXT,
  min NUMERIC, min_is_inclusive BOOLEAN, max NUMERIC, max_is_inclusive BOOLEAN, description TEXT,
  CONSTRAINT gdcc_ntv UNIQUE (constraint_name, constraint_type, value));
INSERT INTO gpkg_extensions VALUES ('gpkg_data_columns', NULL, 'gpkg_schema',
  'http://www.geopackage.org/spec121/#extension_schema', 'read-write');
INSERT INTO gpkg_extensions VALUES ('gpkg_data_column_constraints', NULL, 'gpkg_schema',
  'http://www.geopackage.org/spec121/#extension_schema', 'read-write');
INSERT INTO gpkg_spatial_ref_sys VALUES ('Undefined Cartesian SRS', -1, 'NONE', -1, 'undefined',
  'undefined Cartesian coordinate reference system');
INSERT INTO gpkg_spatial_ref_sys VALUES ('Undefined geographic SRS', 0, 'NONE', 0, 'undefined',
  'undefined geographic coordinate reference system');
)";

constexpr const char* index_triggers = R"(
CREATE TRIGGER "rtree_{0}_geom_insert" AFTER INSERT ON "{0}" WHEN (new."geom" NOT NULL AND NOT ST_IsEmpty(NEW."geom"))
BEGIN INSERT OR REPLACE INTO "rtree_{0}_geom" VALUES (NEW."fid", ST_MinX(NEW."geom"), ST_MaxX(NEW."geom"),
ST_MinY(NEW."geom"), ST_MaxY(NEW."geom")); END;
CREATE TRIGGER "rtree_{0}_geom_update1" AFTER UPDATE OF "geom" ON "{0}" WHEN OLD."fid" = NEW."fid"
AND (NEW."geom" NOTNULL AND NOT ST_IsEmpty(NEW."geom"))
BEGIN INSERT OR REPLACE INTO "rtree_{0}_geom" VALUES (NEW."fid", ST_MinX(NEW."geom"), ST_MaxX(NEW."geom"),
ST_MinY(NEW."geom"), ST_MaxY(NEW."geom")); END;
CREATE TRIGGER "rtree_{0}_geom_update2" AFTER UPDATE OF "geom" ON "{0}" WHEN OLD."fid" = NEW."fid"
AND (NEW."geom" ISNULL OR ST_IsEmpty(NEW."geom")) BEGIN DELETE FROM "rtree_{0}_geom" WHERE id = OLD."fid"; END;
CREATE TRIGGER "rtree_{0}_geom_update3" AFTER UPDATE ON "{0}" WHEN OLD."fid" != NEW."fid"
AND (NEW."geom" NOTNULL AND NOT ST_IsEmpty(NEW."geom"))
BEGIN DELETE FROM "rtree_{0}_geom" WHERE id = OLD."fid"; INSERT OR REPLACE INTO "rtree_{0}_geom"
VALUES (NEW."fid", ST_MinX(NEW."geom"), ST_MaxX(NEW."geom"), ST_MinY(NEW."geom"), ST_MaxY(NEW."geom")); END;
CREATE TRIGGER "rtree_{0}_geom_update4" AFTER UPDATE ON "{0}" WHEN OLD."fid" != NEW."fid"
AND (NEW."geom" ISNULL OR ST_IsEmpty(NEW."geom"))
BEGIN DELETE FROM "rtree_{0}_geom" WHERE id IN (OLD."fid", NEW."fid"); END;
CREATE TRIGGER "rtree_{0}_geom_delete" AFTER DELETE ON "{0}" WHEN old."geom" NOT NULL
BEGIN DELETE FROM "rtree_{0}_geom" WHERE id = OLD."fid"; END;
)";

std::string_view column_type(model::FieldType type) {
    switch (type) {
        case model::FieldType::Integer:
            return "INTEGER";
        case model::FieldType::Real:
            return "REAL";
        case model::FieldType::Text:
            return "TEXT";
    }
    return "TEXT";
}

}  // namespace

std::string geometry_type_name(const model::FeatureTable& table, bool single_points) {
    switch (table.kind) {
        case model::GeometryKind::None:
            return {};
        case model::GeometryKind::Point:
            return single_points ? "POINT" : "MULTIPOINT";
        case model::GeometryKind::Line:
            return "MULTILINESTRING";
        case model::GeometryKind::Polygon:
            return "MULTIPOLYGON";
    }
    return {};
}

void create_core_tables(SqliteDatabase& database) {
    constexpr int gpkg = 0x47504B47, version_1_2 = 10200;
    database.run(fmt::format("PRAGMA application_id = {}; PRAGMA user_version = {};", gpkg, version_1_2));
    database.run(core_tables);
}

void add_reference_systems(SqliteDatabase& database, int epsg) {
    start_gdal();
    auto insert =
        database.prepare("INSERT OR IGNORE INTO gpkg_spatial_ref_sys VALUES (?1, ?2, 'EPSG', ?2, ?3, NULL)");
    for (const int code : {4326, epsg}) {
        OGRSpatialReference crs;
        if (code == 0) continue;
        if (crs.importFromEPSG(code) != OGRERR_NONE) gis::refuse_code(code);
        const std::string name = crs.GetName(), wkt = wkt_of(crs);
        insert.bind(1, std::string_view(name))
            .bind(2, std::int64_t{code})
            .bind(3, std::string_view(wkt))
            .run();
    }
}

void create_layer_table(SqliteDatabase& database, const model::FeatureTable& table, bool single_points) {
    std::string columns = "\"fid\" INTEGER PRIMARY KEY AUTOINCREMENT NOT NULL";
    if (const std::string type = geometry_type_name(table, single_points); !type.empty())
        columns += fmt::format(", \"{}\" {}", geometry_column, type);
    for (const model::Field& field : table.fields)
        columns += fmt::format(", {} {}", sql_name(field.name), column_type(field.type));
    database.run(fmt::format("CREATE TABLE {} ({})", sql_name(table.name), columns));
}

void create_index_triggers(SqliteDatabase& database, const std::string& layer) {
    database.run(fmt::format(fmt::runtime(index_triggers), layer));
}

void create_style_table(SqliteDatabase& database) {
    database.run(R"(CREATE TABLE "layer_styles" ("id" INTEGER PRIMARY KEY AUTOINCREMENT NOT NULL,
"f_table_catalog" TEXT(256), "f_table_schema" TEXT(256), "f_table_name" TEXT(256), "f_geometry_column" TEXT(256),
"styleName" TEXT(30), "styleQML" TEXT, "styleSLD" TEXT, "useAsDefault" BOOLEAN, "description" TEXT, "owner" TEXT(30),
"ui" TEXT(30), "update_time" DATETIME DEFAULT (strftime('%Y-%m-%dT%H:%M:%fZ','now'))))");
}

}  // namespace zonewright::io
