// layers/code_schemes/<id>.toml → model::CodeScheme.
#pragma once

#include "catalog/layer_files.h"
#include "model/code_scheme.h"

namespace zonewright::catalog {

std::vector<model::CodeScheme> read_code_schemes(LayerFiles& files);  ///< sorted by id

}  // namespace zonewright::catalog
