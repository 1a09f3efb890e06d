// Hands the results over: zonewright.gpkg with default styles, zonewright.qgz, side styles of the rasters.
//
// Guarantees: every file appears whole or not at all, synced and read back; the same run gives the same
// content. Order of work for a run:
//   tables_of(view)  →  publish_geopackage(…)  →  io::write_cog / copy_cog per raster  →
//   publish_project(…)
#pragma once

#include <filesystem>
#include <span>
#include <string>

#include "base/progress.h"
#include "model/style.h"
#include "publish/qgis_project.h"
#include "publish/tables.h"

namespace zonewright::publish {

/// Writes all tables with exactly one default style each. `last_change` is stated in the file
/// ("2026-03-01T00:00:00Z"); take it from the study, not from the clock. Returns the content hash for the
/// manifest.
std::string publish_geopackage(const std::filesystem::path& target,
                               std::span<const model::FeatureTable> tables, const model::StyleSheet& styles,
                               Language language, const std::string& date, const Progress& progress);

/// Writes <folder>/zonewright.qgz beside the GeoPackage, and beside every raster a .qml of the same name, which QGIS
/// applies when somebody opens the raster alone, and a .sld for other programs; those of the layers are in
/// <folder>/styles. Returns the files written.
std::vector<std::filesystem::path> publish_project(const std::filesystem::path& folder,
                                                   const ProjectRequest& request);

}  // namespace zonewright::publish
