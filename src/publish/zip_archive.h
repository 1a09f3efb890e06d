// A zip archive in memory: entries stored as they are, no clock, so that the same entries give the same
// bytes. Enough for a .qgz (QGIS project), which is some hundred kilobytes. Source: PKWARE APPNOTE 6.3,
// sections 4.3 and 4.4. Limits: below 4 GiB and 65,535 entries; names are UTF-8.
#pragma once

#include <string>
#include <utility>
#include <vector>

namespace zonewright::publish {

std::string zip_archive(const std::vector<std::pair<std::string, std::string>>& entries);

}  // namespace zonewright::publish
