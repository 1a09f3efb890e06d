// A zip file from texts and bytes held in memory, entries in the order given, without a clock inside: the
// same entries give the same file. Written by GDAL's zip writer; whole or not at all, every entry read back.
// Errors: ResourceError when it cannot be written or read.
#pragma once

#include <filesystem>
#include <string>
#include <utility>
#include <vector>

namespace zonewright::io {

using ZipEntry = std::pair<std::string, std::string>;  ///< name inside, content

void write_zip(const std::filesystem::path& target, const std::vector<ZipEntry>& entries);
std::string read_zip_entry(const std::filesystem::path& zip, const std::string& name);

}  // namespace zonewright::io
