// Does this outline occupy, touch, or stay clear of what every rule looks at, and what could not be checked?
//
// Areas are statutory; features that overlap each other count once. An overlap smaller than the rule's touch
// area *and* narrower than its touch width, or narrower than its hairline width at any length, only touches
// and is listed as a likely misfit of boundaries; a common boundary without area touches too. A missing
// layer, one without the field that the rule selects by, or one older than the rule allows is "not checked",
// never "clear"; nor is land whose class the layer does not tell, or that lies beyond the layers
// (undecided.h). The verdict and its sentence: headline.h. Cost: O(candidates by
// bounding box · overlay), milliseconds for a site; the index of the layers is made once.
#pragma once

#include <string>
#include <vector>

#include "base/progress.h"
#include "compliance/subject.h"
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
    /// The land that the layers of the study cover, the city; absent: all of every outline.
    const geom::MultiPolygon* covered = nullptr;
};

/// The rules with what they look at, for a batch of outlines. Thread-safe once made. Rules, sources and
/// constraints have to outlive it.
class OutlineCheck {
public:
    OutlineCheck(const std::vector<model::CheckRule>& rules, const model::SourceSet& sources,
                 const std::vector<model::ConstraintLayer>& constraints, int year,
                 const geom::MultiPolygon* covered = nullptr);

    /// Throws InputError for an outline without area and for an override of an unknown rule or without
    /// reason, name or document number.
    model::SiteCheck of(const geom::MultiPolygon& outline, const std::vector<model::CheckOverride>& overrides,
                        const geom::StatutoryArea& area, const Progress& progress) const;

private:
    const std::vector<model::CheckRule>& rules_;
    std::vector<Subject> subjects_;  ///< as the rules
    const geom::MultiPolygon* covered_;
};

/// One outline: makes the check and asks it.
model::SiteCheck check_outline(const CheckInput& input, const geom::StatutoryArea& area,
                               const Progress& progress);

}  // namespace zonewright::compliance
