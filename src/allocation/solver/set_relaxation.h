// How good can whole units be at most, when every cluster may pick its best set at given prices of the units?
//
// The rule that a unit is used once is what the prices of units replace; every cluster then chooses whole
// units within its band by itself (unit_set.h). That bound knows that units cannot be split, which the flow's
// does not: for few units per cluster it is far tighter, and never looser for the flow's own prices.
//   bound(u, y) = sum u_i + sum_i max(0, idle_i − u_i) + sum_j best set of j at worth_ij − u_i + rules at y
// where y prices everything but the demand bands (quotas, budget, exclusive sets, messages). Valid for any
// prices. A descent moves the prices of units, quotas and exclusive sets (a job that one of several agents
// does: generalised assignment); those of the budget and the messages stay. Cost: one sort and one search per
// cluster for each evaluation; `rounds` evaluations for a descent. Guarantees: deterministic; exact integers
// up to the upward rounding in unit_set.h. Source: Lagrangian relaxation of the assignment rows (Fisher,
// Jaikumar, Van Wassenhove 1986); volume algorithm (Barahona and Anbil 2000).
// Worths scaled, of whole units. Errors: none.
#pragma once

#include <cstdint>
#include <functional>
#include <span>
#include <vector>

#include "allocation/solver/limits.h"
#include "allocation/solver/prices.h"
#include "allocation/solver/problem.h"
#include "allocation/solver/unit_set.h"
#include "base/progress.h"

namespace zonewright::allocation {

/// Up to here it pays that clusters choose sets.
inline constexpr std::size_t most_units_for_sets = 2000;

/// A quota's price goes no higher than this, times what a shortfall costs.
inline constexpr std::int64_t highest_quota_price = 2;

struct SetPrices {
    std::vector<std::int64_t> units;   ///< scaled, of the whole unit
    std::vector<std::int64_t> limits;  ///< scaled, per area unit, in 2^-budget_shift; 0 where no quota is
    std::vector<std::int64_t> sets;    ///< scaled, of whichever unit of the exclusive set; not negative
};

/// One evaluation: what every cluster picks at prices of units and quotas.
struct SetPoint {
    SetPrices prices;
    std::vector<UnitSet> sets;
    Wide scaled_bound = 0;
    std::int64_t bound = 0;
};

/// The best point found, and how often each option was picked on the way (units × options, sums to about 1).
struct SetDescent {
    SetPoint best;
    std::vector<double> mean;
};

/// The exclusive sets of every unit.
class SetsOfUnits {
public:
    explicit SetsOfUnits(const AllocationProblem& problem);
    std::span<const std::uint32_t> of(std::size_t unit) const {
        return start_.empty() ? std::span<const std::uint32_t>{}
                              : std::span(list_.data() + start_[unit], list_.data() + start_[unit + 1]);
    }

private:
    std::vector<std::uint32_t> start_, list_;
};

class SetRelaxation {
public:
    /// `prices`: those of the demand bands and the exclusive sets play no part.
    SetRelaxation(const AllocationProblem& problem, const Limits& limits, std::int64_t penalty,
                  const Prices& prices);

    /// Prices of the units that follow from prices of the limits.
    SetPrices prices_from(std::span<const Options> options, const Prices& prices) const;

    /// The clusters choose their sets on the threads of `progress`; the point is the same for any number. Each may leave
    /// its bound `slack` (scaled) above its set: a descent far from its end need not know better.
    SetPoint at(std::span<const Options> options, SetPrices prices, const Progress& progress,
                std::int64_t slack = 0) const;

    /// Improves the prices for `rounds` evaluations or until the bound is no better than `known()`.
    /// `seen` sees every point on the way.
    SetDescent descend(std::span<const Options> options, SetPrices start, std::size_t rounds,
                       const std::function<std::int64_t()>& known,
                       const std::function<void(const SetPoint&)>& seen, const Progress& progress) const;

    /// Whether the worth of whole sets can be added in 64 bits, at any prices within reach; nothing else of
    /// this class may be called otherwise.
    bool adds_up() const { return adds_up_; }
    /// Whether these prices are within reach.
    bool reaches(const SetPrices& prices) const;

    /// Excludes options that cannot lead to more than `best`; false when a unit has none left.
    bool exclude(const SetPoint& point, std::int64_t best, std::vector<Options>& options) const;

private:
    void measure();
    std::int64_t slack_of(const SetPoint& point, double target) const;
    SetPrices within_reach(SetPrices prices) const;
    std::vector<SetItem> items_of(std::size_t cluster, std::span<const Options> options,
                                  const SetPrices& prices, Band& band, Wide& fixed) const;
    std::int64_t stake(std::size_t unit, std::size_t cluster, const SetPrices& prices) const;
    Wide worth_of_quotas(const SetPrices& prices) const;
    std::vector<double> quota_use(std::span<const Options> options, std::span<const double> mean) const;
    void count(std::span<const Options> options, const SetPoint& point, std::vector<double>& picks) const;
    bool is_fixed(Options options, std::size_t cluster) const { return options == Options{1} << cluster; }

    const AllocationProblem* problem_;
    const Limits* limits_;
    std::int64_t penalty_;
    Prices rules_;
    std::vector<std::int64_t> stake_;    ///< units × options: worth of the whole unit, scaled, before quotas
    std::vector<std::uint32_t> quotas_;  ///< as limit numbers
    SetsOfUnits sets_;
    std::vector<std::int64_t> reach_;  ///< per unit: its price lies within ± this
    bool adds_up_ = false;
};

/// The largest power of two up to `finest` at which prices leave the worth of whole sets within 64 bits; `finest` where
/// none does, or where clusters choose no sets.
std::int64_t scale_for_sets(const AllocationProblem& problem, const Limits& limits, std::int64_t penalty,
                            std::int64_t finest);

/// Whether prices of units prove anything: sizes, signs, magnitudes. True where there are none.
bool unit_prices_are_valid(const AllocationProblem& problem, const Limits& limits, const Prices& prices,
                           std::int64_t penalty);

/// The bound that prices prove, from the limits' and, where units have prices, from those too.
std::int64_t bound_from_prices(const AllocationProblem& problem, const Limits& limits,
                               std::span<const Options> options, const Prices& prices, std::int64_t penalty);

}  // namespace zonewright::allocation
