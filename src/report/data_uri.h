// Pictures inside a page: "data:image/png;base64,…", so that a report is one file that can be mailed.
#pragma once

#include <string>
#include <string_view>

namespace zonewright::report {

std::string base64(std::string_view bytes);
/// The bytes behind base64(); characters outside the alphabet are skipped.
std::string bytes_from_base64(std::string_view text);
std::string png_uri(std::string_view png);

}  // namespace zonewright::report
