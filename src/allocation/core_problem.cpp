#include "allocation/core_problem.h"

#include <algorithm>
#include <bit>

namespace zonewright::allocation {

namespace {

constexpr std::uint32_t dropped = ~std::uint32_t{0};

Band reduced(const Band& band, std::int64_t used) {
    return {std::max<std::int64_t>(0, band.lower - used),
            band.upper >= unlimited ? unlimited : band.upper - used};
}

std::vector<std::int64_t> use_of_fixed(const AllocationProblem& problem, const Limits& limits,
                                       std::span<const Options> options, std::int64_t& value) {
    std::vector<std::int64_t> used(limits.size(), 0);
    for (std::size_t unit = 0; unit < options.size(); ++unit) {
        if (std::popcount(options[unit]) != 1) continue;
        const auto option = static_cast<std::size_t>(std::countr_zero(options[unit]));
        if (option == problem.cluster_count()) continue;
        value += problem.areas[unit] * problem.value(unit, option);
        limits.for_each(unit, option, [&](std::uint32_t limit) { used[limit] += problem.areas[unit]; });
        if (limits.budget()) used[*limits.budget()] += problem.areas[unit] * problem.budget->cost[unit];
    }
    return used;
}

std::vector<std::uint32_t> translated(const std::vector<std::uint32_t>& units,
                                      const std::vector<std::uint32_t>& position) {
    std::vector<std::uint32_t> kept;
    for (const std::uint32_t unit : units)
        if (position[unit] != dropped) kept.push_back(position[unit]);
    return kept;
}

void copy_units(const AllocationProblem& whole, std::span<const Options> options, CoreProblem& core) {
    const std::size_t clusters = whole.cluster_count();
    for (std::uint32_t unit = 0; unit < options.size(); ++unit) {
        if (std::popcount(options[unit]) < 2) continue;
        core.units.push_back(unit);
        core.options.push_back(options[unit]);
        core.problem.areas.push_back(whole.areas[unit]);
        const auto row = whole.values.begin() + static_cast<std::ptrdiff_t>(unit * clusters);
        core.problem.values.insert(core.problem.values.end(), row,
                                   row + static_cast<std::ptrdiff_t>(clusters));
        if (whole.budget) core.problem.budget->cost.push_back(whole.budget->cost[unit]);
    }
}

}  // namespace

bool has_core(const AllocationProblem& problem) {
    return !problem.divisible && !problem.neighbourhood && !problem.town_limit;
}

CoreProblem core_of(const AllocationProblem& problem, const Limits& limits, std::span<const Options> options,
                    const Prices& multipliers) {
    CoreProblem core{.multipliers = multipliers};
    const std::vector<std::int64_t> used = use_of_fixed(problem, limits, options, core.fixed_value);
    AllocationProblem& open = core.problem;
    open.cluster_names = problem.cluster_names;
    open.minimum_lot = problem.minimum_lot;
    open.shortfall_penalty = penalty_of(problem);
    if (problem.budget) open.budget = Budget{problem.budget->limit - used[*limits.budget()], {}};
    copy_units(problem, options, core);
    std::vector<std::uint32_t> position(problem.unit_count(), dropped);
    for (std::uint32_t at = 0; at < core.units.size(); ++at) position[core.units[at]] = at;
    for (std::size_t cluster = 0; cluster < problem.cluster_count(); ++cluster)
        open.demand.push_back(reduced(problem.demand[cluster], used[cluster]));
    for (const PlaceUnits& place : problem.places)
        open.places.push_back({place.name, translated(place.units, position)});
    for (std::size_t q = 0; q < problem.quotas.size(); ++q) {
        const Quota& quota = problem.quotas[q];
        open.quotas.push_back(
            {quota.place, quota.cluster, reduced(quota.band, used[problem.cluster_count() + q])});
    }
    core.multipliers.exclusive.clear();
    for (std::size_t set = 0; set < problem.exclusive.size(); ++set) {
        std::vector<std::uint32_t> units = translated(problem.exclusive[set], position);
        if (units.size() < 2) continue;
        open.exclusive.push_back(std::move(units));
        core.multipliers.exclusive.push_back(multipliers.exclusive[set]);
    }
    return core;
}

}  // namespace zonewright::allocation
