// The index page of a batch of site reports: one line each, the bad ones with their reason.
#pragma once

#include <filesystem>
#include <string>
#include <vector>

#include "base/language.h"

namespace zonewright::report {

struct SiteIndexEntry {
    std::string title;
    std::string link;  ///< relative; empty when there is no report
    double area_mu = 0;
    /// Hectares as printed: on red lines (permanent farmland and ecological redline), cultivated, collective,
    /// state; "—" where not checked.
    std::string red_lines_ha, cultivated_ha, collective_ha, state_ha;
    std::string cost;  ///< range in yuan per m² of net area; "—": not estimated
    std::string verdict;
    bool conflicts = false;
    bool kept = false;    ///< of an earlier run
    std::string problem;  ///< why there is no report; empty otherwise
};

void write_site_index(const std::filesystem::path& target, const std::filesystem::path& templates,
                      const std::vector<SiteIndexEntry>& entries, Language language);

}  // namespace zonewright::report
