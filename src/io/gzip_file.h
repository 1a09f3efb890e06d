// Text kept compressed; zcat reads it. The same text gives the same bytes.
// Errors: ResourceError when it cannot be written, InputError when it cannot be read or is damaged.
#pragma once

#include <filesystem>
#include <string>
#include <string_view>

namespace zonewright::io {

/// A whole gzip file in memory; several one after the other are one, too (RFC 1952), so that pieces of a text can be
/// packed side by side.
std::string gzip_member(std::string_view text);
std::string read_gzip(const std::filesystem::path& path);

}  // namespace zonewright::io
