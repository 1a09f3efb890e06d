// layers/checks/<id>.toml → model::CheckRule: one question that the check of an outline asks, with its
// sentences.
#pragma once

#include "catalog/layer_files.h"
#include "model/check_rule.h"
#include "model/code_scheme.h"
#include "model/role.h"

namespace zonewright::catalog {

/// Sorted by order. Throws InputError when two checks share a place in the order.
std::vector<model::CheckRule> read_checks(LayerFiles& files);
/// Gives the values of breakdown fields the names of their code scheme. Throws InputError for an unknown
/// scheme.
void name_parts(std::vector<model::CheckRule>& checks, const std::vector<model::CodeScheme>& schemes);

/// What the role of its layer says about each check: the values that the fields of `where` can have, and
/// whether the layer has gaps.
void know_layers(std::vector<model::CheckRule>& checks, const std::vector<model::Role>& roles,
                 const std::vector<model::CodeScheme>& schemes);

}  // namespace zonewright::catalog
