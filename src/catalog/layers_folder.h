// Where is the folder with the knowledge of the program (roles, plans, criteria, rules), and what does a study lay over
// it?
#pragma once

#include <filesystem>
#include <utility>

namespace zonewright::catalog {

/// In this order: the environment variable ZONEWRIGHT_LAYERS; `layers` beside the program;
/// `../share/zonewright/layers` of an installation (of the Python module: of the prefix it lies in); the source tree the
/// program was built from. Throws InputError naming the places tried.
std::filesystem::path find_layers_folder();

/// `styles` beside the layers folder; where ZONEWRIGHT_LAYERS names a folder without one, that of the installation.
std::filesystem::path styles_folder_of(const std::filesystem::path& layers);

/// A folder of knowledge with what lies over it: a file of `own` stands in place of the same file of `installed`, a new
/// one is added, and one that says `retired = true` removes it.
struct LayersFolder {
    std::filesystem::path installed;
    std::filesystem::path own;  ///< empty: nothing lies over it

    LayersFolder(std::filesystem::path folder, std::filesystem::path over = {})  // NOLINT: converts on purpose
        : installed(std::move(folder)), own(std::move(over)) {}
};

/// With STUDY/layers over it, where there is one.
LayersFolder layers_of_study(const std::filesystem::path& study, const std::filesystem::path& installed);

}  // namespace zonewright::catalog
