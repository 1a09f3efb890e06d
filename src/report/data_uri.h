// Pictures inside a page: "data:image/png;base64,…", so that a report is one file that can be mailed.
#pragma once

#include <string>
#include <string_view>

namespace zonewright::report {

std::string base64(std::string_view bytes);
std::string png_uri(std::string_view png);

}  // namespace zonewright::report
