// Which outlines does the user ask about? From --site, --parcel, --site-id or --find to questions for the
// study.
#pragma once

#include <string>
#include <vector>

#include "study/results.h"
#include "study/site_report.h"

namespace zonewright::command {

struct SiteChoice {
    std::string file, layer, crs;  ///< --site, --layer, --crs
    std::string parcel, site;      ///< --parcel, --site-id
    bool find = false;             ///< --find with town, cluster, area
    std::string town, cluster;
    double area_mu = 0;
    bool every_town = false;  ///< --all-towns: --find in each
    bool for_the_public = false;
};

/// One question per outline; throws InputError naming what is missing or contradictory.
std::vector<study::SiteQuestion> site_questions(const study::Results& results, const SiteChoice& choice,
                                                const Progress& progress);

}  // namespace zonewright::command
