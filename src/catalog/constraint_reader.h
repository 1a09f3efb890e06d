// layers/constraints/<id>.toml → model::ConstraintRule: what excludes land, and by which law.
#pragma once

#include "catalog/layer_files.h"
#include "model/constraint_rule.h"

namespace zonewright::catalog {

/// Sorted by order. Throws InputError when two rules share a bit or a place in the order.
std::vector<model::ConstraintRule> read_constraints(LayerFiles& files);

}  // namespace zonewright::catalog
