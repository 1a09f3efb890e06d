// What do the entries of a zip archive (.qgz, .xlsx) say, whatever their order, dates and compression? SHA-256 over
// the names and contents. Errors: InputError when it cannot be read.
#pragma once

#include <filesystem>
#include <string>

namespace zonewright::io {

std::string zip_digest(const std::filesystem::path& path);

}  // namespace zonewright::io
