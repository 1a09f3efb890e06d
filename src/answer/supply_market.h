// The figures of supply that set land against what clusters ask for: size structure, supply curves, best buys,
// balance. Worked out once, for the answer, the pictures and the workbook.
#pragma once

#include <vector>

#include "answer/supply.h"
#include "model/land_offer.h"
#include "model/size_structure.h"

namespace zonewright::answer {

struct Market {
    std::vector<model::SizeGrouping> structure;
    std::vector<model::SupplyCurve> curves;
    std::vector<model::ParetoFront> fronts;
    std::vector<model::SupplyBalance> balances;
};

/// Only what the question, its pictures and its workbook need. A study brought up to suitability is expected, for
/// a demand up to assembly.
Market market_of(const study::Study& study, const SupplyQuestion& question, const SupplyAnswer& answer,
                 const Progress& progress);

/// What was not checked is also a warning of the answer.
std::vector<SupplyStructure> structure_of(const study::Study& study, const Market& market, SupplyAnswer& answer);
std::vector<ClusterCurve> curves_of(const study::Study& study, const Market& market);
std::vector<ClusterBestBuys> best_buys_of(const study::Study& study, const Market& market);
/// A shortfall makes the answer incomplete.
std::vector<ClusterBalance> balance_of(const study::Study& study, const Market& market, SupplyAnswer& answer);

}  // namespace zonewright::answer
