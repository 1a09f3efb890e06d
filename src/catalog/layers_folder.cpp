#include "catalog/layers_folder.h"

#include <cstdlib>
#include <string>
#include <system_error>
#include <vector>

#include "base/errors.h"
#include "base/language.h"

namespace zonewright::catalog {
namespace {

namespace fs = std::filesystem;

bool is_layers_folder(const fs::path& folder) {
    return fs::is_directory(folder / "plans") && fs::is_directory(folder / "roles");
}

fs::path program_folder() {
    std::error_code failure;
    const fs::path program = fs::read_symlink("/proc/self/exe", failure);
    return failure ? fs::path() : program.parent_path();
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
    const fs::path program = program_folder();
    const fs::path source_tree = ZONEWRIGHT_SOURCE_TREE;  // set for this file by zonewright_folders.cmake
    const std::vector<fs::path> candidates = {
        program / "layers", program / ".." / "share" / "zonewright" / "layers", source_tree / "layers"};
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

}  // namespace zonewright::catalog
