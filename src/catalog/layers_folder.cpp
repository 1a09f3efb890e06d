#include "catalog/layers_folder.h"

#include <cstdlib>
#include <string>
#include <vector>

#include "base/errors.h"
#include "base/language.h"
#include "base/own_file.h"

namespace zonewright::catalog {
namespace {

namespace fs = std::filesystem;

bool is_layers_folder(const fs::path& folder) {
    return fs::is_directory(folder / "plans") && fs::is_directory(folder / "roles");
}

/// Below the program's folder and below every folder above it: the Python module lies deeper in the prefix.
std::vector<fs::path> installed_candidates() {
    const fs::path program = own_file();
    std::vector<fs::path> candidates{program.parent_path() / "layers"};
    for (fs::path above = program.parent_path(); above.has_relative_path(); above = above.parent_path())
        candidates.push_back(above.parent_path() / "share" / "zonewright" / "layers");
    return candidates;
}

fs::path installed_layers() {
    std::vector<fs::path> candidates = installed_candidates();
    const fs::path source_tree = ZONEWRIGHT_SOURCE_TREE;  // set for this file by zonewright_folders.cmake
    candidates.push_back(source_tree / "layers");
    std::string tried;
    for (const fs::path& candidate : candidates) {
        if (is_layers_folder(candidate)) return fs::weakly_canonical(candidate);
        tried += (tried.empty() ? "" : ", ") + candidate.string();
    }
    throw InputError(
        {.thing = both("知识文件夹 layers", "the folder layers"),
         .value = both("未找到", "not found"),
         .expected = tried,
         .advice = both("设置环境变量 ZONEWRIGHT_LAYERS", "set the environment variable ZONEWRIGHT_LAYERS")});
}

fs::path chosen_by_environment(const char* chosen) {
    if (is_layers_folder(chosen)) return fs::absolute(chosen);
    throw InputError({.thing = "ZONEWRIGHT_LAYERS",
                      .value = chosen,
                      .expected = both("含有 plans、roles 的文件夹", "a folder with plans and roles in it"),
                      .advice = both("改正或取消该环境变量", "correct or unset the variable")});
}

}  // namespace

fs::path find_layers_folder() {
    if (const char* chosen = std::getenv("ZONEWRIGHT_LAYERS"); chosen && *chosen)
        return chosen_by_environment(chosen);
    return installed_layers();
}

fs::path styles_folder_of(const fs::path& layers) {
    const fs::path beside = layers.parent_path() / "styles";
    return fs::is_directory(beside) ? beside : installed_layers().parent_path() / "styles";
}

LayersFolder layers_of_study(const fs::path& study, const fs::path& installed) {
    const fs::path own = study / "layers";
    return fs::is_directory(own) ? LayersFolder(installed, fs::absolute(own).lexically_normal()) : LayersFolder(installed);
}

}  // namespace zonewright::catalog
