#include "assembly/search/portfolio.h"

#include "assembly/search/portfolio_repair.h"
#include "assembly/search/portfolio_search.h"

namespace zonewright::assembly {

Portfolio find_portfolio(std::span<const SitePricer> pricers, std::span<const int> wanted,
                         std::size_t parcels, const PortfolioOptions& options, const Progress& progress) {
    PortfolioSearch search(pricers, wanted, parcels, options);
    search.start_sequentially(progress.part(0, 0.1));
    search.generate_columns(progress.part(0.1, 0.5));
    search.choose_sites(progress.part(0.5, 0.6));
    repair_portfolio(search, pricers, wanted, parcels, options, progress.part(0.6, 1));
    return search.finish();
}

}  // namespace zonewright::assembly
