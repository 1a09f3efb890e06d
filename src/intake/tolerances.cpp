#include "intake/tolerances.h"

namespace zonewright::intake {

Tolerances tolerances_of(const model::Catalogue& catalogue) {
    const model::PolicyRules& slivers = catalogue.rules_of("slivers");
    const model::PolicyRules& area = catalogue.rules_of("area");
    return {.sliver_width_m = slivers.number("width_m"),
            .sliver_area_m2 = slivers.number("area_m2"),
            .recorded_area_m2 = area.number("recorded_area_tolerance_m2"),
            .recorded_area_share = area.number("recorded_area_tolerance_share")};
}

}  // namespace zonewright::intake
