// supply --charts FOLDER, --workbook FILE.xlsx: the answer as pictures and as a workbook that recomputes.
#pragma once

#include "answer/supply_market.h"

namespace zonewright::answer {

/// waterfall.svg, supply_curve_<cluster>.svg and, for the city, best_buys_<cluster>.svg. Throws ResourceError.
void draw_supply(const study::Study& study, const SupplyQuestion& question, const Market& market,
                 SupplyAnswer& answer);

/// One file with live formulas; the sheet of the balance only with a demand. Throws ResourceError.
void write_supply_workbook(const study::Study& study, const SupplyQuestion& question, const Market& market,
                           SupplyAnswer& answer);

}  // namespace zonewright::answer
