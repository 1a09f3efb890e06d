// Which part of a portfolio should be solved anew, and does that make it cheaper?
//
// The distance from the bound splits exactly over the answer: each site loses its priced cost less the least
// priced cost of its cluster, each unused parcel loses its price. A neighbourhood is the sites nearest to one
// of them; where they lose most together they are given up, all other sites keep their land, and the small
// portfolio that is left is solved by columns and prices as the large one was. Small ones nearly always
// close, which is why this ends close to the bound where one dive over everything does not. Neighbourhoods
// that gave nothing are not asked again; when all have been asked they grow. Guarantee: the answer only
// improves; the count of neighbourhoods, not the clock, is the budget.
#pragma once

#include <span>

#include "assembly/search/portfolio_search.h"
#include "base/progress.h"

namespace zonewright::assembly {

/// `search` has an answer and a bound. Stops when its gap is small enough or the neighbourhoods are used up.
void repair_portfolio(PortfolioSearch& search, std::span<const SitePricer> pricers,
                      std::span<const int> wanted, std::size_t parcels, const PortfolioOptions& options,
                      const Progress& progress);

}  // namespace zonewright::assembly
