#include "allocation/solver/ordering.h"

#include <algorithm>
#include <numeric>
#include <tuple>
#include <utility>

namespace zonewright::allocation {

namespace {

std::vector<std::uint32_t> numbers(std::size_t count) {
    std::vector<std::uint32_t> all(count);
    std::iota(all.begin(), all.end(), 0u);
    return all;
}

void reorder_units(const AllocationProblem& old, const std::vector<std::uint32_t>& order,
                   AllocationProblem& result) {
    const std::size_t clusters = old.cluster_count();
    for (std::uint32_t to = 0; to < order.size(); ++to) {
        const std::uint32_t from = order[to];
        result.areas[to] = old.areas[from];
        result.unit_names[to] = old.unit_names[from];
        std::copy_n(old.values.begin() + static_cast<std::ptrdiff_t>(from * clusters), clusters,
                    result.values.begin() + static_cast<std::ptrdiff_t>(to * clusters));
        if (old.budget) result.budget->cost[to] = old.budget->cost[from];
        if (old.town_limit) result.town_limit->town_of[to] = old.town_limit->town_of[from];
    }
}

void reorder_sets(const std::vector<std::uint32_t>& position, Reordered& result) {
    std::vector<std::vector<std::uint32_t>> sets = result.problem.exclusive;
    for (auto& set : sets) {
        for (std::uint32_t& unit : set) unit = position[unit];
        std::sort(set.begin(), set.end());
    }
    result.sets = numbers(sets.size());
    std::stable_sort(result.sets.begin(), result.sets.end(),
                     [&](std::uint32_t a, std::uint32_t b) { return sets[a] < sets[b]; });
    for (std::size_t at = 0; at < sets.size(); ++at) result.problem.exclusive[at] = sets[result.sets[at]];
}

void reorder_sides(const std::vector<std::uint32_t>& position, Reordered& result) {
    std::vector<Side>& sides = result.problem.neighbourhood->sides;
    std::vector<char> swapped(sides.size(), 0);
    for (std::size_t at = 0; at < sides.size(); ++at) {
        Side& side = sides[at];
        side.a = position[side.a], side.b = position[side.b];
        if (side.a <= side.b) continue;
        std::swap(side.a, side.b);
        swapped[at] = 1;
    }
    result.sides = numbers(sides.size());
    std::stable_sort(result.sides.begin(), result.sides.end(), [&](std::uint32_t x, std::uint32_t y) {
        return std::tie(sides[x].a, sides[x].b, sides[x].weight) <
               std::tie(sides[y].a, sides[y].b, sides[y].weight);
    });
    const std::vector<Side> old = sides;
    for (std::size_t at = 0; at < sides.size(); ++at) {
        sides[at] = old[result.sides[at]];
        result.swapped.push_back(swapped[result.sides[at]]);
    }
}

}  // namespace

bool is_in_order(const AllocationProblem& problem) {
    return std::is_sorted(problem.unit_names.begin(), problem.unit_names.end()) &&
           problem.exclusive.empty() && !problem.neighbourhood;
}

Reordered by_name(const AllocationProblem& problem) {
    Reordered result{
        .problem = problem, .units = numbers(problem.unit_count()), .options = problem.cluster_count() + 1};
    if (!problem.unit_names.empty())
        std::sort(result.units.begin(), result.units.end(), [&](std::uint32_t a, std::uint32_t b) {
            return problem.unit_names[a] < problem.unit_names[b];
        });
    if (!problem.unit_names.empty()) reorder_units(problem, result.units, result.problem);
    std::vector<std::uint32_t> position(result.units.size());
    for (std::uint32_t to = 0; to < position.size(); ++to) position[result.units[to]] = to;
    for (PlaceUnits& place : result.problem.places) {
        for (std::uint32_t& unit : place.units) unit = position[unit];
        std::sort(place.units.begin(), place.units.end());
    }
    for (auto* pairs : {&result.problem.locked, &result.problem.forbidden}) {
        for (UnitCluster& pair : *pairs) pair.unit = position[pair.unit];
        std::sort(pairs->begin(), pairs->end());
    }
    reorder_sets(position, result);
    if (problem.neighbourhood) reorder_sides(position, result);
    return result;
}

Prices in_old_order(const Reordered& reordered, const Prices& prices) {
    Prices old = prices;
    for (std::size_t at = 0; at < prices.exclusive.size(); ++at)
        old.exclusive[reordered.sets[at]] = prices.exclusive[at];
    for (std::size_t at = 0; at < prices.unit_sets.size(); ++at)
        old.unit_sets[reordered.sets[at]] = prices.unit_sets[at];
    for (std::size_t at = 0; at < prices.units.size(); ++at)
        old.units[reordered.units[at]] = prices.units[at];
    if (prices.messages.empty()) return old;
    const std::size_t options = reordered.options;
    for (std::size_t at = 0; at < reordered.sides.size(); ++at)
        for (std::size_t end = 0; end < 2; ++end) {
            const std::size_t from = (at * 2 + end) * options;
            const std::size_t to =
                (std::size_t{reordered.sides[at]} * 2 + (reordered.swapped[at] ? 1 - end : end)) * options;
            std::copy_n(prices.messages.begin() + static_cast<std::ptrdiff_t>(from), options,
                        old.messages.begin() + static_cast<std::ptrdiff_t>(to));
        }
    return old;
}

}  // namespace zonewright::allocation
