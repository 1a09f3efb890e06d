// How do published layers look? Reads styles/*.toml: one declaration per layer, those of rasters in
// styles/rasters/.
//
// What layers/rules/*.toml name (supply classes, size classes, classes of suitability) styles do not name again:
// [words_from] and classes_from say which rule file has the words, so that one thing has one name on maps, on
// pages, in tables and on the command line.
//
// Guarantees: every mistake is one InputError with file and line; colours, patterns and words are checked; a
// field is classed once per value; ramps ascend. Cost: some thirty small files.
#pragma once

#include <filesystem>

#include "catalog/layers_folder.h"
#include "model/plan.h"
#include "model/style.h"

namespace zonewright::catalog {

/// The clusters of the plan get their classes and names from the plan and their colours from
/// styles/clusters.toml: no style names a cluster.
model::StyleSheet read_styles(const std::filesystem::path& styles_folder, const model::Plan& plan,
                              const LayersFolder& layers = find_layers_folder());

/// styles/maps/<role>.toml: how the sources look in the maps of reports.
model::StyleSheet read_map_styles(const std::filesystem::path& styles_folder);

}  // namespace zonewright::catalog
