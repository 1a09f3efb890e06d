// What does a town need to know about one outline? Gathers a site report from a finished study.
//
// Needs the stages intake, zoning, constraint, suitability, supply and assembly in memory. Cost: the check of
// the outline and one window of each criterion; well below a second for a site.
#pragma once

#include <optional>
#include <string>

#include "base/progress.h"
#include "model/site_report.h"
#include "study/results.h"

namespace zonewright::study {

struct SiteQuestion {
    std::string title;
    std::string subject;
    geom::MultiPolygon outline;               ///< in the study's CRS
    std::optional<model::ClusterId> cluster;  ///< industry asked for
    std::string itself;  ///< id of the parcel or site that the outline is; never its own alternative
    bool for_the_public = false;
    std::vector<model::CheckOverride> overrides;
};

/// Throws InputError when the outline has no area, is not valid, or lies wholly outside the city.
model::SiteReport answer_site(const Results& results, const SiteQuestion& question, const Progress& progress);

/// The best piece of land of a town for a cluster with at least `area_m2`: a site, else a parcel; nothing
/// when there is none.
std::optional<SiteQuestion> find_site(const Results& results, const std::string& town_code,
                                      model::ClusterId cluster, double area_m2);

}  // namespace zonewright::study
