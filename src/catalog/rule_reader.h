// layers/rules/<topic>.toml → model::PolicyRules: the numbers and wordings that policy sets, each with its
// source.
// Errors: InputError with file, line and key for what the file may not say.
#pragma once

#include "catalog/layer_files.h"
#include "model/policy_rule.h"

namespace zonewright::catalog {

std::vector<model::PolicyRules> read_rules(LayerFiles& files);  ///< sorted by id

}  // namespace zonewright::catalog
