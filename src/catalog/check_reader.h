// layers/checks/<id>.toml → model::CheckRule: what the check of an outline asks, and how it words the answer.
#pragma once

#include "catalog/layer_files.h"
#include "model/check_rule.h"

namespace zonewright::catalog {

/// Sorted by order. Throws InputError when two rules share a place in the order.
std::vector<model::CheckRule> read_checks(LayerFiles& files);

}  // namespace zonewright::catalog
