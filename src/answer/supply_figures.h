// The figures of supply that need no market: waterfall, classes, towns, vacant floors, findings.
#pragma once

#include "answer/supply.h"

namespace zonewright::answer {

/// Each states its part of the answer, for answer.town_code; a study brought up to supply is expected.
void state_waterfall(const study::Study& study, SupplyAnswer& answer);
void state_groups(const study::Study& study, SupplyAnswer& answer);  ///< classes by size, and towns
void state_floors(const study::Study& study, SupplyAnswer& answer);
void state_findings(const study::Study& study, SupplyAnswer& answer);

}  // namespace zonewright::answer
