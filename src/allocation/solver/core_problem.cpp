#include "allocation/solver/core_problem.h"

#include <algorithm>
#include <bit>

namespace zonewright::allocation {

namespace {

constexpr std::uint32_t dropped = ~std::uint32_t{0};

Band reduced(const Band& band, std::int64_t used) {
    return {std::max<std::int64_t>(0, band.lower - used),
            band.upper >= unlimited ? unlimited : band.upper - used};
}

bool ties_units(const AllocationProblem& problem) {
    return problem.neighbourhood || problem.town_limit;
}

bool is_dropped(const AllocationProblem& problem, Options options) {
    if (std::popcount(options) != 1) return false;
    return !ties_units(problem) || options == Options{1} << problem.cluster_count();
}

std::vector<std::int64_t> use_of_fixed(const AllocationProblem& problem, const Limits& limits,
                                       std::span<const Options> options, std::int64_t& value) {
    std::vector<std::int64_t> used(limits.size(), 0);
    for (std::size_t unit = 0; unit < options.size(); ++unit) {
        if (!is_dropped(problem, options[unit])) continue;
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

/// The units kept, with the options they still have as the only ones that are eligible.
void copy_units(const AllocationProblem& whole, std::span<const Options> options, CoreProblem& core) {
    const auto clusters = static_cast<std::uint32_t>(whole.cluster_count());
    for (std::uint32_t unit = 0; unit < options.size(); ++unit) {
        if (is_dropped(whole, options[unit])) continue;
        const auto position = static_cast<std::uint32_t>(core.units.size());
        core.units.push_back(unit);
        core.options.push_back(options[unit]);
        core.problem.areas.push_back(whole.areas[unit]);
        if (!whole.unit_names.empty()) core.problem.unit_names.push_back(whole.unit_names[unit]);
        for (std::uint32_t cluster = 0; cluster < clusters; ++cluster) {
            const bool open = (options[unit] >> cluster & 1) != 0;
            core.problem.values.push_back(open ? whole.value(unit, cluster) : ineligible);
            if (options[unit] == Options{1} << cluster) core.problem.locked.push_back({position, cluster});
        }
        if (whole.budget) core.problem.budget->cost.push_back(whole.budget->cost[unit]);
        if (whole.town_limit) core.problem.town_limit->town_of.push_back(whole.town_limit->town_of[unit]);
    }
}

void copy_sides(const Neighbourhood& whole, const std::vector<std::uint32_t>& position, CoreProblem& core) {
    core.problem.neighbourhood = Neighbourhood{{}, whole.affinity};
    for (std::uint32_t at = 0; at < whole.sides.size(); ++at) {
        const Side& side = whole.sides[at];
        if (position[side.a] == dropped || position[side.b] == dropped) continue;
        core.problem.neighbourhood->sides.push_back({position[side.a], position[side.b], side.weight});
        core.sides.push_back(at);
    }
}

}  // namespace

bool has_core(const AllocationProblem& problem) {
    return !problem.divisible && !ties_units(problem);
}

CoreProblem core_of(const AllocationProblem& problem, const Limits& limits, std::span<const Options> options,
                    const Prices& multipliers) {
    CoreProblem core{.multipliers = multipliers};
    const std::vector<std::int64_t> used = use_of_fixed(problem, limits, options, core.fixed_value);
    AllocationProblem& open = core.problem;
    open.cluster_names = problem.cluster_names;
    open.shortfall_penalty = penalty_of(problem);
    if (problem.budget) open.budget = Budget{problem.budget->limit - used[*limits.budget()], {}};
    if (problem.town_limit)
        open.town_limit = TownLimit{{}, problem.town_limit->town_count, problem.town_limit->maximum};
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
    for (std::uint32_t set = 0; set < problem.exclusive.size(); ++set) {
        std::vector<std::uint32_t> units = translated(problem.exclusive[set], position);
        if (units.size() < 2) continue;
        open.exclusive.push_back(std::move(units));
        core.multipliers.exclusive.push_back(multipliers.exclusive[set]);
        core.sets.push_back(set);
    }
    if (problem.neighbourhood) copy_sides(*problem.neighbourhood, position, core);
    return core;
}

Prices in_whole(const CoreProblem& core, const AllocationProblem& whole, const Prices& prices) {
    Prices result{.scale = prices.scale, .limit = prices.limit};
    result.exclusive.assign(whole.exclusive.size(), 0);
    for (std::size_t at = 0; at < core.sets.size(); ++at)
        result.exclusive[core.sets[at]] = prices.exclusive[at];
    if (!prices.units.empty()) {
        result.units.assign(whole.unit_count(), 0);
        for (std::size_t at = 0; at < core.units.size(); ++at)
            result.units[core.units[at]] = prices.units[at];
        result.unit_limits = prices.unit_limits;
        result.unit_sets.assign(whole.exclusive.size(), 0);
        for (std::size_t at = 0; at < core.sets.size(); ++at)
            result.unit_sets[core.sets[at]] = prices.unit_sets[at];
    }
    if (prices.messages.empty()) return result;
    const std::size_t row = 2 * (whole.cluster_count() + 1);
    result.messages.assign(whole.neighbourhood->sides.size() * row, 0);
    for (std::size_t at = 0; at < core.sides.size(); ++at)
        std::copy_n(prices.messages.begin() + static_cast<std::ptrdiff_t>(at * row), row,
                    result.messages.begin() + static_cast<std::ptrdiff_t>(core.sides[at] * row));
    return result;
}

std::vector<Piece> in_whole(const CoreProblem& core, const AllocationProblem& whole,
                            std::span<const Options> options, std::span<const Piece> pieces) {
    std::vector<Piece> result;
    for (const Piece& piece : pieces) result.push_back({core.units[piece.unit], piece.cluster, piece.area});
    for (std::uint32_t unit = 0; unit < options.size(); ++unit) {
        const auto option = static_cast<std::uint32_t>(std::countr_zero(options[unit]));
        if (is_dropped(whole, options[unit]) && option < whole.cluster_count())
            result.push_back({unit, option, whole.areas[unit]});
    }
    std::sort(result.begin(), result.end());
    return result;
}

}  // namespace zonewright::allocation
