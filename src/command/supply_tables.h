// The tables of `supply` beyond the waterfall: size structure, supply curves, best buys. Printed and as JSON.
#pragma once

#include <string>
#include <vector>

#include "command/session.h"
#include "model/land_offer.h"
#include "model/policy_rule.h"
#include "study/results.h"
#include "supply/size_structure.h"

namespace zonewright::command {

/// Lines such as "工业保护线内:  75–150 亩 312.40 (3)"; JSON key `structure`.
void tell_structure(Session& session, const std::vector<supply::SizeGrouping>& groupings,
                    const model::PolicyRules& size_titles);

/// Per cluster how much land can be had up to a few unit costs, and its best buys; JSON keys `curves` (all
/// points, city and towns) and `best_buys`. `town_code`: whose curve is printed; empty: the city's.
void tell_offers(Session& session, const study::Results& results,
                 const std::vector<model::SupplyCurve>& curves, const std::vector<model::ParetoFront>& fronts,
                 const std::string& town_code);

}  // namespace zonewright::command
