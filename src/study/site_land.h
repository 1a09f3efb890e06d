// What lies under an outline: towns, places of the plan, parcels, and the land by the groups that every
// table of the bureau ends in.
//
// Areas are statutory. The towns (less what overlapping towns hold twice, plus land in none) and the groups
// of the land balance add up to the outline to 0.01 m². Cost: overlays with what the outline's box meets.
#pragma once

#include "geom/spatial_index.h"
#include "model/site_report.h"
#include "study/study.h"
#include "supply/parcels.h"

namespace zonewright::study {

/// Made once for a batch. Refers to the results; thread-safe.
class SiteLand {
public:
    explicit SiteLand(const Study& study);

    /// Fills towns, places and parcels.
    void describe(model::SiteReport& report) const;
    const std::vector<model::Town>& towns() const { return towns_; }

private:
    void towns_under(model::SiteReport& report) const;
    void places_under(model::SiteReport& report) const;
    void parcels_under(model::SiteReport& report) const;

    const Study& study_;
    std::vector<model::Town> towns_;
    geom::SpatialIndex parcels_;
};

/// From the checks that split the land-use layer by class and by ownership; the groups of codes come from
/// layers/rules/site_report.toml.
model::LandBalance land_balance(const model::SiteCheck& check, const model::PolicyRules& rules);

}  // namespace zonewright::study
