#include "allocation/set_relaxation.h"

#include <algorithm>
#include <bit>
#include <cmath>
#include <optional>
#include <utility>

namespace zonewright::allocation {

namespace {

constexpr std::size_t set_nodes = 20000;  ///< of one search for one cluster's set

Prices without_bands(Prices prices, std::size_t clusters) {
    std::fill_n(prices.limit.begin(), clusters, std::int64_t{0});
    prices.units.clear();
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
    : problem_(&problem),
      limits_(&limits),
      penalty_(penalty),
      rules_(without_bands(prices, problem.cluster_count())) {
    const Worth worth(problem, limits, rules_);
    const std::size_t options = problem.cluster_count() + 1;
    stake_.resize(problem.unit_count() * options, 0);
    for (std::size_t unit = 0; unit < problem.unit_count(); ++unit)
        for (std::size_t option = 0; option < options; ++option)
            if (option + 1 == options || problem.value(unit, option) != ineligible)
                stake_[unit * options + option] = worth.of(unit, option) * problem.areas[unit];
}

std::vector<std::int64_t> SetRelaxation::prices_from(std::span<const Options> options,
                                                     const Prices& prices) const {
    const Worth worth(*problem_, *limits_, prices);
    std::vector<std::int64_t> result(problem_->unit_count(), 0);
    for (std::size_t unit = 0; unit < result.size(); ++unit)
        if (std::popcount(options[unit]) > 1)
            result[unit] = worth.of(unit, worth.best(unit, options[unit])) * problem_->areas[unit];
    return result;
}

/// The open units as items; what is fixed to the cluster is taken from the band and counted.
std::vector<SetItem> SetRelaxation::items_of(std::size_t cluster, std::span<const Options> options,
                                             std::span<const std::int64_t> prices, Band& band,
                                             Wide& fixed) const {
    std::vector<SetItem> items;
    const std::size_t count = problem_->cluster_count() + 1;
    band = problem_->demand[cluster];
    for (std::uint32_t unit = 0; unit < problem_->unit_count(); ++unit) {
        if (!(options[unit] >> cluster & 1)) continue;
        const std::int64_t stake = stake_[unit * count + cluster];
        if (!is_fixed(options[unit], cluster)) {
            items.push_back({unit, problem_->areas[unit], stake - prices[unit]});
            continue;
        }
        fixed += stake;
        band.lower -= problem_->areas[unit];
        if (band.upper < unlimited) band.upper -= problem_->areas[unit];
    }
    return items;
}

SetPoint SetRelaxation::at(std::span<const Options> options, std::vector<std::int64_t> prices) const {
    SetPoint point;
    point.prices = std::move(prices);
    const std::size_t clusters = problem_->cluster_count();
    Wide sum = scaled_worth_of_rules(*problem_, *limits_, options, rules_);
    for (std::size_t unit = 0; unit < options.size(); ++unit) {
        const bool may_idle = options[unit] >> clusters & 1;
        const std::int64_t idle = stake_[unit * (clusters + 1) + clusters];
        if (std::popcount(options[unit]) == 1)
            sum += may_idle ? idle : 0;
        else
            sum += may_idle ? std::max(idle, point.prices[unit]) : point.prices[unit];
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
        const bool cheap = point.prices[unit] <= stake_[unit * count + count - 1];
        if (used < 1 && cheap) picks[unit * count + count - 1] = 1 - used;
    }
}

/// Moves the prices of the units against how often they are picked; large units, whose prices are large, by
/// larger steps.
class Descent {
public:
    Descent(const AllocationProblem& problem, std::span<const Options> options, SetPoint start)
        : best(std::move(start)), problem_(&problem), options_(options), count_(problem.cluster_count() + 1) {
        for (const std::int64_t area : problem.areas)
            largest_ = std::max(largest_, static_cast<double>(area));
        slope_.resize(options.size());
    }

    /// The next prices to try, towards `target`; nothing when the mean uses every unit about once.
    std::optional<std::vector<std::int64_t>> next(std::span<const double> mean,
                                                  std::span<const std::int64_t> stake, double target) {
        double length = 0;
        for (std::size_t unit = 0; unit < options_.size(); ++unit) {
            slope_[unit] = 0;
            if (std::popcount(options_[unit]) < 2) continue;
            double used = 0;
            for (std::size_t option = 0; option < count_; ++option) used += mean[unit * count_ + option];
            const bool at_floor = may_idle(unit) && best.prices[unit] <= stake[unit * count_ + count_ - 1];
            slope_[unit] = at_floor ? std::min(0.0, 1 - used) : 1 - used;
            length += size(unit) * size(unit) * slope_[unit] * slope_[unit];
        }
        if (length < 1e-12) return std::nullopt;
        const double step = stride_ * (static_cast<double>(best.scaled_bound) - target) / length;
        std::vector<std::int64_t> prices = best.prices;
        for (std::size_t unit = 0; unit < options_.size(); ++unit) {
            prices[unit] -= std::llround(step * size(unit) * size(unit) * slope_[unit]);
            if (may_idle(unit)) prices[unit] = std::max(prices[unit], stake[unit * count_ + count_ - 1]);
        }
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
    double size(std::size_t unit) const { return static_cast<double>(problem_->areas[unit]) / largest_; }

    const AllocationProblem* problem_;
    std::span<const Options> options_;
    std::size_t count_;
    double largest_ = 1;
    std::vector<double> slope_;
    double stride_ = 0.8;
    int without_gain_ = 0;
};

SetDescent SetRelaxation::descend(std::span<const Options> options, std::vector<std::int64_t> start,
                                  std::size_t rounds, const std::function<std::int64_t()>& known,
                                  const std::function<void(const SetPoint&)>& seen,
                                  const Progress& progress) const {
    Descent descent(*problem_, options, at(options, std::move(start)));
    std::vector<double> mean(stake_.size(), 0), picks(stake_.size(), 0);
    count(options, descent.best, mean);
    seen(descent.best);
    for (std::size_t round = 0; round < rounds && descent.best.bound > known(); ++round) {
        progress.report(static_cast<double>(round) / static_cast<double>(rounds));
        const double target = static_cast<double>(known()) * static_cast<double>(rules_.scale);
        const auto prices = descent.next(mean, stake_, target);
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
        const std::int64_t idle = stake_[unit * count + clusters] - point.prices[unit];
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
        largest += std::abs(prices.limit[limit]) / prices.scale;
    for (const std::int64_t price : prices.units)
        if (price > (std::int64_t{1} << 61) || price < -(std::int64_t{1} << 61)) return false;
    return (land * largest + wanted * penalty) * prices.scale < (Wide{1} << 61);
}

std::int64_t bound_from_prices(const AllocationProblem& problem, const Limits& limits,
                               std::span<const Options> options, const Prices& prices, std::int64_t penalty) {
    const std::int64_t bound = price_bound(problem, limits, options, prices);
    if (prices.units.empty()) return bound;
    return std::min(bound, SetRelaxation(problem, limits, penalty, prices).at(options, prices.units).bound);
}

}  // namespace zonewright::allocation
