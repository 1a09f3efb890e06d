// The boundary points of a report as the text that surveyors and land systems exchange (界址点 TXT, dialect D1).
//
// Points, rings and numbers are those of the report's table; coordinates to the millimetre; `zonewright area`, `convert`
// and `report --site` read it back. In GBK, as other programs expect; in UTF-8 with its mark where a name has
// characters that GBK cannot write.
#pragma once

#include <filesystem>

#include "model/site_report.h"

namespace zonewright::answer {

/// `id`: of the parcel or site that the outline is; empty where it is neither. The outline is on a CGCS2000
/// Gauss-Krüger plane, or an InputError says so.
void write_boundary_file(const std::filesystem::path& target, const model::SiteReport& report, const std::string& id);

}  // namespace zonewright::answer
