// Which outlines does the question ask about? From a file, a parcel, a site, the best land of a town or a batch
// to questions for the desk of the study.
#pragma once

#include <optional>
#include <string>
#include <vector>

#include "answer/report.h"
#include "study/site_report.h"

namespace zonewright::answer {

/// A question, or why there is none; in a batch one bad outline does not stop the rest.
struct AskedSite {
    std::string title;
    std::optional<study::SiteQuestion> question;
    Text problem;
    std::vector<Text> remarks;  ///< on how the file was read
    bool complete = true;       ///< false: something of the file was set aside, as a remark says
};

/// One per outline, titled in the language of the question. Alone, a bad outline is an InputError naming what is
/// missing or contradictory.
std::vector<AskedSite> asked_sites(const study::Study& study, const study::SiteDesk& desk,
                                   const ReportQuestion& asked, const Progress& progress);

}  // namespace zonewright::answer
