// Everything the program knows, read from a layers folder: the entry of this folder for the rest of the
// program.
//
// Guarantees: what one file names in another exists (roles, fields, criteria, clusters, clauses); every
// mistake is one InputError with file and line. Cost: some 150 small files, tens of milliseconds.
#pragma once

#include <filesystem>
#include <string>

#include "catalog/layers_folder.h"
#include "model/catalogue.h"
#include "model/town_seat.h"

namespace zonewright::catalog {

/// `plan` is an id of layers/plans, or the path of a folder with a plan.toml in it. Topics in its folder rules/ and sets
/// in its folder weights/ stand in place of those of layers/, as if they lay there.
model::Catalogue read_catalogue(const LayersFolder& layers, const std::string& plan);

/// One plan version alone. `plan` is an id of layers/plans, or the path of a folder with a plan.toml in it.
model::Plan read_plan_version(const LayersFolder& layers, const std::string& plan);
/// The topics of layers/rules, which hold for every version that does not set them itself.
std::vector<model::PolicyRules> read_common_rules(const LayersFolder& layers);
/// The plan versions at hand, sorted.
std::vector<std::string> plan_versions(const LayersFolder& layers);

/// layers/demo/town_seats.toml; checked against the plan's places.
model::TownSeats read_town_seats(const std::filesystem::path& layers_folder, const model::Plan& plan);

}  // namespace zonewright::catalog
