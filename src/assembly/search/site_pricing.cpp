#include "assembly/search/site_pricing.h"

#include <algorithm>
#include <queue>

#include "assembly/search/grow_site.h"
#include "base/parallel.h"

namespace zonewright::assembly {
namespace {

/// Centres opened at once. Part of the result's definition: the same at any thread count.
constexpr std::size_t batch_size = 4;

}  // namespace

struct SitePricer::Call {
    std::span<const std::int64_t> prices;
    std::span<const char> closed_now;
    const PricingOptions& options;
};

struct SitePricer::Opened {
    std::vector<FoundSite> sites;  ///< cheaper ones later
    std::int64_t lower = unreachable;
    std::int64_t tree_nodes = 0, work = 0;

    void count_into(PricingResult& result) const {
        ++result.opened;
        result.tree_nodes += tree_nodes;
        result.work += work;
        result.lower = std::min(result.lower, lower);
    }
};

SitePricer::SitePricer(const ParcelNetwork& network, const SiteRule& rule, std::vector<std::int64_t> costs,
                       std::vector<char> closed, std::vector<std::uint32_t> centres, std::int64_t cost_step,
                       std::function<void(SiteProblem&)> complete)
    : network_(network),
      rule_(rule),
      costs_(std::move(costs)),
      closed_(std::move(closed)),
      centres_(std::move(centres)),
      cost_step_(cost_step),
      complete_(std::move(complete)) {
    if (closed_.empty()) closed_.assign(network.size(), 0);
}

SiteProblem SitePricer::problem(ProblemCutter& cutter, std::uint32_t centre,
                                std::span<const std::int64_t> prices,
                                std::span<const char> closed_now) const {
    SiteProblem problem =
        cutter.cut(centre, rule_, closed_now.empty() ? std::span<const char>(closed_) : closed_now);
    problem.cost_step = cost_step_;
    for (const std::uint32_t v : problem.parcel)
        problem.cost.push_back(costs_[v] + (prices.empty() ? 0 : prices[v]));
    return problem;
}

void SitePricer::prepare(const Progress& progress) {
    std::vector<std::int64_t> bounds(centres_.size(), unreachable), reach(centres_.size(), 0);
    parallel_blocks(centres_.size(), 512, progress, [&](std::size_t begin, std::size_t end) {
        ProblemCutter cutter(network_);
        for (std::size_t i = begin; i < end; ++i) {
            const SiteProblem local = problem(cutter, centres_[i], {}, {});
            if (local.size() == 0) continue;
            reach[i] = local.total_area_m2();
            bounds[i] = knapsack_bound(local);
        }
    });
    order_.clear();
    for (std::size_t i = 0; i < centres_.size(); ++i) {
        largest_reach_m2_ = std::max(largest_reach_m2_, reach[i]);
        if (bounds[i] < unreachable) order_.emplace_back(bounds[i], centres_[i]);
    }
    std::sort(order_.begin(), order_.end());
}

SitePricer SitePricer::on_less_land(std::vector<char> closed, std::int64_t below) const {
    SitePricer less(network_, rule_, costs_, std::move(closed), centres_, cost_step_, complete_);
    ProblemCutter cutter(network_);
    for (const auto& [bound, centre] : order_) {
        if (less.closed_[centre]) continue;
        std::int64_t raised = bound;
        if (bound < below) {
            const SiteProblem local = less.problem(cutter, centre, {}, {});
            raised = local.size() == 0 ? unreachable : knapsack_bound(local);
        }
        if (raised < unreachable) less.order_.emplace_back(raised, centre);
    }
    std::sort(less.order_.begin(), less.order_.end());
    less.largest_reach_m2_ = largest_reach_m2_;
    return less;
}

/// A quick site, then the proof that nothing around this centre is cheaper than `upper` or than the site
/// found.
SitePricer::Opened SitePricer::open(std::uint32_t centre, const Call& call, std::int64_t upper,
                                    std::int64_t bound) const {
    ProblemCutter cutter(network_);
    Opened opened;
    SiteProblem local = problem(cutter, centre, call.prices, call.closed_now);
    if (complete_) complete_(local);
    const auto add = [&](const std::vector<int>& nodes, std::int64_t multiplier) {
        FoundSite site{centre, {}, 0, cost_of(local, nodes), multiplier};
        for (const int v : nodes) site.parcels.push_back(local.parcel[static_cast<std::size_t>(v)]);
        for (const std::uint32_t v : site.parcels) site.cost += costs_[v];
        std::sort(site.parcels.begin(), site.parcels.end());
        opened.sites.push_back(std::move(site));
    };
    if (const auto quick = good_site(local, centre % 2 ? GrowBy::MissingArea : GrowBy::UnitCost)) {
        add(*quick, 0);
        upper = std::min(upper, opened.sites.back().priced);
    }
    if (bound >= upper) return opened;
    const SearchResult found =
        search_site(local, {.node_budget = call.options.nodes_per_centre, .upper = upper});
    opened.tree_nodes = found.tree_nodes;
    opened.work = found.tree_nodes * static_cast<std::int64_t>(local.size());
    if (!found.proved()) opened.lower = found.lower;
    if (found.nodes)
        add(*found.nodes, found.multiplier);
    else if (!opened.sites.empty())
        opened.sites.back().multiplier = found.multiplier;
    return opened;
}

PricingResult SitePricer::price(std::span<const std::int64_t> prices, std::span<const char> closed_now,
                                const PricingOptions& options, const Progress& progress) const {
    const Call call{prices, closed_now, options};
    PricingResult result;
    std::int64_t upper = options.upper;
    using Entry = std::pair<std::int64_t, std::uint32_t>;
    std::priority_queue<Entry, std::vector<Entry>, std::greater<>> queue;
    ProblemCutter cutter(network_);
    std::size_t next = 0;
    int extra = 0;
    const auto refill = [&] {
        while (next < order_.size() && (queue.empty() || order_[next].first <= queue.top().first)) {
            const auto [base, centre] = order_[next++];
            const std::int64_t limit = std::max(upper, options.keep_below);
            if (base >= limit) {
                next = order_.size();
                return;
            }
            const SiteProblem local = problem(cutter, centre, prices, closed_now);
            if (local.size() == 0) continue;
            const std::int64_t bound = knapsack_bound(local);
            if (bound < limit) queue.emplace(bound, centre);
        }
    };
    for (;;) {
        progress.checkpoint();
        std::vector<Entry> batch;
        while (batch.size() < batch_size) {
            refill();
            if (queue.empty()) break;
            const Entry entry = queue.top();
            const bool needed = entry.first < upper;
            if (!needed && !(entry.first < options.keep_below && extra < options.extra_centres)) break;
            if (!needed) ++extra;
            queue.pop();
            batch.push_back(entry);
        }
        if (batch.empty()) break;
        std::vector<Opened> opened(batch.size());
        const auto work = [&](std::size_t i) {
            opened[i] = open(batch[i].second, call, upper, batch[i].first);
        };
        if (options.parallel)
            parallel_for(batch.size(), 1, progress.quiet(), work);
        else
            for (std::size_t i = 0; i < batch.size(); ++i) work(i);
        for (Opened& answer : opened) {
            answer.count_into(result);
            for (FoundSite& site : answer.sites) {
                if (site.priced < options.keep_below) result.others.push_back(site);
                if (site.priced >= upper) continue;
                upper = site.priced;
                result.best = std::move(site);
            }
        }
    }
    result.lower = std::min(result.lower, upper);
    return result;
}

}  // namespace zonewright::assembly
