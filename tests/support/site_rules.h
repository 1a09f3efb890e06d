// Rules of site assembly for tests that are drawn by hand; the program takes its own from
// layers/rules/assembly.toml.
#pragma once

#include "model/study_definition.h"

namespace zonewright::testing_support {

inline model::SiteRules plain_site_rules() {
    return {.minimum_frontage_m = 10,
            .maximum_road_gap_m = 30,
            .snap_m = 0.5,
            .shape = 0.35,
            .minimum_width_m = 40,
            .maximum_redevelopment_share = 1,
            .window = 1.2,
            .circle_window = 1.5};
}

}  // namespace zonewright::testing_support
