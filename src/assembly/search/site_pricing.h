// The cheapest site anywhere: every parcel may be the centre.
//
// Each centre has a knapsack bound, computed once; prices and closed parcels only raise it. Centres are
// opened in the order of their bounds until the next bound reaches the best site found. They are opened in
// batches of a fixed size whose answers are merged in order, so the result is the same at any thread count.
// Cost: the bounds take microseconds a centre; usually 1 to 300 centres are opened.
#pragma once

#include <cstdint>
#include <functional>
#include <optional>
#include <span>
#include <vector>

#include "assembly/search/parcel_network.h"
#include "assembly/search/site_search.h"
#include "base/progress.h"

namespace zonewright::assembly {

struct FoundSite {
    std::uint32_t centre = 0;
    std::vector<std::uint32_t> parcels;  ///< ascending
    std::int64_t cost = 0;               ///< ticks, without prices
    std::int64_t priced = 0;             ///< ticks, with prices
    std::int64_t multiplier = 0;         ///< ticks per m² at the margin
};

struct PricingOptions {
    std::int64_t nodes_per_centre = 20000;
    /// Only sites whose priced cost is below this count.
    std::int64_t upper = unreachable;
    /// Also hand out other sites met on the way whose priced cost is below this.
    std::int64_t keep_below = -unreachable;
    int extra_centres = 60;  ///< opened beyond the proof for the sake of `keep_below`
    bool parallel = true;    ///< false where the caller is itself one of several threads
};

struct PricingResult {
    std::optional<FoundSite> best;
    std::int64_t lower = unreachable;  ///< no site has a smaller priced cost
    std::vector<FoundSite> others;     ///< below `keep_below`, in the order they were met
    std::int64_t tree_nodes = 0;
    std::int64_t work = 0;  ///< nodes times the parcels that each looks at: what time goes with
    int opened = 0;
    bool proved() const { return lower >= (best ? best->priced : unreachable); }
};

/// Sites of one kind: one rule, one cost per parcel. Adds the shape rules of a centre's problem through
/// `complete`.
class SitePricer {
public:
    /// `costs`: ticks, one per parcel. `closed`: parcels that are in no site; may be empty. `centres`: the
    /// parcels that may be centres. `complete`, when given, adds shape rules to a problem that has been cut;
    /// it must be thread-safe.
    SitePricer(const ParcelNetwork& network, const SiteRule& rule, std::vector<std::int64_t> costs,
               std::vector<char> closed, std::vector<std::uint32_t> centres,
               std::int64_t cost_step = ticks_per_unit, std::function<void(SiteProblem&)> complete = {});

    /// Computes the bound of every centre.
    void prepare(const Progress& progress);

    /// `prices`: ticks, non-negative, may be empty. `closed_now`: when not empty, stands instead of closed().
    PricingResult price(std::span<const std::int64_t> prices, std::span<const char> closed_now,
                        const PricingOptions& options, const Progress& progress) const;

    /// The same kind of sites where more parcels are closed; the bounds of centres below `below` are computed
    /// anew.
    SitePricer on_less_land(std::vector<char> closed, std::int64_t below) const;

    /// The problem of one centre with prices added to its costs.
    SiteProblem problem(ProblemCutter& cutter, std::uint32_t centre, std::span<const std::int64_t> prices,
                        std::span<const char> closed_now) const;

    /// Adds the shape rules, where there are any.
    void complete(SiteProblem& problem) const {
        if (complete_) complete_(problem);
    }
    const ParcelNetwork& network() const { return network_; }
    const SiteRule& rule() const { return rule_; }
    const std::vector<std::int64_t>& costs() const { return costs_; }
    const std::vector<char>& closed() const { return closed_; }
    const std::vector<std::uint32_t>& centres() const { return centres_; }
    std::int64_t cost_step() const { return cost_step_; }
    /// Largest net area within reach of any centre: the nearest miss when no centre reaches the window.
    std::int64_t largest_reach_m2() const { return largest_reach_m2_; }
    /// Centres whose surroundings are large enough.
    std::size_t live_centres() const { return order_.size(); }

private:
    struct Opened;
    struct Call;
    Opened open(std::uint32_t centre, const Call& call, std::int64_t upper, std::int64_t bound) const;

    const ParcelNetwork& network_;
    SiteRule rule_;
    std::vector<std::int64_t> costs_;
    std::vector<char> closed_;
    std::vector<std::uint32_t> centres_;
    std::int64_t cost_step_;
    std::function<void(SiteProblem&)> complete_;
    std::vector<std::pair<std::int64_t, std::uint32_t>> order_;  ///< (bound, centre), ascending
    std::int64_t largest_reach_m2_ = 0;
};

}  // namespace zonewright::assembly
