// layers/code_schemes/<id>.toml → model::CodeScheme.
// Errors: InputError with file, line and key for what the file may not say.
#pragma once

#include "catalog/layer_files.h"
#include "model/code_scheme.h"

namespace zonewright::catalog {

std::vector<model::CodeScheme> read_code_schemes(LayerFiles& files);  ///< sorted by id

}  // namespace zonewright::catalog
