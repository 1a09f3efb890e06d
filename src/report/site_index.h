// The index page of a batch of site reports: a cover table by town (红线, 耕地, 权属, cost, verdicts), the sheets of the
// atlas, and one line for each report, the bad ones with their reason.
#pragma once

#include <filesystem>
#include <string>
#include <vector>

#include "base/language.h"

namespace zonewright::report {

struct SiteIndexEntry {
    std::string title;
    std::string town;      ///< that holds most of it; empty: none, or no report
    std::string link;  ///< relative; empty when there is no report
    double area_mu = 0;
    /// Hectares as printed: on red lines (permanent farmland and ecological redline), cultivated, collective,
    /// state; "—" where not checked.
    std::string red_lines_ha, cultivated_ha, collective_ha, state_ha;
    std::string cost;  ///< range in yuan per m² of net area; "—": not estimated
    std::string verdict;
    bool conflicts = false;
    std::string verdict_word;  ///< "不符合", for the counts of a town
    bool kept = false;    ///< of an earlier run
    std::string problem;  ///< why there is no report; empty otherwise
};

/// A sheet of the atlas: PNG, under the name of its town.
struct AtlasPicture {
    std::string town, png;
};

/// Entries are numbered in their order.
void write_site_index(const std::filesystem::path& target, const std::filesystem::path& templates,
                      const std::vector<SiteIndexEntry>& entries, const std::vector<AtlasPicture>& atlas, Language language);

}  // namespace zonewright::report
