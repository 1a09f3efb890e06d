// Generalised assignment by exclusive sets (a unit for each job and agent, a job's units exclusive): the best
// by enumeration of all assignments is found within 1 %, and no bound lies below it.
#include <gtest/gtest.h>

#include <vector>

#include "allocation/solve.h"
#include "base/random.h"

namespace zonewright::allocation::testing {
namespace {

struct Jobs {
    std::size_t agents = 0, jobs = 0;
    std::vector<std::int64_t> value, weight;  ///< jobs × agents; value of the whole job
    std::vector<std::int64_t> capacity;
};

/// Weights 5 … 25, capacities of 80 % of an even share: as OR-Library's instances are drawn.
Jobs drawn(std::uint64_t seed) {
    Random random(seed, "assignment");
    Jobs all{.agents = 2 + random.below(2),
             .jobs = 5 + random.below(4),
             .value = {},
             .weight = {},
             .capacity = {}};
    std::int64_t weight = 0;
    for (std::size_t at = 0; at < all.agents * all.jobs; ++at) {
        all.weight.push_back(5 + static_cast<std::int64_t>(random.below(21)));
        all.value.push_back(all.weight.back() * (500 + static_cast<std::int64_t>(random.below(3000))));
        weight += all.weight.back();
    }
    all.capacity.assign(all.agents, weight * 8 / 10 / static_cast<std::int64_t>(all.agents * all.agents));
    return all;
}

AllocationProblem problem_of(const Jobs& all) {
    AllocationProblem problem;
    for (std::size_t agent = 0; agent < all.agents; ++agent) {
        problem.cluster_names.push_back("a" + std::to_string(agent));
        problem.demand.push_back({0, all.capacity[agent]});
    }
    for (std::size_t job = 0; job < all.jobs; ++job) {
        std::vector<std::uint32_t> units;
        for (std::size_t agent = 0; agent < all.agents; ++agent) {
            const std::size_t at = job * all.agents + agent;
            units.push_back(static_cast<std::uint32_t>(problem.areas.size()));
            problem.areas.push_back(all.weight[at]);
            for (std::size_t cluster = 0; cluster < all.agents; ++cluster)
                problem.values.push_back(cluster == agent
                                             ? static_cast<std::int32_t>(all.value[at] / all.weight[at])
                                             : ineligible);
        }
        problem.exclusive.push_back(units);
    }
    return problem;
}

std::int64_t best_of(const Jobs& all, std::size_t job, std::vector<std::int64_t>& room) {
    if (job == all.jobs) return 0;
    std::int64_t best = best_of(all, job + 1, room);
    for (std::size_t agent = 0; agent < all.agents; ++agent) {
        const std::size_t at = job * all.agents + agent;
        if (all.weight[at] > room[agent]) continue;
        room[agent] -= all.weight[at];
        best = std::max(best, all.value[at] + best_of(all, job + 1, room));
        room[agent] += all.weight[at];
    }
    return best;
}

TEST(Assignment, IsFoundWithinOnePerCentAndBounded) {
    std::size_t exact = 0, proved = 0;
    constexpr std::uint64_t instances = 60;
    for (std::uint64_t seed = 1; seed <= instances; ++seed) {
        const Jobs all = drawn(seed);
        std::vector<std::int64_t> room = all.capacity;
        const std::int64_t best = best_of(all, 0, room);
        const Answer answer = solve(problem_of(all), {.node_budget = 2000}, Progress());
        EXPECT_LE(answer.objective, best) << "seed " << seed;
        EXPECT_GE(answer.bound, best) << "seed " << seed;
        EXPECT_GE(static_cast<double>(answer.objective), 0.99 * static_cast<double>(best)) << "seed " << seed;
        exact += answer.objective == best;
        proved += answer.stop == model::StopReason::Proved;
        if (answer.stop == model::StopReason::Proved) {
            EXPECT_EQ(answer.objective, best) << "seed " << seed;
        }
    }
    std::cout << exact << " of " << instances << " exact, " << proved << " proved\n";
    EXPECT_GT(exact, instances * 8 / 10);
}

}  // namespace
}  // namespace zonewright::allocation::testing
