// On which land of the outline can a rule not decide? On features without a class that the scheme knows (101
// in place of 0101, no code at all), and in the gaps of a layer that should have none. Unknown is never
// clear.
//
// Land that an accepted feature covers is decided, whatever else lies there. Pieces within the touch
// thresholds of the rule are misfits of boundaries, not unknown land. Areas are statutory. Cost: one union of
// the features near the outline, and nothing where no feature is unknown and the layer does not tile.
// Coordinates are metres on the study's plane (a CGCS2000 Gauss-Krüger CRS).
#pragma once

#include "compliance/subject.h"
#include "geom/statutory_area.h"
#include "model/site_check.h"

namespace zonewright::compliance {

struct Undecided {
    Area unknown;                     ///< on features without a known class
    Area gap;                         ///< where a tiling layer has no feature
    Area beyond;                      ///< outside the land that the layers of the study cover
    std::vector<std::string> values;  ///< what stands in place of a class, each once; "" for nothing

    Area sum() const { return unknown + gap + beyond; }
};

/// Below the rule's touch area and width, or below its hairline width, an overlap is a misfit of boundaries.
bool is_misfit(const model::CheckRule& rule, Area area, double width_m);

/// `accepted`: the features of the subject near the outline. `beyond`: the land of the outline that no layer
/// of the study covers; may be empty.
Undecided undecided_land(const model::CheckRule& rule, const Subject& subject,
                         const std::vector<LayerFeature>& accepted, const geom::MultiPolygon& outline,
                         const geom::MultiPolygon& beyond, const geom::StatutoryArea& area);

/// Of the pieces found, those whose value nobody named, where the rule decides by the value.
void leave_unnamed_parts(const model::CheckResult& result, Undecided& undecided);

/// "1.4400 ha lie on land whose class_code is outside the scheme (101)"; empty when all is decided.
Text words_for(const Undecided& undecided, const model::CheckRule& rule);

}  // namespace zonewright::compliance
