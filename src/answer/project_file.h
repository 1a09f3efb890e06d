// What the applicant states about a project, from a small TOML file that goes with the outline.
#pragma once

#include <filesystem>
#include <string>
#include <vector>

#include "model/site_report.h"

namespace zonewright::answer {

/// Keys: name, applicant, prepared_by, contact, date, industry, demanded_area_mu | _m2 | _ha,
/// investment_yuan, plot_ratio, building_coverage, office_land_share, office_floor_share, green_share; all
/// optional; the table [indicators] holds figures that `known` names (layers/rules/control_indicators.toml). Unknown keys
/// and figures are InputErrors with a suggestion.
model::ProjectFacts read_project(const std::filesystem::path& file, const std::vector<std::string>& known);

/// Today as "2026-11-23"; the day of SOURCE_DATE_EPOCH where it is set, for reports that must come out the
/// same.
std::string today();

}  // namespace zonewright::answer
