// Writes the GeoPackage that a run hands over: features, tables, spatial indexes, Chinese titles, default
// styles.
//
// Guarantees: the file appears whole or not at all; it is reopened, passes integrity_check and holds what was
// meant to be written (content hash); journal mode DELETE, no -wal; synced; the same tables give the same
// content. Follows OGC 12-128r15 (GeoPackage 1.2), its R-tree and schema extensions, and layer_styles as
// QGIS 3.22 saves it: QGIS applies the QML of the row with useAsDefault (an SLD alone it ignores). Cost:
// O(bytes) + O(n log n) for the indexes; one row at a time in memory besides the boxes.
#pragma once

#include <filesystem>
#include <map>
#include <span>
#include <string>
#include <vector>

#include "base/language.h"
#include "base/progress.h"
#include "model/feature_table.h"

namespace zonewright::io {

struct GeoPackageLayer {
    const model::FeatureTable* table = nullptr;
    std::string qml;  ///< the default style; empty: none
};

struct GeoPackageOptions {
    Language language = Language::Zh;  ///< of titles and layer names
    std::string last_change =
        "2000-01-01T00:00:00.000Z";  ///< stated for every table; not the clock, so that runs agree
};

/// Rows are numbered from 1 in their order (`fid`). Real values that are not finite become NULL.
/// Returns the content hash. Throws InternalError on a layer or field name that is not ASCII snake_case,
/// a name used twice, a row with a wrong number of values or a geometry of another kind than the table's.
std::string write_geopackage(const std::filesystem::path& target, std::span<const GeoPackageLayer> layers,
                             const GeoPackageOptions& options, const Progress& progress);

/// The hash of what a GeoPackage says, whatever its bytes: every table of gpkg_contents in name order
/// (columns, rows, geometries, styles) and the titles of the columns. QGIS changes a file's bytes by opening
/// it, not this.
std::string geopackage_content_hash(const std::filesystem::path& path);

}  // namespace zonewright::io
