// Does this outline occupy, touch, or stay clear of what every rule looks at, and what could not be checked?
//
// Areas are statutory; features that overlap each other count once. An overlap smaller than the rule's touch
// area *and* narrower than its touch width only touches, and is listed as a likely misfit of boundaries; a
// common boundary without area touches too. A missing layer, or one older than the rule allows, is "not
// checked", never "clear". Cost: O(candidates by bounding box · overlay), milliseconds for a site, plus the
// index of the layers it looks at.
#pragma once

#include <string>
#include <vector>

#include "base/progress.h"
#include "geom/statutory_area.h"
#include "model/constraint_layer.h"
#include "model/site_check.h"
#include "model/source_set.h"

namespace zonewright::compliance {

struct CheckInput {
    const geom::MultiPolygon* outline = nullptr;  ///< valid, in the study's CRS
    const std::vector<model::CheckRule>* rules = nullptr;
    const model::SourceSet* sources = nullptr;
    const std::vector<model::ConstraintLayer>* constraints = nullptr;
    std::vector<model::CheckOverride> overrides;  ///< each with reason and name
    int year = 0;  ///< data are judged old against this year; 0: age is not judged
};

/// Throws InputError for an outline without area and for an override of an unknown rule or without reason or
/// name.
model::SiteCheck check_outline(const CheckInput& input, const geom::StatutoryArea& area,
                               const Progress& progress);

}  // namespace zonewright::compliance
