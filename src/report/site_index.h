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
    std::string verdict;
    bool conflicts = false;
    bool kept = false;    ///< of an earlier run
    std::string problem;  ///< why there is no report; empty otherwise
};

void write_site_index(const std::filesystem::path& target, const std::filesystem::path& templates,
                      const std::vector<SiteIndexEntry>& entries, Language language);

}  // namespace zonewright::report
