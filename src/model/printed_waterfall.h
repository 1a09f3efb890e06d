// A waterfall as it is printed: 公顷 and 亩 rounded so that the printed parts add up to the printed whole
// (调平), by the rule of model/printed_area.h. Every output that shows the waterfall takes its figures from
// here. Cost: O(rows log rows).
#pragma once

#include <span>
#include <string>
#include <vector>

#include "model/printed_area.h"
#include "model/supply.h"

namespace zonewright::model {

struct PrintedStep {
    std::string id;  ///< "gross", a constraint id, "net"
    Text title;
    bool checked = true;
    Text unchecked_reason;
    Area area;
    double hectares = 0;  ///< 4 decimals, closed
    double mu = 0;        ///< 2 decimals, closed
    double share = 0;     ///< of gross
};

/// One row group of the statement; empty keys mean all. Empty when the group has no parcels.
std::vector<PrintedStep> printed_waterfall(const SupplyStatement& statement, const std::string& town_code,
                                           const std::string& supply_class = "",
                                           const std::string& size_class = "");

/// The figures of all rows, in their order; each group of rows runs from gross to net, as the statement has
/// them.
std::vector<PrintedArea> printed_rows(std::span<const WaterfallRow> rows);

/// "毛面积", the title of the constraint, "净供应".
Text title_of_step(const SupplyStatement& statement, const std::string& step);

}  // namespace zonewright::model
