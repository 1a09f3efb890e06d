// Which outlines does the user ask about? From --site, --parcel, --site-id, --find or --batch to questions
// for the study.
#pragma once

#include <string>
#include <vector>

#include "study/results.h"
#include "study/site_report.h"

namespace zonewright::command {

struct SiteChoice {
    std::string file, layer, crs;  ///< --site, --layer, --crs
    std::string parcel, site;      ///< --parcel, --site-id
    std::string batch;             ///< --batch: a folder of outlines, or a list of files
    bool find = false;             ///< --find with town, cluster, area
    std::string town, cluster;
    double area_mu = 0;
    bool every_town = false;  ///< --all-towns: --find in each
};

/// A question, or why there is none; in a batch one bad outline does not stop the rest.
struct AskedSite {
    std::string title;
    std::optional<study::SiteQuestion> question;
    std::string problem;
    std::vector<Text> remarks;  ///< on how the file was read
};

/// One per outline. Alone, a bad outline is an InputError naming what is missing or contradictory.
std::vector<AskedSite> asked_sites(const study::Results& results, const study::SiteDesk& desk,
                                   const SiteChoice& choice, const Progress& progress);

}  // namespace zonewright::command
