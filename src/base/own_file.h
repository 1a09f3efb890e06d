// In which file does this code lie: the program, or a shared object that another program has loaded?
#pragma once

#include <filesystem>

namespace zonewright {

/// Absolute; empty where the system does not tell. Cost: one call of the system.
std::filesystem::path own_file();

}  // namespace zonewright
