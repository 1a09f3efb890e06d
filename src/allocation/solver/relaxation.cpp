#include "allocation/solver/relaxation.h"

#include <algorithm>
#include <bit>

namespace zonewright::allocation {

namespace {

constexpr std::int64_t side_scale = 256;  ///< finer prices where prices have to be searched for
constexpr std::int64_t largest_worth = std::int64_t{1} << 29;

/// Values beyond this decide every choice alone; cutting them off can only cost the flow quality, not the
/// bound, which is recomputed from the prices without any cut.
std::int32_t as_flow_value(std::int64_t worth) {
    return static_cast<std::int32_t>(std::clamp(worth, -largest_worth, largest_worth));
}

}  // namespace

Relaxation::Relaxation(const AllocationProblem& problem, const Limits& limits, std::int64_t penalty)
    : problem_(&problem), limits_(&limits), penalty_(penalty), network_(problem, limits) {}

bool Relaxation::is_whole() const {
    return network_.side_limits().empty() && problem_->exclusive.empty() && !problem_->neighbourhood;
}

Prices Relaxation::free_multipliers() const {
    Prices prices;
    prices.scale = is_whole() ? 1 : side_scale;
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
    FlowInstance instance = network_.frame(used, penalty_ * multipliers.scale);
    instance.areas.reserve(free_units.size());
    instance.values.reserve(free_units.size() * instance.columns);
    for (const std::uint32_t unit : free_units) {
        instance.areas.push_back(problem_->areas[unit]);
        if (network_.has_classes()) instance.classes.push_back(network_.class_of(unit));
        for (std::size_t option = 0; option <= clusters; ++option)
            instance.values.push_back(options[unit] >> option & 1 ? as_flow_value(worth.of(unit, option))
                                                                  : ineligible);
    }
    const FlowResult flow = solve_flow(instance, start, progress);
    relaxed.feasible = flow.feasible;
    if (!flow.feasible) return relaxed;
    for (std::size_t i = 0; i < free_units.size(); ++i) relaxed.option[free_units[i]] = flow.column[i];
    relaxed.shares = flow.shares;
    for (FlowShare& share : relaxed.shares) share.unit = free_units[share.unit];
    relaxed.prices = multipliers;
    const std::vector<std::int64_t> found =
        network_.limit_prices(flow.prices, land_that_counts(options), penalty_ * multipliers.scale);
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
