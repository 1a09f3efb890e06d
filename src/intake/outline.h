// Any file of shapes, survey texts included, as one table in a CRS of the caller's choice: what convert, area
// and the site report read. Nothing is repaired; a CRS that contradicts the coordinates is refused as in
// intake.
#pragma once

#include <filesystem>
#include <string>

#include "base/progress.h"
#include "model/feature_table.h"

namespace zonewright::intake {

struct OutlineRequest {
    std::filesystem::path path;
    std::string layer;     ///< empty: the only one
    std::string crs;       ///< "EPSG:4526"; empty: as the file states
    std::string encoding;  ///< empty: found out
};

/// In the file's own CRS.
model::FeatureTable read_outlines(const OutlineRequest& request, const Progress& progress);
/// The same, transformed to `epsg`.
model::FeatureTable read_outlines(const OutlineRequest& request, int epsg, const Progress& progress);

/// The CGCS2000 3° plane (no prefix) of the zone the table lies in: where areas of geographic data are taken.
int plane_for(const model::FeatureTable& table);
void transform(model::FeatureTable& table, int epsg);
geom::Box bounds_of(const model::FeatureTable& table);

}  // namespace zonewright::intake
