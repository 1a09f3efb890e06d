// layers/rules/<topic>.toml → model::PolicyRules: the numbers and wordings that policy sets, each with its
// source.
// Errors: InputError with file, line and key for what the file may not say.
#pragma once

#include "catalog/layer_files.h"
#include "model/policy_rule.h"

namespace zonewright::catalog {

/// Sorted by id; `subfolder` may be that of a plan version, which sets topics of its own.
std::vector<model::PolicyRules> read_rules(LayerFiles& files, const std::string& subfolder = "rules");

}  // namespace zonewright::catalog
