#include "base/own_file.h"

#include <dlfcn.h>

#include <system_error>

namespace zonewright {

std::filesystem::path own_file() {
    std::error_code failure;
    Dl_info found{};
    static const int here = 0;
    const bool told = dladdr(&here, &found) != 0 && found.dli_fname != nullptr;
    // Of the program itself the system tells what was typed; of a shared object, where it was loaded from.
    if (told && std::filesystem::path(found.dli_fname).extension() == ".so")
        return std::filesystem::absolute(found.dli_fname, failure);
    const std::filesystem::path program = std::filesystem::read_symlink("/proc/self/exe", failure);
    return failure ? std::filesystem::path() : program;
}

}  // namespace zonewright
