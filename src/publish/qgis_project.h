// zonewright.qgz: the results opened in QGIS with nothing to fix by hand. Every source is relative to the
// project
// ("./zonewright.gpkg|layername=…"), so the folder may be moved, renamed and be read-only; no file but ours
// is named.
#pragma once

#include <filesystem>
#include <span>
#include <string>
#include <vector>

#include "base/language.h"
#include "model/feature_table.h"
#include "model/style.h"

namespace zonewright::publish {

/// A raster beside the project.
struct ProjectRaster {
    std::string file;   ///< relative: "suitability/ai.tif"
    Text title;         ///< "人工智能"
    std::string style;  ///< RasterStyle::layer
};

struct ProjectRequest {
    std::string title;
    int epsg = 0;
    std::span<const model::FeatureTable> tables;  ///< bottom layer first, tables without geometry anywhere
    std::span<const ProjectRaster> rasters;
    const model::StyleSheet* styles = nullptr;
    Language language = Language::Zh;
    std::string notes;  ///< stated in the project's metadata: 示意数据, sources, dates
    std::string package = "zonewright.gpkg";  ///< beside the project: where the tables are
};

/// The project file's text. Layers without a style are an InternalError.
std::string project_xml(const ProjectRequest& request);
/// Writes the .qgz whole or not at all.
void write_project(const std::filesystem::path& target, const ProjectRequest& request);

}  // namespace zonewright::publish
