// How do published layers look? Reads styles/*.toml: one declaration per layer, those of rasters in
// styles/rasters/.
//
// Guarantees: every mistake is one InputError with file and line; colours, patterns and words are checked; a
// field is classed once per value; ramps ascend. Cost: some fifteen small files.
#pragma once

#include <filesystem>

#include "model/style.h"

namespace zonewright::catalog {

model::StyleSheet read_styles(const std::filesystem::path& styles_folder);

/// styles/maps/<role>.toml: how the sources look in the maps of reports.
model::StyleSheet read_map_styles(const std::filesystem::path& styles_folder);

}  // namespace zonewright::catalog
