// What do the entries of a zip archive (.qgz, .xlsx) say, whatever their order, dates and compression? SHA-256 over
// the names and contents. Errors: InputError when it cannot be read.
#pragma once

#include <filesystem>
#include <string>
#include <string_view>
#include <vector>

namespace zonewright::io {

/// `below`: only entries whose name begins with it.
std::string zip_digest(const std::filesystem::path& path, std::string_view below = {});
/// Names of the files inside, sorted.
std::vector<std::string> zip_entries(const std::filesystem::path& path);
/// The content of one entry. InputError also when it is not in it.
std::string zip_entry(const std::filesystem::path& path, const std::string& name);

}  // namespace zonewright::io
