// compare -o FOLDER: the units that changed as a styled layer and a picture.
#pragma once

#include <filesystem>
#include <string>
#include <vector>

#include "allocation/comparison.h"
#include "base/progress.h"

namespace zonewright::command {

/// Writes <folder>/difference.gpkg (layer allocation_difference with its style) and <folder>/difference.png.
/// The outlines are those of the layers site and parcel in the GeoPackages given; a changed unit that none of
/// them has is in the layer without geometry. Returns the files written.
std::vector<std::filesystem::path> write_difference(const std::filesystem::path& folder,
                                                    const allocation::Comparison& comparison,
                                                    const std::vector<std::filesystem::path>& packages,
                                                    const Progress& progress);

}  // namespace zonewright::command
