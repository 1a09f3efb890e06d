// layers/criteria/<id>.toml → model::CriterionDefinition: what is measured and how a value becomes a worth of
// 0…1.
// Errors: InputError with file, line and key for what the file may not say.
#pragma once

#include "catalog/layer_files.h"
#include "model/criterion_definition.h"

namespace zonewright::catalog {

std::vector<model::CriterionDefinition> read_criteria(LayerFiles& files);  ///< sorted by id
/// `stem`: the name of its file, which is its id.
model::CriterionDefinition read_criterion(TableReader& reader, const std::string& stem);
/// The [value] table: kind, low, high, at_low, at_high, knots, categories, shape. Checked for its kind.
model::ValueFunction read_value_function(TableReader& reader);

}  // namespace zonewright::catalog
