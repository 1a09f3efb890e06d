// Which versions of the foreign libraries are at work? For the manifest and the report.
#pragma once

#include <map>
#include <string>

namespace zonewright::io {

std::map<std::string, std::string> library_versions();

}  // namespace zonewright::io
