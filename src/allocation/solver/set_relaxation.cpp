#include "allocation/solver/set_relaxation.h"

#include <algorithm>
#include <bit>
#include <cmath>
#include <optional>
#include <utility>

namespace zonewright::allocation {

namespace {

constexpr double fine = std::int64_t{1} << budget_shift;  ///< of one price, in the prices of quotas
constexpr std::size_t set_nodes = 20000;                  ///< of one search for one cluster's set

/// The prices that a descent leaves alone: of the budget, the exclusive sets and the messages.
Prices without_bands(Prices prices, const Limits& limits) {
    for (std::size_t limit = 0; limit < limits.size(); ++limit)
        if (limits[limit].kind != LimitKind::Budget) prices.limit[limit] = 0;
    prices.units.clear();
    prices.unit_limits.clear();
    return prices;
}

std::int64_t whole(Wide scaled, std::int64_t scale) {
    Wide result = scaled / scale;
    if (scaled < 0 && result * scale != scaled) --result;
    return static_cast<std::int64_t>(result);
}

}  // namespace

SetRelaxation::SetRelaxation(const AllocationProblem& problem, const Limits& limits, std::int64_t penalty,
                             const Prices& prices)
    : problem_(&problem), limits_(&limits), penalty_(penalty), rules_(without_bands(prices, limits)) {
    for (auto limit = static_cast<std::uint32_t>(problem.cluster_count()); limit < limits.size(); ++limit)
        if (limits[limit].kind != LimitKind::Budget) quotas_.push_back(limit);
    const Worth worth(problem, limits, rules_);
    const std::size_t options = problem.cluster_count() + 1;
    stake_.resize(problem.unit_count() * options, 0);
    for (std::size_t unit = 0; unit < problem.unit_count(); ++unit)
        for (std::size_t option = 0; option < options; ++option)
            if (option + 1 == options || problem.value(unit, option) != ineligible)
                stake_[unit * options + option] = worth.of(unit, option) * problem.areas[unit];
}

SetPrices SetRelaxation::prices_from(std::span<const Options> options, const Prices& prices) const {
    const Worth worth(*problem_, *limits_, prices);
    SetPrices result{.units = std::vector<std::int64_t>(problem_->unit_count(), 0),
                     .limits = std::vector<std::int64_t>(limits_->size(), 0)};
    for (std::size_t unit = 0; unit < options.size(); ++unit)
        if (std::popcount(options[unit]) > 1)
            result.units[unit] = worth.of(unit, worth.best(unit, options[unit])) * problem_->areas[unit];
    for (const std::uint32_t quota : quotas_) result.limits[quota] = prices.limit[quota] << budget_shift;
    return result;
}

/// What the whole unit is worth to the cluster, less what the quotas charge for it.
std::int64_t SetRelaxation::stake(std::size_t unit, std::size_t cluster, const SetPrices& prices) const {
    const std::int64_t whole = stake_[unit * (problem_->cluster_count() + 1) + cluster];
    if (quotas_.empty()) return whole;
    Wide charge = 0;
    limits_->for_each(unit, cluster, [&](std::uint32_t limit) { charge += prices.limits[limit]; });
    // Rounded down: charging less keeps the bound valid.
    return whole - static_cast<std::int64_t>(charge * problem_->areas[unit] >> budget_shift);
}

Wide SetRelaxation::worth_of_quotas(const SetPrices& prices) const {
    Wide sum = 0;
    for (const std::uint32_t quota : quotas_) {
        const Wide price = prices.limits[quota];
        const Band& band = (*limits_)[quota].band;
        const Wide term = price * (price > 0 ? band.upper : band.lower);
        sum += (term + ((Wide{1} << budget_shift) - 1)) >> budget_shift;
    }
    return sum;
}

/// The open units as items; what is fixed to the cluster is taken from the band and counted.
std::vector<SetItem> SetRelaxation::items_of(std::size_t cluster, std::span<const Options> options,
                                             const SetPrices& prices, Band& band, Wide& fixed) const {
    std::vector<SetItem> items;
    band = problem_->demand[cluster];
    for (std::uint32_t unit = 0; unit < problem_->unit_count(); ++unit) {
        if (!(options[unit] >> cluster & 1)) continue;
        const std::int64_t worth = stake(unit, cluster, prices);
        if (!is_fixed(options[unit], cluster)) {
            items.push_back({unit, problem_->areas[unit], worth - prices.units[unit]});
            continue;
        }
        fixed += worth;
        band.lower -= problem_->areas[unit];
        if (band.upper < unlimited) band.upper -= problem_->areas[unit];
    }
    return items;
}

SetPoint SetRelaxation::at(std::span<const Options> options, SetPrices prices) const {
    SetPoint point;
    point.prices = std::move(prices);
    const std::size_t clusters = problem_->cluster_count();
    Wide sum = scaled_worth_of_rules(*problem_, *limits_, options, rules_) + worth_of_quotas(point.prices);
    for (std::size_t unit = 0; unit < options.size(); ++unit) {
        const bool may_idle = options[unit] >> clusters & 1;
        const std::int64_t idle = stake_[unit * (clusters + 1) + clusters];
        if (std::popcount(options[unit]) == 1)
            sum += may_idle ? idle : 0;
        else
            sum += may_idle ? std::max(idle, point.prices.units[unit]) : point.prices.units[unit];
    }
    for (std::size_t cluster = 0; cluster < clusters; ++cluster) {
        Band band;
        std::vector<SetItem> items = items_of(cluster, options, point.prices, band, sum);
        point.sets.push_back(best_set(std::move(items), band, penalty_ * rules_.scale, set_nodes));
        sum += point.sets.back().bound;
    }
    point.scaled_bound = sum;
    point.bound = whole(sum, rules_.scale);
    return point;
}

void SetRelaxation::count(std::span<const Options> options, const SetPoint& point,
                          std::vector<double>& picks) const {
    const std::size_t count = problem_->cluster_count() + 1;
    std::fill(picks.begin(), picks.end(), 0.0);
    for (std::size_t cluster = 0; cluster < point.sets.size(); ++cluster)
        for (const std::uint32_t unit : point.sets[cluster].chosen) picks[unit * count + cluster] = 1;
    for (std::size_t unit = 0; unit < options.size(); ++unit) {
        if (std::popcount(options[unit]) < 2 || !(options[unit] >> (count - 1) & 1)) continue;
        const double* row = &picks[unit * count];
        double used = 0;
        for (std::size_t option = 0; option + 1 < count; ++option) used += row[option];
        const bool cheap = point.prices.units[unit] <= stake_[unit * count + count - 1];
        if (used < 1 && cheap) picks[unit * count + count - 1] = 1 - used;
    }
}

/// How much of every quota the open options that were picked and the fixed ones use.
std::vector<double> SetRelaxation::quota_use(std::span<const Options> options,
                                             std::span<const double> mean) const {
    const std::size_t clusters = problem_->cluster_count();
    std::vector<double> use(limits_->size(), 0);
    if (quotas_.empty()) return use;
    for (std::size_t unit = 0; unit < options.size(); ++unit)
        for (std::size_t cluster = 0; cluster < clusters; ++cluster) {
            if (!(options[unit] >> cluster & 1)) continue;
            const double share = is_fixed(options[unit], cluster) ? 1 : mean[unit * (clusters + 1) + cluster];
            if (share <= 0) continue;
            limits_->for_each(unit, cluster, [&](std::uint32_t limit) {
                use[limit] += share * static_cast<double>(problem_->areas[unit]);
            });
        }
    return use;
}

/// Moves the prices of the units against how often they are picked, and those of the quotas against how much
/// of them is used; prices per area, so that large units move by larger steps.
class Descent {
public:
    Descent(const AllocationProblem& problem, const Limits& limits, std::span<const std::uint32_t> quotas,
            std::int64_t dearest, std::span<const Options> options, SetPoint start)
        : best(std::move(start)),
          problem_(&problem),
          limits_(&limits),
          quotas_(quotas),
          dearest_(static_cast<double>(dearest)),
          options_(options),
          count_(problem.cluster_count() + 1) {
        for (const std::int64_t area : problem.areas)
            largest_ = std::max(largest_, static_cast<double>(area));
        slope_.resize(options.size());
        quota_slope_.resize(quotas.size());
    }

    /// The next prices to try, towards `target`; nothing when the mean uses every unit about once.
    std::optional<SetPrices> next(std::span<const double> mean, std::span<const double> use,
                                  std::span<const std::int64_t> stake, double target) {
        double length = 0;
        for (std::size_t at = 0; at < quotas_.size(); ++at) {
            quota_slope_[at] = slope_of(quotas_[at], use[quotas_[at]]) / largest_;
            length += quota_slope_[at] * quota_slope_[at];
        }
        for (std::size_t unit = 0; unit < options_.size(); ++unit) {
            slope_[unit] = 0;
            if (std::popcount(options_[unit]) < 2) continue;
            double used = 0;
            for (std::size_t option = 0; option < count_; ++option) used += mean[unit * count_ + option];
            const bool at_floor =
                may_idle(unit) && best.prices.units[unit] <= stake[unit * count_ + count_ - 1];
            slope_[unit] = at_floor ? std::min(0.0, 1 - used) : 1 - used;
            length += size(unit) * size(unit) * slope_[unit] * slope_[unit];
        }
        if (length < 1e-12) return std::nullopt;
        const double step = stride_ * (static_cast<double>(best.scaled_bound) - target) / length;
        SetPrices prices = best.prices;
        for (std::size_t unit = 0; unit < options_.size(); ++unit) {
            std::int64_t& price = prices.units[unit];
            price -= std::llround(step * size(unit) * size(unit) * slope_[unit]);
            if (may_idle(unit)) price = std::max(price, stake[unit * count_ + count_ - 1]);
        }
        for (std::size_t at = 0; at < quotas_.size(); ++at)
            prices.limits[quotas_[at]] =
                moved(quotas_[at], prices.limits[quotas_[at]], step * quota_slope_[at] / largest_ * fine);
        return prices;
    }
    void judge(SetPoint point) {
        if (point.scaled_bound < best.scaled_bound) {
            best = std::move(point);
            stride_ = std::min(1.8, stride_ * 1.1);
            without_gain_ = 0;
        } else if (++without_gain_ >= 6) {
            stride_ *= 0.7;
            without_gain_ = 0;
        }
    }
    bool is_stuck() const { return stride_ < 1e-3; }

    SetPoint best;

private:
    bool may_idle(std::size_t unit) const { return options_[unit] >> (count_ - 1) & 1; }
    /// Room left on the side that the price speaks of; at price 0 only a side that is broken pulls.
    double slope_of(std::uint32_t quota, double use) const {
        const Band& band = (*limits_)[quota].band;
        const std::int64_t price = best.prices.limits[quota];
        const double above = static_cast<double>(band.upper) - use,
                     below = static_cast<double>(band.lower) - use;
        if (price > 0 || (price == 0 && above < 0)) return above;
        return price < 0 || below > 0 ? below : 0;
    }
    /// A price that would change its sign stops at 0; none is beyond what a shortfall and the land can cost.
    std::int64_t moved(std::uint32_t quota, std::int64_t price, double by) const {
        const double next = static_cast<double>(price) - by;
        if ((price > 0 && next < 0) || (price < 0 && next > 0)) return 0;
        const Band& band = (*limits_)[quota].band;
        const double most = band.upper < unlimited ? dearest_quota * dearest_ * fine : 0,
                     least = band.lower > 0 ? -dearest_ * fine : 0;
        return std::llround(std::clamp(next, least, most));
    }
    double size(std::size_t unit) const { return static_cast<double>(problem_->areas[unit]) / largest_; }

    const AllocationProblem* problem_;
    const Limits* limits_;
    std::span<const std::uint32_t> quotas_;
    double dearest_;  ///< what a shortfall of one area unit costs
    std::span<const Options> options_;
    std::size_t count_;
    double largest_ = 1;
    std::vector<double> slope_, quota_slope_;
    double stride_ = 0.8;
    int without_gain_ = 0;
};

SetDescent SetRelaxation::descend(std::span<const Options> options, SetPrices start, std::size_t rounds,
                                  const std::function<std::int64_t()>& known,
                                  const std::function<void(const SetPoint&)>& seen,
                                  const Progress& progress) const {
    Descent descent(*problem_, *limits_, quotas_, penalty_ * rules_.scale, options,
                    at(options, std::move(start)));
    std::vector<double> mean(stake_.size(), 0), picks(stake_.size(), 0);
    count(options, descent.best, mean);
    seen(descent.best);
    for (std::size_t round = 0; round < rounds && descent.best.bound > known(); ++round) {
        progress.report(static_cast<double>(round) / static_cast<double>(rounds));
        const double target = static_cast<double>(known()) * static_cast<double>(rules_.scale);
        const auto prices = descent.next(mean, quota_use(options, mean), stake_, target);
        if (!prices || descent.is_stuck()) break;
        SetPoint point = at(options, *prices);
        seen(point);
        count(options, point, picks);
        const double share = std::max(0.1, 1.0 / (2.0 + static_cast<double>(round)));
        for (std::size_t i = 0; i < mean.size(); ++i) mean[i] += share * (picks[i] - mean[i]);
        descent.judge(std::move(point));
    }
    return {.best = std::move(descent.best), .mean = std::move(mean)};
}

/// What a unit's option costs against the best: forced into a cluster, the cluster's other units are at least
/// as good as their fractional fill.
bool SetRelaxation::strike(const SetPoint& point, std::int64_t best, std::vector<Options>& options) const {
    const std::size_t clusters = problem_->cluster_count(), count = clusters + 1;
    const Wide distance = point.scaled_bound - static_cast<Wide>(best) * rules_.scale;
    const std::vector<Options> before = options;
    for (std::uint32_t unit = 0; unit < before.size(); ++unit) {
        const std::int64_t idle = stake_[unit * count + clusters] - point.prices.units[unit];
        if (std::popcount(before[unit]) > 1 && (before[unit] >> clusters & 1) &&
            -static_cast<Wide>(idle) >= distance)
            options[unit] &= ~(Options{1} << clusters);
    }
    for (std::size_t cluster = 0; cluster < clusters; ++cluster) {
        Band band;
        Wide fixed = 0;
        std::vector<SetItem> items = items_of(cluster, before, point.prices, band, fixed);
        const std::vector<SetItem> all = items;
        keep_useful(items, band, penalty_ * rules_.scale);
        order_by_worth(items);
        const FractionalFill fill(items, band, penalty_ * rules_.scale);
        const UnitSet& set = point.sets[cluster];
        for (const SetItem& item : all) {
            if (std::binary_search(set.chosen.begin(), set.chosen.end(), item.unit)) continue;
            const double forced =
                static_cast<double>(item.worth) + fill.bound(0, static_cast<double>(item.area));
            const double rounding =
                1e-9 * std::abs(forced) + 1e-12 * std::abs(static_cast<double>(set.bound));
            const double lost = static_cast<double>(set.bound) - forced - rounding;
            if (lost >= static_cast<double>(distance)) options[item.unit] &= ~(Options{1} << cluster);
        }
    }
    return std::find(options.begin(), options.end(), Options{0}) == options.end();
}

bool sets_add_up(const AllocationProblem& problem, std::int64_t penalty, const Prices& prices) {
    Wide land = 0, wanted = 0, largest = 0;
    for (const std::int64_t area : problem.areas) land += area;
    for (const Band& band : problem.demand)
        wanted = std::max<Wide>(wanted, band.lower + std::min<Wide>(land, band.upper));
    for (const std::int32_t value : problem.values)
        if (value != ineligible) largest = std::max<Wide>(largest, std::abs(std::int64_t{value}));
    for (std::size_t limit = problem.cluster_count(); limit < prices.limit.size(); ++limit)
        largest += std::max(std::abs(prices.limit[limit]) / prices.scale, dearest_quota * penalty);
    for (const std::int64_t price : prices.units)
        if (price > (std::int64_t{1} << 61) || price < -(std::int64_t{1} << 61)) return false;
    return (land * largest + wanted * penalty) * prices.scale < (Wide{1} << 61);
}

std::int64_t bound_from_prices(const AllocationProblem& problem, const Limits& limits,
                               std::span<const Options> options, const Prices& prices, std::int64_t penalty) {
    const std::int64_t bound = price_bound(problem, limits, options, prices);
    if (prices.units.empty()) return bound;
    SetPrices stated{prices.units, prices.unit_limits};
    stated.limits.resize(limits.size(), 0);
    const SetRelaxation relaxation(problem, limits, penalty, prices);
    return std::min(bound, relaxation.at(options, std::move(stated)).bound);
}

}  // namespace zonewright::allocation
