// layers/roles/<role>.toml → model::Role: what a source must look like to play its part.
// Errors: InputError with file, line and key for what the file may not say.
#pragma once

#include "catalog/layer_files.h"
#include "model/role.h"

namespace zonewright::catalog {

std::vector<model::Role> read_roles(LayerFiles& files);  ///< sorted by id

}  // namespace zonewright::catalog
