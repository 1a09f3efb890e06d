#include "intake/tolerances.h"

namespace zonewright::intake {

Tolerances tolerances_of(const model::Catalogue& catalogue) {
    const model::PolicyRules& slivers = catalogue.rules_of("slivers");
    const model::PolicyRules& area = catalogue.rules_of("area");
    const model::PolicyRules& shape = catalogue.rules_of("geometry");
    const model::PolicyRules& region = catalogue.rules_of("region");
    return {.sliver_width_m = slivers.number("width_m"),
            .sliver_area_m2 = slivers.number("area_m2"),
            .duplicate_point_m = shape.number("duplicate_point_m"),
            .spike_angle_deg = shape.number("spike_angle_deg"),
            .spike_tip_m = shape.number("spike_tip_m"),
            .arc_step_deg = shape.number("arc_step_deg"),
            .line_gap_m = shape.number("line_gap_m"),
            .crs_margin_deg = shape.number("crs_margin_deg"),
            .longest_edge_m = shape.number("longest_edge_m"),
            .recorded_area_m2 = area.number("recorded_area_tolerance_m2"),
            .recorded_area_share = area.number("recorded_area_tolerance_share"),
            .published_area_share = area.number("published_area_tolerance_share"),
            .region = {{region.number("west_degree"), region.number("south_degree"), region.number("east_degree"),
                        region.number("north_degree")},
                       region.number("margin_degree")},
            .characters = plain_characters_of(catalogue)};
}

}  // namespace zonewright::intake
