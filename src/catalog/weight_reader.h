// layers/weights/<id>.toml → model::WeightSet: per cluster weights by one of the methods of model::ClusterWeights.
// The keys of each method stand in layers/weights/README.md.
// Errors: InputError with file, line and key for what the file may not say.
#pragma once

#include "catalog/layer_files.h"
#include "model/weight_set.h"

namespace zonewright::catalog {

/// Sorted by id. Judgements are given as the upper triangle (numbers or "1/3"; 0: not given) and completed
/// here to the full reciprocal matrix.
std::vector<model::WeightSet> read_weight_sets(LayerFiles& files, const std::string& subfolder = "weights");

/// One file in the same form, from anywhere; its clusters and criteria are checked where they are used.
model::WeightSet read_weight_file(const std::filesystem::path& file);

}  // namespace zonewright::catalog
