// Words for files that cannot be opened, and what to do about them. Internal to io/.
#pragma once

#include <filesystem>
#include <string>

#include "base/language.h"

namespace zonewright::io {

/// Throws InputError: the file is not what was expected; says what its first bytes look like, and `why`.
[[noreturn]] void cannot_open(const std::filesystem::path& path, const std::string& why, const Text& expected);

/// What to do with a format that people bring and nobody reads here.
Text way_out(const std::string& extension);

}  // namespace zonewright::io
