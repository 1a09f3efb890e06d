#include "allocation/solver/relaxation.h"

#include <algorithm>
#include <bit>
#include <cstdlib>
#include <limits>

#include "allocation/solver/set_relaxation.h"

namespace zonewright::allocation {

namespace {

constexpr std::int64_t side_scale = 256;  ///< finer prices where prices have to be searched for
/// Values beyond this decide every choice alone; cutting them off can only cost the flow quality, not the
/// bound, which is recomputed from the prices without any cut.
template <typename Value>
constexpr std::int64_t largest_worth = std::int64_t{1} << (sizeof(Value) > 4 ? 44 : 29);

template <typename Value>
Value as_flow_value(std::int64_t worth) {
    return static_cast<Value>(std::clamp(worth, -largest_worth<Value>, largest_worth<Value>));
}

}  // namespace

Relaxation::Relaxation(const AllocationProblem& problem, const Limits& limits, std::int64_t penalty)
    : problem_(&problem), limits_(&limits), penalty_(penalty), network_(problem, limits) {
    fine_ = problem.divisible && !network_.side_limits().empty() && problem.exclusive.empty();
    scale_ = is_whole() ? 1 : fine_ ? fine_scale() : scale_for_sets(problem, limits, penalty, side_scale);
}

/// The largest power of two at which every price that can bind stays within its bounds: of an area unit at
/// most what a unit can gain or a shortfall costs, of money that for the cheapest land.
std::int64_t Relaxation::fine_scale() const {
    std::int64_t value = 0;
    for (const std::int32_t one : problem_->values)
        if (one != ineligible) value = std::max(value, std::abs(std::int64_t{one}));
    std::size_t quotas = 0;
    for (std::size_t unit = 0; unit < problem_->unit_count(); ++unit)
        quotas = std::max(quotas, limits_->quotas_of(unit).size());
    const Wide most = value + Wide{penalty_} * static_cast<Wide>(quotas + 1);
    Wide cheapest = std::numeric_limits<std::int32_t>::max();
    Wide room = largest_worth<std::int64_t>;
    if (problem_->budget) {
        for (const std::int32_t cost : problem_->budget->cost)
            if (cost > 0) cheapest = std::min<Wide>(cheapest, cost);
        room = std::min(room, cheapest * (highest_money_price >> budget_shift));
    }
    std::int64_t scale = 1;
    while (scale < largest_scale && 4 * Wide{scale} * most <= room) scale *= 2;
    return scale;
}

bool Relaxation::is_whole() const {
    return network_.side_limits().empty() && problem_->exclusive.empty() && !problem_->neighbourhood;
}

Prices Relaxation::free_multipliers() const {
    Prices prices;
    prices.scale = scale_;
    prices.limit.assign(limits_->size(), 0);
    prices.exclusive.assign(problem_->exclusive.size(), 0);
    return prices;
}

/// Per limit, the land of all units that have an option counting towards it.
std::vector<std::int64_t> Relaxation::land_that_counts(std::span<const Options> options) const {
    std::vector<std::int64_t> land(limits_->size(), 0);
    const std::size_t clusters = problem_->cluster_count();
    const Options all = (Options{1} << clusters) - 1;
    for (std::size_t unit = 0; unit < problem_->unit_count(); ++unit) {
        for (Options rest = options[unit] & all; rest != 0; rest &= rest - 1)
            land[static_cast<std::size_t>(std::countr_zero(rest))] += problem_->areas[unit];
        for (const std::uint32_t quota : limits_->quotas_of(unit)) {
            const auto cluster = (*limits_)[quota].cluster;
            const Options counted = cluster ? Options{1} << *cluster : all;
            if ((options[unit] & counted) != 0) land[quota] += problem_->areas[unit];
        }
    }
    return land;
}

Relaxed Relaxation::solve(std::span<const Options> options, const Prices& multipliers,
                          std::span<const std::int64_t> start, const Progress& progress) const {
    return fine_ ? solve_as<std::int64_t>(options, multipliers, start, progress)
                 : solve_as<std::int32_t>(options, multipliers, start, progress);
}

template <typename Value>
Relaxed Relaxation::solve_as(std::span<const Options> options, const Prices& multipliers,
                             std::span<const std::int64_t> start, const Progress& progress) const {
    const std::size_t clusters = problem_->cluster_count();
    const Worth worth(*problem_, *limits_, multipliers);
    std::vector<std::int64_t> used(limits_->size(), 0);
    std::vector<std::uint32_t> free_units;
    Relaxed relaxed{
        .option = std::vector<std::uint16_t>(problem_->unit_count(), static_cast<std::uint16_t>(clusters))};
    for (std::uint32_t unit = 0; unit < problem_->unit_count(); ++unit) {
        if (std::popcount(options[unit]) > 1) {
            free_units.push_back(unit);
            continue;
        }
        const auto option = static_cast<std::uint16_t>(std::countr_zero(options[unit]));
        relaxed.option[unit] = option;
        if (option == clusters) continue;
        limits_->for_each(unit, option, [&](std::uint32_t limit) { used[limit] += problem_->areas[unit]; });
    }
    FlowInstanceOf<Value> instance = network_.frame<Value>(used, penalty_ * multipliers.scale);
    instance.areas.reserve(free_units.size());
    instance.values.reserve(free_units.size() * instance.columns);
    for (const std::uint32_t unit : free_units) {
        instance.areas.push_back(problem_->areas[unit]);
        if (network_.has_classes()) instance.classes.push_back(network_.class_of(unit));
        for (std::size_t option = 0; option <= clusters; ++option)
            instance.values.push_back(options[unit] >> option & 1
                                          ? as_flow_value<Value>(worth.of(unit, option))
                                          : no_option<Value>);
    }
    const FlowResult flow = solve_flow(instance, start, progress);
    relaxed.feasible = flow.feasible;
    if (!flow.feasible) return relaxed;
    for (std::size_t i = 0; i < free_units.size(); ++i) relaxed.option[free_units[i]] = flow.column[i];
    relaxed.shares = flow.shares;
    for (FlowShare& share : relaxed.shares) share.unit = free_units[share.unit];
    relaxed.prices = multipliers;
    const std::vector<std::int64_t> found =
        network_.limit_prices(flow.prices, land_that_counts(options), used, penalty_ * multipliers.scale);
    for (std::size_t limit = 0; limit < found.size(); ++limit) relaxed.prices.limit[limit] += found[limit];
    relaxed.nodes = flow.prices;
    relaxed.bound = price_bound(*problem_, *limits_, options, relaxed.prices);
    return relaxed;
}

Relaxed Relaxation::at_rest(std::span<const Options> options) const {
    const auto idle = static_cast<std::uint16_t>(problem_->cluster_count());
    Relaxed relaxed{.option = std::vector<std::uint16_t>(options.size(), idle), .prices = free_multipliers()};
    for (std::size_t unit = 0; unit < options.size(); ++unit)
        if (!(options[unit] >> idle & 1))
            relaxed.option[unit] = static_cast<std::uint16_t>(std::countr_zero(options[unit]));
    relaxed.bound = price_bound(*problem_, *limits_, options, relaxed.prices);
    return relaxed;
}

}  // namespace zonewright::allocation
