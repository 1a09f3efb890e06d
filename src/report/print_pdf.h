// An HTML report as PDF, printed by a headless Chromium or Edge found on the machine: no network, no scripts.
#pragma once

#include <filesystem>

namespace zonewright::report {

/// Is such a browser installed?
bool can_print_pdf();

/// False when no such browser is installed (the HTML prints from any browser by hand).
/// Throws ResourceError when the browser is there and fails.
bool print_pdf(const std::filesystem::path& html, const std::filesystem::path& target);

}  // namespace zonewright::report
