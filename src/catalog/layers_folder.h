// Where is the folder with the knowledge of the program (roles, plans, criteria, rules)?
#pragma once

#include <filesystem>

namespace zonewright::catalog {

/// In this order: the environment variable ZONEWRIGHT_LAYERS; `layers` beside the program;
/// `../share/zonewright/layers` of an installation; the source tree the program was built from. Throws
/// InputError naming the places tried.
std::filesystem::path find_layers_folder();

}  // namespace zonewright::catalog
