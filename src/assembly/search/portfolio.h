// Which disjoint sites meet the demand of all clusters at least cost together, and how far is that from the
// best?
//
// Column generation: a column is one site of one cluster. The master program gives each parcel a price u >=
// 0, pricing finds each cluster's cheapest site at cost + u anywhere in the city with proof (least m_k), and
//   bound = Σ n_k · min(m_k, penalty) - Σ u
// holds for any prices, so they are rounded to whole yuan and the bound is an exact integer. First the
// sequential answer (cheapest site next), then rounds, then packing of the columns found, then
// neighbourhoods: a dozen sites that lose most against the bound are given up together and their land is
// solved anew. A missing site costs a penalty above any site of the sequential answer; shortfalls are values,
// not errors. Cost: tens of milliseconds a round for 22,000 parcels. Clusters are priced in parallel; the
// answer does not depend on it.
#pragma once

#include <cstdint>
#include <limits>
#include <span>
#include <vector>

#include "assembly/search/site_pricing.h"
#include "base/progress.h"
#include "model/site.h"

namespace zonewright::assembly {

struct PortfolioOptions {
    int rounds = 100;
    double target_gap = 1e-3;
    std::int64_t nodes_per_centre = 20000;
    int packing_programs = 80;
    /// Neighbourhoods of the answer that are solved anew when the gap is still open.
    int neighbourhoods = 100;
    /// Where the search ends with what it has: tree nodes times the parcels that each looks at, so that the same study ends
    /// at the same place on every machine.
    std::int64_t most_work = std::numeric_limits<std::int64_t>::max();
};

struct PortfolioSite {
    std::size_t cluster = 0;  ///< position among the pricers
    FoundSite site;
};

struct Portfolio {
    std::vector<PortfolioSite> sites;  ///< by cluster, then by centre
    std::vector<int> missing;          ///< per cluster
    std::int64_t penalty = 0;          ///< ticks for a missing site
    std::int64_t cost = 0;             ///< ticks, with penalties
    std::int64_t bound = 0;            ///< ticks
    std::int64_t sequential_cost = 0;  ///< of the first answer
    std::vector<std::int64_t> prices;  ///< ticks per parcel, those of the bound
    std::vector<std::int64_t> least;  ///< m_k: proved lower bound on the priced cost of any site of cluster k
    model::StopReason stop = model::StopReason::Proved;
    int rounds = 0;
    std::size_t columns = 0;
    std::int64_t tree_nodes = 0;
    std::int64_t work = 0;  ///< as PortfolioOptions::most_work counts

    double gap() const {
        return cost > 0 ? static_cast<double>(cost - bound) / static_cast<double>(cost) : 0;
    }
};

/// `pricers` are prepared; one per cluster, all over the same network of `parcels` parcels. `wanted`: sites
/// per cluster.
Portfolio find_portfolio(std::span<const SitePricer> pricers, std::span<const int> wanted,
                         std::size_t parcels, const PortfolioOptions& options, const Progress& progress);

}  // namespace zonewright::assembly
