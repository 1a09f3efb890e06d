// A waterfall as it is printed: 公顷 and 亩 rounded so that the printed parts add up to the printed whole
// (调平), by the rule of model/printed_area.h. Every output that shows the waterfall takes its figures from
// here. Cost: O(rows log rows).
#pragma once

#include <functional>
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

/// What the net land of a town (empty: the city) is made of: "offered", the net supply, then each class that
/// is not on offer and has land, by id, with its title from `title`. Closed: they add up to the printed net.
std::vector<PrintedStep> printed_net_split(const SupplyStatement& statement, const std::string& town_code,
                                           const std::function<Text(const std::string&)>& title);

/// The figures of all rows, in their order; each group of rows runs from gross to net, as the statement has
/// them.
std::vector<PrintedArea> printed_rows(std::span<const WaterfallRow> rows);

/// "毛面积", the title of the constraint, "扣除后净面积".
Text title_of_step(const SupplyStatement& statement, const std::string& step);

}  // namespace zonewright::model
