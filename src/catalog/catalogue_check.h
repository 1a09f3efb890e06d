// Do the files of layers/ agree with each other? What one names in another has to exist.
#pragma once

#include <string>
#include <vector>

#include "model/catalogue.h"

namespace zonewright::catalog {

/// Throws InputError naming the file, the key and the name that leads nowhere. `clusters`: ids of every plan
/// version.
void check_catalogue(const model::Catalogue& catalogue, const std::vector<std::string>& clusters);

/// Weights that belong to one version of the plan may name its clusters only. Throws InputError naming file and line.
void check_own_weights(const std::vector<model::WeightSet>& sets, const model::Plan& plan, const std::string& folder);

}  // namespace zonewright::catalog
