#include "assembly/search/portfolio_repair.h"

#include <algorithm>
#include <array>
#include <limits>
#include <numeric>

namespace zonewright::assembly {
namespace {

/// Sites in a neighbourhood: small ones first, they are quick and usually close.
constexpr std::array<std::size_t, 3> sizes{8, 14, 22};
/// Effort in a neighbourhood: there are many, and their prices start close to the right ones.
/// Neighbourhoods that differ by no more than one site in so many are alike.
constexpr std::size_t alike = 4;
constexpr int local_rounds = 40, local_programs = 60;
constexpr std::int64_t local_nodes = 2000;

class Repair {
public:
    Repair(PortfolioSearch& search, std::span<const SitePricer> pricers, std::span<const int> wanted,
           std::size_t parcels, const PortfolioOptions& options)
        : search_(search),
          pricers_(pricers),
          wanted_(wanted),
          parcels_(parcels),
          options_(options),
          local_{.rounds = std::min(local_rounds, options.rounds),
                 .target_gap = options.target_gap / 4,
                 .nodes_per_centre = std::min(local_nodes, options.nodes_per_centre),
                 .packing_programs = local_programs} {}

    void run(const Progress& progress) {
        std::size_t size = 0;
        for (int asked = 0; asked < options_.neighbourhoods && !search_.done() && !search_.spent(); ++asked) {
            progress.report(static_cast<double>(asked) / options_.neighbourhoods);
            progress.checkpoint();
            std::vector<std::size_t> next = worst_neighbourhood(sizes[size]);
            while (next.empty() && size + 1 < sizes.size()) next = worst_neighbourhood(sizes[++size]);
            if (next.empty()) return;
            solve_anew(next, progress);
            tried_.push_back(std::move(next));
        }
    }

private:
    using Sites = std::vector<std::size_t>;  ///< columns of the search, ascending

    /// The neighbourhood with the largest loss that was not asked yet; empty when there is none.
    Sites worst_neighbourhood(std::size_t size) {
        const std::vector<std::int64_t> loss = losses();
        const auto& chosen = search_.chosen();
        Sites worst;
        std::int64_t most = 0;
        for (std::size_t i = 0; i < chosen.size(); ++i) {
            Sites near;
            std::int64_t sum = 0;
            for (const std::size_t j : nearest(i, size)) {
                near.push_back(chosen[j]);
                sum += loss[j];
            }
            std::sort(near.begin(), near.end());
            if (sum <= most || was_tried(near)) continue;
            most = sum;
            worst = std::move(near);
        }
        return worst;
    }

    /// Was one that differs by at most an eighth of the sites tried before?
    bool was_tried(const Sites& near) const {
        return std::any_of(tried_.begin(), tried_.end(), [&](const Sites& before) {
            Sites both;
            std::set_intersection(near.begin(), near.end(), before.begin(), before.end(),
                                  std::back_inserter(both));
            return both.size() + std::max<std::size_t>(1, near.size() / alike) >= near.size();
        });
    }

    /// Beside chosen(): what each site and the unused priced parcels nearest to it lose against the bound.
    std::vector<std::int64_t> losses() const {
        const auto& chosen = search_.chosen();
        std::vector<std::int64_t> loss;
        std::vector<char> used(parcels_, 0);
        for (const std::size_t j : chosen) {
            const PortfolioSite& site = search_.columns()[j];
            std::int64_t priced = site.site.cost - search_.least()[site.cluster];
            for (const std::uint32_t v : site.site.parcels) {
                priced += search_.prices()[v];
                used[v] = 1;
            }
            loss.push_back(priced);
        }
        for (std::uint32_t v = 0; v < parcels_; ++v)
            if (!used[v] && search_.prices()[v] > 0) loss[nearest_to(v)] += search_.prices()[v];
        return loss;
    }

    double squared_distance(std::uint32_t a, std::uint32_t b) const {
        const ParcelNetwork& network = pricers_[0].network();
        const auto dx = static_cast<double>(network.x_cm[a] - network.x_cm[b]),
                     dy = static_cast<double>(network.y_cm[a] - network.y_cm[b]);
        return dx * dx + dy * dy;
    }

    std::uint32_t centre_of(std::size_t i) const {
        return search_.columns()[search_.chosen()[i]].site.centre;
    }

    std::size_t nearest_to(std::uint32_t parcel) const {
        std::size_t best = 0;
        double least = std::numeric_limits<double>::infinity();
        for (std::size_t i = 0; i < search_.chosen().size(); ++i) {
            const double distance = squared_distance(centre_of(i), parcel);
            if (distance >= least) continue;
            least = distance;
            best = i;
        }
        return best;
    }

    std::vector<std::size_t> nearest(std::size_t i, std::size_t count) const {
        std::vector<std::pair<double, std::size_t>> order;
        for (std::size_t j = 0; j < search_.chosen().size(); ++j)
            order.emplace_back(squared_distance(centre_of(i), centre_of(j)), j);
        std::sort(order.begin(), order.end());
        std::vector<std::size_t> first;
        for (std::size_t j = 0; j < std::min(count, order.size()); ++j) first.push_back(order[j].second);
        return first;
    }

    /// Gives the sites up and solves what is then free, with the demand that is then open.
    void solve_anew(const Sites& given_up, const Progress& progress) {
        std::vector<PortfolioSite> answer;
        std::vector<int> open(wanted_.begin(), wanted_.end());
        std::vector<char> kept(parcels_, 0);
        for (const std::size_t j : search_.chosen()) {
            const PortfolioSite& site = search_.columns()[j];
            if (std::binary_search(given_up.begin(), given_up.end(), j)) {
                answer.push_back(site);
                continue;
            }
            --open[site.cluster];
            for (const std::uint32_t v : site.site.parcels) kept[v] = 1;
        }
        std::vector<SitePricer> pricers;
        for (std::size_t k = 0; k < pricers_.size(); ++k) {
            std::vector<char> closed = pricers_[k].closed();
            for (std::size_t v = 0; v < closed.size(); ++v)
                closed[v] = static_cast<char>(closed[v] | kept[v]);
            pricers.push_back(pricers_[k].on_less_land(std::move(closed), worth_asking(k, answer)));
        }
        local_.most_work = options_.most_work - search_.work();
        PortfolioSearch local(pricers, open, parcels_, local_);
        local.start_from(answer, fitting(kept, open), search_.penalty());
        const std::int64_t before = local.cost();
        local.generate_columns(progress.quiet());
        if (local.bound() < before) local.choose_sites(progress.quiet());
        search_.add_work(local.work());
        if (local.cost() >= before) return;
        std::vector<PortfolioSite> better;
        for (const std::size_t j : local.chosen()) better.push_back(local.columns()[j]);
        search_.replace(given_up, better, local.tree_nodes());
    }

    /// Centres with a bound above this are unlikely in the small portfolio.
    static std::int64_t worth_asking(std::size_t cluster, const std::vector<PortfolioSite>& answer) {
        std::int64_t highest = 0;
        for (const PortfolioSite& site : answer)
            if (site.cluster == cluster) highest = std::max(highest, site.site.cost);
        return highest + highest / 8;
    }

    std::vector<PortfolioSite> fitting(const std::vector<char>& kept, const std::vector<int>& open) const {
        std::vector<PortfolioSite> list;
        for (const PortfolioSite& site : search_.columns())
            if (open[site.cluster] > 0 && std::none_of(site.site.parcels.begin(), site.site.parcels.end(),
                                                       [&](std::uint32_t v) { return kept[v] != 0; }))
                list.push_back(site);
        return list;
    }

    PortfolioSearch& search_;
    std::span<const SitePricer> pricers_;
    std::span<const int> wanted_;
    std::size_t parcels_;
    const PortfolioOptions& options_;
    PortfolioOptions local_;
    std::vector<Sites> tried_;
};

}  // namespace

void repair_portfolio(PortfolioSearch& search, std::span<const SitePricer> pricers,
                      std::span<const int> wanted, std::size_t parcels, const PortfolioOptions& options,
                      const Progress& progress) {
    if (search.chosen().empty()) return;
    Repair(search, pricers, wanted, parcels, options).run(progress);
}

}  // namespace zonewright::assembly
