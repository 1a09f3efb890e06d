// What does a town need to know about an outline? Gathers site reports from a finished study.
//
// Needs the stages intake, zoning, constraint, suitability, supply and assembly in memory. What a report
// needs of the whole city (indices of the layers, offered units) is made once for any number of outlines.
// Cost of an outline: its check, one window of each criterion and the robustness draws; well below a second.
#pragma once

#include <optional>
#include <string>

#include "base/progress.h"
#include "compliance/check_outline.h"
#include "model/site_report.h"
#include "study/study.h"
#include "study/site_alternatives.h"
#include "study/site_land.h"
#include "supply/deductions.h"
#include "suitability/rate_outline.h"

namespace zonewright::study {

struct SiteQuestion {
    std::string title;
    std::string subject;
    geom::MultiPolygon outline;               ///< in the study's CRS
    std::optional<model::ClusterId> cluster;  ///< industry asked for
    std::string itself;  ///< id of the parcel or site that the outline is; never its own alternative
    bool for_the_public = false;
    std::vector<model::CheckOverride> overrides;
    model::ProjectFacts project;
};

/// Answers questions about one study. The results have to outlive it. Thread-safe once made.
class SiteDesk {
public:
    explicit SiteDesk(const Study& study);

    /// Throws InputError when the outline has no area, is not valid, is larger than the city, or lies wholly
    /// outside it.
    model::SiteReport answer(const SiteQuestion& question, const Progress& progress) const;

    /// The best piece of land of a town for a cluster with at least `area_m2`: a site, else a parcel; nothing
    /// when there is none.
    std::optional<SiteQuestion> find(const std::string& town_code, model::ClusterId cluster,
                                     double area_m2) const;

    const std::vector<model::Town>& towns() const { return land_.towns(); }
    /// A parcel or site on offer in words; the id itself where it is none.
    Text name_of(const std::string& id) const { return alternatives_.name_of(id); }

private:
    void check_question(const SiteQuestion& question) const;
    std::vector<suitability::OutlineRating> rate(model::SiteReport& report) const;
    model::ClusterFit fit_of(const model::SiteReport& report, const suitability::OutlineRating& rating) const;
    void compare(model::SiteReport& report, const SiteQuestion& question,
                 const suitability::OutlineRating& rating) const;
    void measure(model::SiteReport& report, const SiteQuestion& question) const;
    void state_sources(model::SiteReport& report) const;

    const Study& study_;
    SiteLand land_;
    compliance::OutlineCheck check_;
    SiteAlternatives alternatives_;
    supply::Deductor deductor_;
    Area city_area_;
};

}  // namespace zonewright::study
