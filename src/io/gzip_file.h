// Text kept compressed; zcat reads it. The same text gives the same bytes.
// Errors: ResourceError when it cannot be written, InputError when it cannot be read or is damaged.
#pragma once

#include <filesystem>
#include <string>
#include <string_view>

namespace zonewright::io {

/// Whole or not at all.
void write_gzip(const std::filesystem::path& target, std::string_view text);
std::string read_gzip(const std::filesystem::path& path);

}  // namespace zonewright::io
