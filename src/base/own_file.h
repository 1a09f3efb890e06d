// In which file does this code lie: the program, or a shared object that another program has loaded? A
// portable bundle brings its own loader, which the system takes for the program; its launcher says so in
// ZONEWRIGHT_LAUNCHER and stands for the program.
#pragma once

#include <array>
#include <filesystem>
#include <optional>
#include <string_view>

namespace zonewright {

/// Absolute; empty where the system does not tell. What is executed to run this program again. Cost: one call
/// of the system.
std::filesystem::path own_file();

/// The folder of the portable bundle whose loader runs this process; nothing where the system's own does.
std::optional<std::filesystem::path> own_bundle();

/// Variables that the launcher sets for this program alone: they name data for its libraries, not for those
/// of other programs.
inline constexpr std::array<std::string_view, 5> launcher_variables{"ZONEWRIGHT_LAUNCHER", "GCONV_PATH",
                                                                    "GDAL_DATA", "OPENSSL_CONF", "PROJ_DATA"};

}  // namespace zonewright
