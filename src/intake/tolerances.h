// From which size on a difference is worth a finding: read from layers/rules, no number stands in code.
#pragma once

#include "intake/crs_diagnosis.h"
#include "intake/plain_characters.h"
#include "model/catalogue.h"

namespace zonewright::intake {

struct Tolerances {
    double sliver_width_m = 0;       ///< slivers.width_m: narrower pieces are digitising noise
    double sliver_area_m2 = 0;       ///< slivers.area_m2
    double duplicate_point_m = 0;    ///< geometry.duplicate_point_m
    double spike_angle_deg = 0;      ///< geometry.spike_angle_deg
    double spike_tip_m = 0;          ///< geometry.spike_tip_m
    double arc_step_deg = 0;         ///< geometry.arc_step_deg
    double line_gap_m = 0;           ///< geometry.line_gap_m
    double crs_margin_deg = 0;       ///< geometry.crs_margin_deg
    double longest_edge_m = 0;       ///< geometry.longest_edge_m
    double recorded_area_m2 = 0;     ///< area.recorded_area_tolerance_m2
    double recorded_area_share = 0;  ///< area.recorded_area_tolerance_share
    double published_area_share = 0; ///< area.published_area_tolerance_share
    Region region;                   ///< region: where the city lies
    PlainCharacters characters;      ///< characters: names in traditional characters
};

/// Throws InputError when a rule file is missing.
Tolerances tolerances_of(const model::Catalogue& catalogue);

}  // namespace zonewright::intake
