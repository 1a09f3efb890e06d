// layers/checks/<id>.toml → model::CheckRule: one question that the check of an outline asks, with its
// sentences.
#pragma once

#include "catalog/layer_files.h"
#include "model/check_rule.h"

namespace zonewright::catalog {

/// Sorted by order. Throws InputError when two checks share a place in the order.
std::vector<model::CheckRule> read_checks(LayerFiles& files);

}  // namespace zonewright::catalog
