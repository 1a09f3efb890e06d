// Columns, prices and an answer: one portfolio problem being solved by column generation.
//
// Start from an answer (the sequential one, or one that is known), generate columns until the prices prove
// their bound, then choose among the columns: a dive that asks for new columns as sites are fixed, and
// packing. Used on the whole city and on neighbourhoods of an answer (portfolio.cpp). Guarantees: the answer
// is always feasible and never worse than the one it started from; the bound holds for all sites, not only
// for the columns.
#pragma once

#include <cstdint>
#include <map>
#include <optional>
#include <span>
#include <utility>
#include <vector>

#include "assembly/search/master_program.h"
#include "assembly/search/portfolio.h"
#include "assembly/search/site_packing.h"

namespace zonewright::assembly {

class PortfolioSearch {
public:
    /// `pricers` are prepared and outlive the search.
    PortfolioSearch(std::span<const SitePricer> pricers, std::span<const int> wanted, std::size_t parcels,
                    const PortfolioOptions& options);

    /// The cheapest site next, of whichever cluster, until every demand is met or nothing fits any more.
    void start_sequentially(const Progress& progress);
    /// An answer that is known, and other sites worth considering.
    void start_from(std::span<const PortfolioSite> answer, std::span<const PortfolioSite> others,
                    std::int64_t penalty);

    void generate_columns(const Progress& progress);
    /// A better answer from the columns and from what is met on the way.
    void choose_sites(const Progress& progress);

    bool done() const;  ///< the gap is as small as asked for
    bool spent() const { return result_.work >= options_.most_work; }
    std::int64_t work() const { return result_.work; }
    void add_work(std::int64_t work) { result_.work += work; }  ///< of a search on its behalf
    bool converged() const { return converged_; }
    std::int64_t cost() const { return best_.cost; }
    std::int64_t bound() const { return result_.bound; }
    std::int64_t penalty() const { return result_.penalty; }
    std::int64_t tree_nodes() const { return result_.tree_nodes; }
    const std::vector<std::int64_t>& prices() const { return result_.prices; }
    const std::vector<std::int64_t>& least() const { return result_.least; }
    const std::vector<PortfolioSite>& columns() const { return sites_; }
    const std::vector<std::size_t>& chosen() const { return best_.chosen; }  ///< in columns(), ascending

    /// Exchanges sites of the answer for others; what is given must be feasible.
    void replace(std::span<const std::size_t> dropped, std::span<const PortfolioSite> sites,
                 std::int64_t more_tree_nodes);
    Portfolio finish();

private:
    void refresh_candidates(const std::vector<int>& left, const std::vector<std::vector<char>>& closed,
                            std::vector<std::optional<FoundSite>>& candidate, const Progress& progress);
    void count(const PricingResult& answer);
    std::size_t add_column(std::size_t cluster, const FoundSite& site);
    void give_columns_to_master();
    std::vector<std::int64_t> prices_of(const MasterProgram& master, double kept) const;
    void price_all(const MasterProgram& master, const std::vector<std::int64_t>& prices,
                   const Progress& progress);
    void add_near_columns(const Progress& progress);
    void dive(const Progress& progress);
    bool add_fitting_columns(const std::vector<int>& left, const std::vector<char>& given,
                             const Progress& progress);
    std::vector<std::size_t> surest_columns(const std::vector<char>& given) const;
    void force(const std::vector<std::size_t>& taken, const std::vector<char>& given);
    void take_whole_answer(const MasterProgram& master);
    bool uses_any(std::size_t column, const std::vector<char>& closed) const;

    std::span<const SitePricer> pricers_;
    std::vector<int> wanted_;
    std::size_t parcels_;
    const PortfolioOptions& options_;
    Portfolio result_;
    std::vector<PackingColumn> columns_;
    std::vector<PortfolioSite> sites_;  ///< beside columns_
    std::map<std::pair<std::size_t, std::vector<std::uint32_t>>, std::size_t> position_;
    Packing best_;
    std::optional<MasterProgram> master_;
    std::size_t in_master_ = 0;  ///< columns the master knows
    bool converged_ = false;
};

}  // namespace zonewright::assembly
