// The folder that `compare -o` fills: the units that changed as a styled layer, and a map of them.
#pragma once

#include <filesystem>
#include <vector>

#include "allocation/comparison.h"
#include "answer/remarks.h"
#include "base/progress.h"
#include "model/plan.h"

namespace zonewright::answer {

/// Writes <folder>/difference.gpkg (layer allocation_difference with its style) and <folder>/difference.png.
/// The outlines are those of the layers site and parcel in the GeoPackages that exist; a changed unit that none
/// of them has is in the layer without geometry. Without any outline there is no map. Clusters are called and coloured
/// as `plan` does. `note`: which two are compared, what their data are worth.
std::vector<Output> write_difference_folder(const std::filesystem::path& folder,
                                            const allocation::Comparison& comparison,
                                            const std::vector<std::filesystem::path>& packages,
                                            const model::Plan& plan, const Text& note, Language language,
                                            const Progress& progress);

}  // namespace zonewright::answer
