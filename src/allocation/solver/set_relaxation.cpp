#include "allocation/solver/set_relaxation.h"

#include <algorithm>
#include <bit>
#include <cmath>
#include <utility>

#include "base/parallel.h"

namespace zonewright::allocation {

namespace {

constexpr std::size_t set_nodes = 20000;                        ///< of one search for one cluster's set
constexpr std::size_t worth_threads = 200;                      ///< units from which threads are worth waking
constexpr std::int64_t most_in_set = std::int64_t{1} << 62;     ///< scaled worth of all that a set can hold
constexpr std::int64_t most_shortfall = std::int64_t{1} << 40;  ///< scaled penalty of one area unit

/// The prices that a descent leaves alone: of the budget and the messages.
Prices without_bands(Prices prices, const Limits& limits) {
    for (std::size_t limit = 0; limit < limits.size(); ++limit)
        if (limits[limit].kind != LimitKind::Budget) prices.limit[limit] = 0;
    prices.exclusive.clear();
    prices.units.clear();
    prices.unit_limits.clear();
    prices.unit_sets.clear();
    return prices;
}

SetPrices set_prices_of(const AllocationProblem& problem, const Limits& limits, const Prices& prices) {
    SetPrices stated{prices.units, prices.unit_limits, prices.unit_sets};
    if (stated.limits.empty()) stated.limits.resize(limits.size(), 0);
    if (stated.sets.empty()) stated.sets.resize(problem.exclusive.size(), 0);
    return stated;
}

bool may_be_used(const Choices& choices, std::size_t unit, std::size_t clusters) {
    for (std::size_t cluster = 0; cluster < clusters; ++cluster)
        if (choices.allowed(unit, cluster)) return true;
    return false;
}

Wide largest_minimum(const AllocationProblem& problem) {
    std::int64_t lower = 0;
    for (const Band& band : problem.demand) lower = std::max(lower, band.lower);
    return lower;
}

}  // namespace

SetsOfUnits::SetsOfUnits(const AllocationProblem& problem) {
    if (problem.exclusive.empty()) return;
    start_.assign(problem.unit_count() + 1, 0);
    for (const auto& set : problem.exclusive)
        for (const std::uint32_t unit : set) ++start_[unit + 1];
    for (std::size_t unit = 0; unit < problem.unit_count(); ++unit) start_[unit + 1] += start_[unit];
    list_.resize(start_.back());
    std::vector<std::uint32_t> next(start_.begin(), start_.end() - 1);
    for (std::uint32_t set = 0; set < problem.exclusive.size(); ++set)
        for (const std::uint32_t unit : problem.exclusive[set]) list_[next[unit]++] = set;
}

SetRelaxation::SetRelaxation(const AllocationProblem& problem, const Limits& limits, std::int64_t penalty,
                             const Prices& prices)
    : problem_(&problem),
      limits_(&limits),
      penalty_(penalty),
      rules_(without_bands(prices, limits)),
      sets_(problem) {
    for (auto limit = static_cast<std::uint32_t>(problem.cluster_count()); limit < limits.size(); ++limit)
        if (limits[limit].kind != LimitKind::Budget) quotas_.push_back(limit);
    const Worth worth(problem, limits, rules_);
    const std::size_t options = problem.cluster_count() + 1;
    stake_.resize(problem.unit_count() * options, 0);
    for (std::size_t unit = 0; unit < problem.unit_count(); ++unit)
        for (std::size_t option = 0; option < options; ++option)
            if (option + 1 == options || problem.value(unit, option) != ineligible)
                stake_[unit * options + option] =
                    clamped(product(worth.of(unit, option), problem.areas[unit]), most_in_set);
    measure();
}

/// How far prices may go: as far as stakes, shortfalls and the highest quotas do. A unit's worth at such
/// prices is at most twice that, and all of them together must fit. A unit that no cluster may take has no price.
void SetRelaxation::measure() {
    const Choices choices(*problem_);
    const std::size_t options = problem_->cluster_count() + 1;
    const Wide shortfall = static_cast<Wide>(penalty_) * rules_.scale;
    const Wide lower = largest_minimum(*problem_);
    Wide all = 0;
    reach_.assign(problem_->unit_count(), 0);
    for (std::size_t unit = 0; unit < reach_.size(); ++unit) {
        if (!may_be_used(choices, unit, problem_->cluster_count())) continue;
        Wide most = 0;
        for (std::size_t option = 0; option < options; ++option)
            most = std::max<Wide>(most, std::abs(stake_[unit * options + option]));
        const auto quotas = static_cast<Wide>(limits_->quotas_of(unit).size());
        most += product((1 + highest_quota_price * quotas) * shortfall, problem_->areas[unit]);
        reach_[unit] = clamped(most, most_in_set);
        all += reach_[unit];
    }
    adds_up_ = shortfall <= most_shortfall && 2 * all + product(shortfall, lower) < most_in_set;
}

bool SetRelaxation::reaches(const SetPrices& prices) const {
    if (prices.units.size() != reach_.size() || prices.limits.size() != limits_->size() ||
        prices.sets.size() != problem_->exclusive.size())
        return false;
    const SetPrices within = within_reach(prices);
    return within.units == prices.units && within.limits == prices.limits && within.sets == prices.sets;
}

SetPrices SetRelaxation::within_reach(SetPrices prices) const {
    const std::int64_t highest = penalty_ * rules_.scale << budget_shift;
    for (std::size_t unit = 0; unit < reach_.size(); ++unit)
        prices.units[unit] = std::clamp(prices.units[unit], -reach_[unit], reach_[unit]);
    for (std::size_t limit = 0; limit < limits_->size(); ++limit) {
        const bool is_quota =
            limit >= problem_->cluster_count() && (*limits_)[limit].kind != LimitKind::Budget;
        const std::int64_t most =
            (*limits_)[limit].band.upper < unlimited ? highest_quota_price * highest : 0;
        prices.limits[limit] = is_quota ? std::clamp(prices.limits[limit], -highest, most) : 0;
    }
    for (std::int64_t& price : prices.sets) price = std::clamp<std::int64_t>(price, 0, most_worth);
    return prices;
}

SetPrices SetRelaxation::prices_from(std::span<const Options> options, const Prices& prices) const {
    const Worth worth(*problem_, *limits_, prices);
    SetPrices result{.units = std::vector<std::int64_t>(problem_->unit_count(), 0),
                     .limits = std::vector<std::int64_t>(limits_->size(), 0),
                     .sets = prices.exclusive};
    result.sets.resize(problem_->exclusive.size(), 0);
    for (std::size_t unit = 0; unit < options.size(); ++unit)
        if (std::popcount(options[unit]) > 1)
            result.units[unit] = clamped(
                product(worth.of(unit, worth.best(unit, options[unit])), problem_->areas[unit]), most_in_set);
    for (const std::uint32_t quota : quotas_)
        result.limits[quota] = clamped(static_cast<Wide>(prices.limit[quota]) << budget_shift, most_in_set);
    return within_reach(std::move(result));
}

/// What the whole unit is worth to the cluster, less what its quotas and exclusive sets charge for it.
std::int64_t SetRelaxation::stake(std::size_t unit, std::size_t cluster, const SetPrices& prices) const {
    const std::int64_t whole = stake_[unit * (problem_->cluster_count() + 1) + cluster];
    if (quotas_.empty() && prices.sets.empty()) return whole;
    Wide charge = 0;
    limits_->for_each(unit, cluster, [&](std::uint32_t limit) { charge += prices.limits[limit]; });
    // Rounded down: charging less keeps the bound valid.
    charge = charge * problem_->areas[unit] >> budget_shift;
    for (const std::uint32_t set : sets_.of(unit)) charge += prices.sets[set];
    return clamped(whole - charge, most_in_set);
}

Wide SetRelaxation::worth_of_quotas(const SetPrices& prices) const {
    Wide sum = 0;
    for (const std::uint32_t quota : quotas_) {
        const Wide price = prices.limits[quota];
        const Band& band = (*limits_)[quota].band;
        const Wide term = price * (price > 0 ? band.upper : band.lower);
        sum += (term + ((Wide{1} << budget_shift) - 1)) >> budget_shift;
    }
    for (const std::int64_t price : prices.sets) sum += price;
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
            items.push_back(
                {unit, problem_->areas[unit], clamped(Wide{worth} - prices.units[unit], most_in_set)});
            continue;
        }
        fixed += worth;
        band.lower -= problem_->areas[unit];
        if (band.upper < unlimited) band.upper -= problem_->areas[unit];
    }
    return items;
}

SetPoint SetRelaxation::at(std::span<const Options> options, SetPrices prices, const Progress& progress,
                           std::int64_t slack) const {
    SetPoint point;
    point.prices = std::move(prices);
    const std::size_t clusters = problem_->cluster_count();
    Wide sum = scaled_worth_of_rules(*problem_, *limits_, options, rules_) + worth_of_quotas(point.prices);
    for (std::size_t unit = 0; unit < options.size(); ++unit) {
        const bool may_idle = (options[unit] >> clusters & 1) != 0;
        const std::int64_t idle = stake_[unit * (clusters + 1) + clusters];
        if (std::popcount(options[unit]) == 1)
            sum += may_idle ? idle : 0;
        else
            sum += may_idle ? std::max(idle, point.prices.units[unit]) : point.prices.units[unit];
    }
    point.sets.resize(clusters);
    std::vector<Wide> fixed(clusters, 0);
    const auto choose = [&](std::size_t cluster) {
        Band band;
        std::vector<SetItem> items = items_of(cluster, options, point.prices, band, fixed[cluster]);
        point.sets[cluster] = best_set(std::move(items), band, penalty_ * rules_.scale, set_nodes, slack);
    };
    if (options.size() >= worth_threads)
        parallel_for(clusters, 1, progress.quiet(), choose);
    else
        for (std::size_t cluster = 0; cluster < clusters; ++cluster) choose(cluster);
    for (std::size_t cluster = 0; cluster < clusters; ++cluster) sum += fixed[cluster] + point.sets[cluster].bound;
    point.scaled_bound = sum;
    point.bound = to_bound(sum, rules_.scale);
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

/// What a unit's option costs against the best: forced into a cluster, the cluster's other units are at least
/// as good as their fractional fill.
bool SetRelaxation::exclude(const SetPoint& point, std::int64_t best, std::vector<Options>& options) const {
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

/// Twice the value leaves room for what messages and money add to a stake.
std::int64_t scale_for_sets(const AllocationProblem& problem, const Limits& limits, std::int64_t penalty,
                            std::int64_t finest) {
    if (problem.divisible || problem.unit_count() > most_units_for_sets) return finest;
    const Choices choices(problem);
    Wide all = 0;
    for (std::size_t unit = 0; unit < problem.unit_count(); ++unit) {
        Wide most = 0;
        for (std::size_t cluster = 0; cluster < problem.cluster_count(); ++cluster)
            if (choices.allowed(unit, cluster)) most = std::max<Wide>(most, std::abs(problem.value(unit, cluster)));
        if (!may_be_used(choices, unit, problem.cluster_count())) continue;
        const auto quotas = static_cast<Wide>(limits.quotas_of(unit).size());
        all += (2 * most + (1 + highest_quota_price * quotas) * penalty) * problem.areas[unit];
    }
    const auto fits = [&](std::int64_t scale) {
        const Wide shortfall = static_cast<Wide>(penalty) * scale;
        return shortfall <= most_shortfall &&
               product(2 * all, scale) + product(shortfall, largest_minimum(problem)) < most_in_set;
    };
    for (std::int64_t scale = finest; scale >= 1; scale /= 2)
        if (fits(scale)) return scale;
    return finest;
}

bool unit_prices_are_valid(const AllocationProblem& problem, const Limits& limits, const Prices& prices,
                           std::int64_t penalty) {
    if (prices.units.empty()) return prices.unit_limits.empty() && prices.unit_sets.empty();
    if (problem.divisible) return false;
    const SetRelaxation relaxation(problem, limits, penalty, prices);
    return relaxation.adds_up() && relaxation.reaches(set_prices_of(problem, limits, prices));
}

std::int64_t bound_from_prices(const AllocationProblem& problem, const Limits& limits,
                               std::span<const Options> options, const Prices& prices, std::int64_t penalty) {
    const std::int64_t bound = price_bound(problem, limits, options, prices);
    if (prices.units.empty()) return bound;
    const SetRelaxation relaxation(problem, limits, penalty, prices);
    return std::min(bound, relaxation.at(options, set_prices_of(problem, limits, prices), Progress()).bound);
}

}  // namespace zonewright::allocation
