// layers/plans/<id>/places/<place>.toml → model::Place.
// Errors: InputError with file, line and key for what the file may not say.
#pragma once

#include "catalog/layer_files.h"
#include "catalog/plan_check.h"
#include "model/plan.h"

namespace zonewright::catalog {

/// By kind (towns, parks, functional areas, districts, bases, pilot areas), then code, then id.
/// Notes the lines of the keys that name something else.
std::vector<model::Place> read_places(LayerFiles& files, const std::string& subfolder, PlanLines& lines);

}  // namespace zonewright::catalog
