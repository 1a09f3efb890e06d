#include "base/own_file.h"

#include <dlfcn.h>

#include <cstdlib>
#include <system_error>

namespace zonewright {
namespace {

namespace fs = std::filesystem;

fs::path running_file() {
    std::error_code failure;
    fs::path program = fs::read_symlink("/proc/self/exe", failure);
    return failure ? fs::path() : program;
}

/// BUNDLE/bin/zonewright. Believed only if the loader beside it runs this process: other programs hand
/// variables on.
std::optional<fs::path> own_launcher() {
    const char* stated = std::getenv("ZONEWRIGHT_LAUNCHER");
    if (stated == nullptr || *stated == '\0') return std::nullopt;
    std::error_code failure;
    const fs::path launcher(stated);
    const fs::path libraries = fs::canonical(launcher.parent_path().parent_path() / "lib", failure);
    if (failure || running_file().parent_path() != libraries) return std::nullopt;
    return launcher;
}

}  // namespace

fs::path own_file() {
    std::error_code failure;
    Dl_info found{};
    static const int here = 0;
    const bool told = dladdr(&here, &found) != 0 && found.dli_fname != nullptr;
    // Of the program itself the system tells what was typed; of a shared object, where it was loaded from.
    if (told && fs::path(found.dli_fname).extension() == ".so") return fs::absolute(found.dli_fname, failure);
    return own_launcher().value_or(running_file());
}

std::optional<fs::path> own_bundle() {
    const auto launcher = own_launcher();
    return launcher ? std::optional(launcher->parent_path().parent_path()) : std::nullopt;
}

}  // namespace zonewright
