// Does a file hold what was to be written into it? Every feature is read again and compared, because drivers report
// success for what a full disk, a limit of the format or a refused allocation has cut.
#pragma once

#include <filesystem>
#include <string>

#include "io/vector_io.h"

namespace zonewright::io {

/// Geometries are compared by their numbers of vertices and their boxes (a geodatabase keeps coordinates to 0.1 mm),
/// values as the format can keep them; values of a Shapefile are compared by io/shapefile_limits.h, which knows what it
/// cannot hold. Returns what was read. `target` is the file that messages speak of. Throws ResourceError.
model::FeatureTable require_same_features(const std::filesystem::path& written, const std::string& layer,
                           const model::FeatureTable& table, VectorFormat format, const std::string& encoding,
                           const std::filesystem::path& target);

}  // namespace zonewright::io
