// Every mixture of rules on thousands of tiny instances: what the solver calls proved is the best of all
// allocations, every bound lies above it, and every answer keeps every rule. Checked by code of its own,
// which shares nothing with the solver but the problem.
#include <gtest/gtest.h>

#include <algorithm>
#include <map>
#include <optional>
#include <set>
#include <vector>

#include "property/allocation_instances.h"

namespace zonewright::allocation::testing {
namespace {

constexpr std::uint64_t instances = 1600;

using Owners = std::vector<std::uint32_t>;  ///< per unit: cluster, or cluster_count for idle

/// The objective of whole units by the words of problem.h; nothing when a rule is broken.
std::optional<std::int64_t> objective_of(const AllocationProblem& problem, const Owners& owner,
                                         std::int64_t penalty) {
    const auto idle = static_cast<std::uint32_t>(problem.cluster_count());
    std::vector<std::int64_t> given(idle, 0);
    std::set<std::pair<std::uint32_t, std::uint32_t>> towns;
    std::int64_t value = 0, money = 0, shortfall = 0;
    for (std::uint32_t unit = 0; unit < owner.size(); ++unit) {
        const std::uint32_t cluster = owner[unit];
        for (const UnitCluster& lock : problem.locked)
            if (lock.unit == unit && lock.cluster != cluster) return std::nullopt;
        if (cluster == idle) continue;
        for (const UnitCluster& pair : problem.forbidden)
            if (pair.unit == unit && pair.cluster == cluster) return std::nullopt;
        if (problem.value(unit, cluster) == ineligible) return std::nullopt;
        if (!problem.minimum_site.empty() && problem.areas[unit] < problem.minimum_site[cluster])
            return std::nullopt;
        given[cluster] += problem.areas[unit];
        value += problem.areas[unit] * problem.value(unit, cluster);
        if (problem.budget) money += problem.areas[unit] * problem.budget->cost[unit];
        if (problem.town_limit) towns.emplace(cluster, problem.town_limit->town_of[unit]);
    }
    const auto within = [&](const Band& band, std::int64_t area) {
        shortfall += std::max<std::int64_t>(0, band.lower - area);
        return area <= band.upper;
    };
    for (std::uint32_t cluster = 0; cluster < idle; ++cluster)
        if (!within(problem.demand[cluster], given[cluster])) return std::nullopt;
    for (const Quota& quota : problem.quotas) {
        std::int64_t area = 0;
        for (const std::uint32_t unit : problem.places[quota.place].units)
            if (owner[unit] != idle && (!quota.cluster || *quota.cluster == owner[unit]))
                area += problem.areas[unit];
        if (!within(quota.band, area)) return std::nullopt;
    }
    if (problem.budget && money > problem.budget->limit) return std::nullopt;
    for (std::uint32_t cluster = 0; problem.town_limit && cluster < idle; ++cluster) {
        const auto used = std::count_if(towns.begin(), towns.end(),
                                        [&](const auto& pair) { return pair.first == cluster; });
        const std::uint32_t maximum = problem.town_limit->maximum[cluster];
        if (maximum > 0 && used > maximum) return std::nullopt;
    }
    for (const auto& set : problem.exclusive)
        if (std::count_if(set.begin(), set.end(), [&](std::uint32_t unit) { return owner[unit] != idle; }) >
            1)
            return std::nullopt;
    if (problem.neighbourhood)
        for (const Side& side : problem.neighbourhood->sides)
            if (owner[side.a] != idle && owner[side.b] != idle)
                value += side.weight * problem.neighbourhood->affinity[owner[side.a] * idle + owner[side.b]];
    return value - penalty * shortfall;
}

std::optional<std::int64_t> best_of_all(const AllocationProblem& problem, std::int64_t penalty) {
    Owners owner(problem.unit_count(), 0);
    std::optional<std::int64_t> best;
    while (true) {
        const auto objective = objective_of(problem, owner, penalty);
        if (objective && (!best || *objective > *best)) best = objective;
        std::size_t at = 0;
        while (at < owner.size() && owner[at] == problem.cluster_count()) owner[at++] = 0;
        if (at == owner.size()) return best;
        ++owner[at];
    }
}

/// Rules at random, each on or off by itself; then what the common generator does not draw.
AllocationProblem mixed_problem(std::uint64_t seed) {
    Random random(seed, "mixture");
    const auto often = [&](double share) { return random.unit() < share; };
    Shape shape;
    shape.units = 3 + random.below(4);
    shape.clusters = 1 + random.below(3);
    shape.largest_area = often(0.5) ? 20 : 3;
    shape.largest_value = often(0.5) ? 30 : 4;
    shape.demand_share = random.between(0.2, 1.5);
    shape.band = often(0.3) ? 0 : random.between(0, 1);
    shape.ineligible_share = random.between(0, 0.5);
    shape.town_quotas = often(0.4);
    shape.cluster_quotas = often(0.4);
    shape.crossing_quotas = often(0.3);
    shape.budget = often(0.3);
    shape.exclusive = often(0.3);
    shape.town_limit = often(0.4);
    shape.locks = often(0.3);
    shape.neighbours = often(0.25);
    AllocationProblem problem = random_problem(seed, shape);
    if (problem.town_limit)
        for (std::uint32_t& maximum : problem.town_limit->maximum)
            maximum = static_cast<std::uint32_t>(random.below(3));
    if (often(0.3))
        for (std::size_t cluster = 0; cluster < shape.clusters; ++cluster)
            problem.minimum_site.push_back(static_cast<std::int64_t>(
                random.below(static_cast<std::uint64_t>(shape.largest_area) / 2 + 1)));
    if (often(0.4)) problem.shortfall_penalty = 1 + static_cast<std::int64_t>(random.below(40));
    if (often(0.4))
        for (Quota& quota : problem.quotas)
            if (quota.cluster && often(0.5)) quota.band.lower = quota.band.upper / 2;
    if (often(0.3))
        for (std::int32_t& value : problem.values)
            if (value != ineligible) value -= shape.largest_value / 2;
    return problem;
}

SolveOptions settings_of(std::uint64_t seed) {
    constexpr std::size_t budgets[] = {20000, 20000, 20000, 0, 3, 40};
    return {.node_budget = budgets[seed % 6], .gap_target = seed % 11 == 0 ? 0.05 : 0};
}

std::string describe(const AllocationProblem& problem, std::uint64_t seed) {
    return "seed " + std::to_string(seed) + (problem.town_limit ? " towns" : "") +
           (problem.quotas.empty() ? "" : " quotas") + (problem.budget ? " budget" : "") +
           (problem.exclusive.empty() ? "" : " sets") + (problem.neighbourhood ? " sides" : "") +
           (problem.minimum_site.empty() ? "" : " lots");
}

TEST(AllocationCombinations, ProvedIsBestAndEveryBoundHolds) {
    std::map<model::StopReason, std::size_t> stops;
    for (std::uint64_t seed = 1; seed <= instances; ++seed) {
        const AllocationProblem problem = mixed_problem(seed);
        try {
            validate(problem);
        } catch (const InputError&) {
            continue;  // the random draw contradicts itself
        }
        const Answer answer = solve(problem, settings_of(seed), Progress());
        const std::string words = describe(problem, seed);
        const auto best = best_of_all(problem, answer.penalty);
        ASSERT_TRUE(best) << words;
        Owners owner(problem.unit_count(), static_cast<std::uint32_t>(problem.cluster_count()));
        for (const Piece& piece : answer.pieces) {
            EXPECT_EQ(owner[piece.unit], problem.cluster_count()) << words;
            EXPECT_EQ(piece.area, problem.areas[piece.unit]) << words;
            owner[piece.unit] = piece.cluster;
        }
        EXPECT_EQ(objective_of(problem, owner, answer.penalty), answer.objective) << words;
        EXPECT_GE(answer.bound, *best) << words;
        EXPECT_GE(answer.price_bound, *best) << words;
        EXPECT_LE(answer.objective, *best) << words;
        if (answer.stop == model::StopReason::Proved) {
            EXPECT_EQ(answer.objective, *best) << words;
            EXPECT_EQ(answer.bound, *best) << words;
        }
        ++stops[answer.stop];
    }
    EXPECT_GT(stops[model::StopReason::Proved], instances / 3);
    EXPECT_GT(stops[model::StopReason::NodeBudget], std::size_t{0});
}

}  // namespace
}  // namespace zonewright::allocation::testing
