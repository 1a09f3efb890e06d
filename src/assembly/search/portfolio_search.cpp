#include "assembly/search/portfolio_search.h"

#include <algorithm>
#include <cmath>
#include <numeric>
#include <set>

#include "base/parallel.h"

namespace zonewright::assembly {
namespace {

/// Share of the prices of the best bound in the next ones, far from the end and near it; every third round
/// asks with the master's own prices. Near: the bound is within so much of the master's value.
constexpr double early_smoothing = 0.7, late_smoothing = 0.3, near_end = 0.02;
/// The rounds end when the bound is within this share of the target gap of the master's value.
constexpr double enough_of_target = 0.01;
/// A dive fixes at least so many sites a step and all whose share is larger than this.
constexpr std::size_t dive_at_least = 2;
constexpr double dive_share = 0.9;
constexpr int dive_rounds = 2;

bool uses(const FoundSite& site, const std::vector<char>& closed) {
    return std::any_of(site.parcels.begin(), site.parcels.end(),
                       [&](std::uint32_t v) { return closed[v] != 0; });
}

}  // namespace

PortfolioSearch::PortfolioSearch(std::span<const SitePricer> pricers, std::span<const int> wanted,
                                 std::size_t parcels, const PortfolioOptions& options)
    : pricers_(pricers), wanted_(wanted.begin(), wanted.end()), parcels_(parcels), options_(options) {
    result_.prices.assign(parcels_, 0);
    result_.least.assign(pricers_.size(), 0);
    result_.bound = -unreachable;
}

bool PortfolioSearch::uses_any(std::size_t column, const std::vector<char>& closed) const {
    return uses(sites_[column].site, closed);
}

void PortfolioSearch::start_from(std::span<const PortfolioSite> answer, std::span<const PortfolioSite> others,
                                 std::int64_t penalty) {
    result_.penalty = penalty;
    for (const PortfolioSite& site : answer) best_.chosen.push_back(add_column(site.cluster, site.site));
    for (const PortfolioSite& site : others) add_column(site.cluster, site.site);
    best_.cost = packing_cost(columns_, best_.chosen, wanted_, penalty);
    result_.sequential_cost = best_.cost;
}

void PortfolioSearch::choose_sites(const Progress& progress) {
    if (done() || spent()) return;
    add_near_columns(progress);
    give_columns_to_master();
    dive(progress);
    if (done()) return;
    const Packing packed = pack_sites(*master_, columns_, wanted_, result_.penalty, parcels_, best_,
                                      options_.packing_programs, progress);
    if (packed.cost < best_.cost) best_ = packed;
}

void PortfolioSearch::replace(std::span<const std::size_t> dropped, std::span<const PortfolioSite> sites,
                              std::int64_t more_tree_nodes) {
    std::sort(best_.chosen.begin(), best_.chosen.end());
    std::vector<std::size_t> chosen;
    std::set_difference(best_.chosen.begin(), best_.chosen.end(), dropped.begin(), dropped.end(),
                        std::back_inserter(chosen));
    for (const PortfolioSite& site : sites) chosen.push_back(add_column(site.cluster, site.site));
    std::sort(chosen.begin(), chosen.end());
    best_.chosen = std::move(chosen);
    best_.cost = packing_cost(columns_, best_.chosen, wanted_, result_.penalty);
    result_.tree_nodes += more_tree_nodes;
}

/// The cheapest site next, of whichever cluster, until every demand is met or nothing fits any more.
void PortfolioSearch::start_sequentially(const Progress& progress) {
    std::vector<int> left = wanted_;
    std::vector<std::optional<FoundSite>> candidate(pricers_.size());
    std::vector<std::vector<char>> closed;
    for (const SitePricer& pricer : pricers_) closed.push_back(pricer.closed());
    const int total = std::accumulate(left.begin(), left.end(), 0);
    std::int64_t highest = 0;
    for (int placed = 0;; ++placed) {
        progress.report(total > 0 ? static_cast<double>(placed) / total : 1);
        refresh_candidates(left, closed, candidate, progress);
        std::size_t next = pricers_.size();
        for (std::size_t k = 0; k < pricers_.size(); ++k) {
            if (!candidate[k]) left[k] = 0;
            if (left[k] > 0 && (next == pricers_.size() || candidate[k]->cost < candidate[next]->cost))
                next = k;
        }
        if (next == pricers_.size()) break;
        const FoundSite site = *candidate[next];
        highest = std::max(highest, site.cost);
        best_.chosen.push_back(add_column(next, site));
        --left[next];
        for (const std::uint32_t v : site.parcels)
            for (std::vector<char>& list : closed) list[v] = 1;
        for (std::size_t k = 0; k < pricers_.size(); ++k)
            if (candidate[k] && uses(*candidate[k], closed[k])) candidate[k].reset();
    }
    result_.penalty = 4 * std::max<std::int64_t>(highest, ticks_per_unit);
    best_.cost = packing_cost(columns_, best_.chosen, wanted_, result_.penalty);
    result_.sequential_cost = best_.cost;
}

void PortfolioSearch::refresh_candidates(const std::vector<int>& left,
                                         const std::vector<std::vector<char>>& closed,
                                         std::vector<std::optional<FoundSite>>& candidate,
                                         const Progress& progress) {
    std::vector<std::size_t> ask;
    for (std::size_t k = 0; k < pricers_.size(); ++k)
        if (left[k] > 0 && !candidate[k]) ask.push_back(k);
    std::vector<PricingResult> answers(ask.size());
    const bool alone = ask.size() == 1;
    const auto work = [&](std::size_t i) {
        answers[i] = pricers_[ask[i]].price(
            {}, closed[ask[i]], {.nodes_per_centre = options_.nodes_per_centre, .parallel = alone},
            progress.quiet());
    };
    if (alone)
        work(0);
    else
        parallel_for(ask.size(), 1, progress.quiet(), work);
    for (std::size_t i = 0; i < ask.size(); ++i) {
        candidate[ask[i]] = answers[i].best;
        count(answers[i]);
    }
}

void PortfolioSearch::count(const PricingResult& answer) {
    result_.tree_nodes += answer.tree_nodes;
    result_.work += answer.work;
}

std::size_t PortfolioSearch::add_column(std::size_t cluster, const FoundSite& site) {
    PackingColumn column{cluster, site.cost, site.parcels};
    const auto [known, fresh] = position_.emplace(std::pair{cluster, site.parcels}, columns_.size());
    if (fresh) {
        columns_.push_back(std::move(column));
        sites_.push_back({cluster, site});
    }
    return known->second;
}

void PortfolioSearch::give_columns_to_master() {
    for (; in_master_ < columns_.size(); ++in_master_)
        master_->add_column(columns_[in_master_].cluster,
                            static_cast<double>(columns_[in_master_].cost) / program_unit,
                            columns_[in_master_].parcels);
}

void PortfolioSearch::generate_columns(const Progress& progress) {
    master_.emplace(wanted_, static_cast<double>(result_.penalty) / program_unit, parcels_);
    MasterProgram& master = *master_;
    give_columns_to_master();
    result_.bound = -unreachable;
    for (int round = 0; round < options_.rounds && !done() && !spent(); ++round) {
        progress.report(static_cast<double>(round) / options_.rounds);
        master.solve();
        take_whole_answer(master);
        const bool plain = round % 3 == 2;
        const double apart = master.value() * program_unit - static_cast<double>(result_.bound);
        const bool far = apart > near_end * master.value() * program_unit;
        const double kept = round == 0 || plain ? 0 : far ? early_smoothing : late_smoothing;
        const std::vector<std::int64_t> prices = prices_of(master, kept);
        const std::size_t before = columns_.size();
        price_all(master, prices, progress);
        ++result_.rounds;
        give_columns_to_master();
        const bool nothing_new = columns_.size() == before && plain;
        const double value = master.value() * program_unit;
        if (nothing_new || value - static_cast<double>(result_.bound) <
                               (1e-6 + enough_of_target * options_.target_gap) * value) {
            converged_ = true;
            break;
        }
    }
}

std::vector<std::int64_t> PortfolioSearch::prices_of(const MasterProgram& master, double kept) const {
    std::vector<std::int64_t> prices(parcels_, 0);
    for (std::size_t v = 0; v < parcels_; ++v) {
        const double fresh = master.price_of(static_cast<std::uint32_t>(v)) * program_unit;
        const double mixed = kept * static_cast<double>(result_.prices[v]) + (1 - kept) * fresh;
        prices[v] = static_cast<std::int64_t>(std::floor(mixed / ticks_per_unit + 0.5)) * ticks_per_unit;
    }
    return prices;
}

/// Prices every cluster, keeps the new columns and the better bound.
void PortfolioSearch::price_all(const MasterProgram& master, const std::vector<std::int64_t>& prices,
                                const Progress& progress) {
    std::vector<PricingResult> answers(pricers_.size());
    const bool alone = pricers_.size() == 1;
    const auto work = [&](std::size_t k) {
        if (wanted_[k] == 0) return;
        PricingOptions pricing{.nodes_per_centre = options_.nodes_per_centre, .parallel = alone};
        pricing.keep_below = static_cast<std::int64_t>(master.worth_of_site(k) * program_unit);
        answers[k] = pricers_[k].price(prices, {}, pricing, progress.quiet());
    };
    if (alone)
        work(0);
    else
        parallel_for(pricers_.size(), 1, progress.quiet(), work);
    std::vector<std::int64_t> least(pricers_.size(), 0);
    std::int64_t bound = -std::accumulate(prices.begin(), prices.end(), std::int64_t{0});
    for (std::size_t k = 0; k < pricers_.size(); ++k) {
        if (wanted_[k] == 0) continue;
        count(answers[k]);
        least[k] = std::min(answers[k].lower, result_.penalty);
        bound += wanted_[k] * least[k];
        if (answers[k].best) add_column(k, *answers[k].best);
        for (const FoundSite& site : answers[k].others) add_column(k, site);
    }
    if (bound <= result_.bound) return;
    result_.bound = bound;
    result_.prices = prices;
    result_.least = least;
}

/// Sites that are only a little dearer than the best under the prices of the bound: what packing needs to
/// close the gap.
void PortfolioSearch::add_near_columns(const Progress& progress) {
    const std::int64_t room = best_.cost - result_.bound;
    std::vector<PricingResult> answers(pricers_.size());
    const auto work = [&](std::size_t k) {
        if (wanted_[k] == 0 || result_.least[k] >= result_.penalty) return;
        PricingOptions pricing{.nodes_per_centre = 400, .extra_centres = 300, .parallel = false};
        pricing.keep_below = result_.least[k] + room;
        answers[k] = pricers_[k].price(result_.prices, {}, pricing, progress.quiet());
    };
    parallel_for(pricers_.size(), 1, progress, work);
    for (std::size_t k = 0; k < pricers_.size(); ++k) {
        count(answers[k]);
        for (const FoundSite& site : answers[k].others) add_column(k, site);
    }
}

/// Fixes the sites the master is surest of, asks for new ones that suit what is left, and so on to the
/// end: the sites found for fractional answers rarely fit together, those found on the way do.
void PortfolioSearch::dive(const Progress& progress) {
    std::vector<std::size_t> taken;
    std::vector<char> given(parcels_, 0);
    std::vector<int> left = wanted_;
    while (std::accumulate(left.begin(), left.end(), 0) > 0) {
        progress.checkpoint();
        master_->solve();
        for (int round = 0; round < dive_rounds && !spent() && add_fitting_columns(left, given, progress); ++round)
            master_->solve();
        const std::vector<std::size_t> sure = surest_columns(given);
        if (sure.empty()) break;
        for (const std::size_t j : sure) {
            if (left[columns_[j].cluster] == 0 || uses_any(j, given)) continue;
            taken.push_back(j);
            --left[columns_[j].cluster];
            for (const std::uint32_t v : columns_[j].parcels) given[v] = 1;
        }
        force(taken, given);
    }
    const std::int64_t cost = packing_cost(columns_, taken, wanted_, result_.penalty);
    force({}, std::vector<char>(parcels_, 0));
    if (cost >= best_.cost) return;
    std::sort(taken.begin(), taken.end());
    best_.chosen = std::move(taken);
    best_.cost = cost;
}

/// One round of pricing on the land that is left; false when nothing new was found.
bool PortfolioSearch::add_fitting_columns(const std::vector<int>& left, const std::vector<char>& given,
                                          const Progress& progress) {
    const std::vector<std::int64_t> prices = prices_of(*master_, 0);
    std::vector<PricingResult> answers(pricers_.size());
    parallel_for(pricers_.size(), 1, progress.quiet(), [&](std::size_t k) {
        if (left[k] == 0) return;
        std::vector<char> closed = pricers_[k].closed();
        for (std::size_t v = 0; v < closed.size(); ++v) closed[v] = static_cast<char>(closed[v] | given[v]);
        PricingOptions pricing{.nodes_per_centre = 400, .parallel = false};
        pricing.keep_below = static_cast<std::int64_t>(master_->worth_of_site(k) * program_unit);
        answers[k] = pricers_[k].price(prices, closed, pricing, progress.quiet());
    });
    const std::size_t before = columns_.size();
    for (std::size_t k = 0; k < pricers_.size(); ++k) {
        count(answers[k]);
        for (const FoundSite& site : answers[k].others) add_column(k, site);
    }
    give_columns_to_master();
    return columns_.size() > before;
}

/// All columns that are nearly whole, and one more at least: largest share first.
std::vector<std::size_t> PortfolioSearch::surest_columns(const std::vector<char>& given) const {
    std::vector<std::pair<double, std::size_t>> by_share;
    for (std::size_t j = 0; j < columns_.size(); ++j)
        if (master_->share_of(j) > 1e-3 && !uses_any(j, given))
            by_share.emplace_back(-master_->share_of(j), j);
    std::sort(by_share.begin(), by_share.end());
    std::vector<std::size_t> sure;
    for (const auto& [share, j] : by_share)
        if (sure.size() < dive_at_least || -share > dive_share) sure.push_back(j);
    return sure;
}

/// Makes the master take these columns and none that needs their parcels.
void PortfolioSearch::force(const std::vector<std::size_t>& taken, const std::vector<char>& given) {
    const double strength = 64 * static_cast<double>(result_.penalty) / program_unit;
    for (std::size_t j = 0; j < columns_.size(); ++j)
        master_->set_cost(
            j, static_cast<double>(columns_[j].cost) / program_unit + (uses_any(j, given) ? strength : 0));
    for (const std::size_t j : taken)
        master_->set_cost(j, static_cast<double>(columns_[j].cost) / program_unit - strength);
}

/// When the master's answer happens to be whole it is a portfolio.
void PortfolioSearch::take_whole_answer(const MasterProgram& master) {
    std::vector<std::size_t> chosen;
    for (std::size_t j = 0; j < master.columns(); ++j) {
        const double share = master.share_of(j);
        if (share > 1e-4 && share < 1 - 1e-4) return;
        if (share >= 1 - 1e-4) chosen.push_back(j);
    }
    const std::int64_t cost = packing_cost(columns_, chosen, wanted_, result_.penalty);
    if (cost >= best_.cost) return;
    std::set<std::uint32_t> used;
    for (const std::size_t j : chosen)
        for (const std::uint32_t v : columns_[j].parcels)
            if (!used.insert(v).second) return;
    best_.chosen = std::move(chosen);
    best_.cost = cost;
}

bool PortfolioSearch::done() const {
    return static_cast<double>(best_.cost - result_.bound) <=
           options_.target_gap * static_cast<double>(best_.cost);
}

Portfolio PortfolioSearch::finish() {
    result_.cost = best_.cost;
    result_.columns = columns_.size();
    result_.missing = wanted_;
    for (const std::size_t j : best_.chosen) {
        result_.sites.push_back(sites_[j]);
        --result_.missing[columns_[j].cluster];
    }
    std::sort(result_.sites.begin(), result_.sites.end(), [](const PortfolioSite& a, const PortfolioSite& b) {
        return std::pair(a.cluster, a.site.centre) < std::pair(b.cluster, b.site.centre);
    });
    result_.bound = std::min(result_.bound, result_.cost);
    result_.stop = result_.bound >= result_.cost ? model::StopReason::Proved
                   : done()                      ? model::StopReason::GapReached
                   : converged_ || spent()       ? model::StopReason::NodeBudget
                                                 : model::StopReason::RoundBudget;
    if (result_.sites.empty()) result_.stop = model::StopReason::Infeasible;
    return std::move(result_);
}

}  // namespace zonewright::assembly
