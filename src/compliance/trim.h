// What is left of an outline without the land on which its check conflicts? 去掉涉线部分.
//
// Cut away is, for every rule that conflicts (or that is named), the land of its pieces that make it conflict: of a rule
// whose parts decide for themselves only the parts that conflict, of one that asks to lie within a layer the land outside.
// Rules are taken in their order; land that two conflict on counts for the first, so what each took and what is left add
// up to the outline exactly. What is only touched, conditional or not checked stays. Corners are those that a report takes
// (geom/clean_corners.h), so that a report on what is left has the same area.
// Whether what is left fits has to be asked again: the check of a smaller outline is another one.
// Coordinates are metres on the study's plane. Errors: InputError for a rule that is none. Cost: an overlay for each piece.
#pragma once

#include <string>
#include <vector>

#include "geom/statutory_area.h"
#include "model/site_check.h"

namespace zonewright::compliance {

struct Cut {
    std::size_t result = 0;  ///< position in SiteCheck::results
    Area area;               ///< statutory; what this rule took and none before it
    geom::MultiPolygon land;
};

struct Trimmed {
    geom::MultiPolygon land;  ///< may be empty
    Area area;
    std::vector<Cut> cuts;  ///< in the order of the rules
};

struct CornerRule {
    double step_m = 0.001, least_edge_m = 0;
};

/// `rules`: ids of the rules to mind, whatever their verdict on what they occupy; empty: all that conflict.
Trimmed trim(const geom::MultiPolygon& outline, const model::SiteCheck& check, const std::vector<std::string>& rules,
             const CornerRule& corners, const geom::StatutoryArea& area);

/// Corners on the step, without edges that no survey tells apart; as it came where that would spoil it.
geom::MultiPolygon surveyed(const geom::MultiPolygon& outline, const CornerRule& corners);

}  // namespace zonewright::compliance
