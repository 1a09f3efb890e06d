// Whole units: the search agrees with trying every allocation, whatever rules are switched on.
#include <gtest/gtest.h>

#include <functional>
#include <string>

#include "property/allocation_instances.h"

namespace zonewright::allocation::testing {
namespace {

struct Case {
    std::string name;
    std::function<void(Shape&)> set;
};

class EnumerationTest : public ::testing::TestWithParam<Case> {};

TEST_P(EnumerationTest, SearchFindsTheBestOfAllAllocations) {
    std::size_t compared = 0;
    for (std::uint64_t seed = 1; seed <= 60; ++seed) {
        Shape shape;
        shape.units = 4 + seed % 3;
        shape.clusters = 2 + seed % 2;
        GetParam().set(shape);
        const AllocationProblem problem = random_problem(seed, shape);
        try {
            validate(problem);
        } catch (const InputError&) {
            continue;  // a lock or quota that the random draw made contradictory
        }
        const auto best = best_by_enumeration(problem);
        ASSERT_TRUE(best) << "seed " << seed;
        const Answer answer = solve(problem, {}, Progress());
        EXPECT_EQ(answer.objective, *best) << GetParam().name << " seed " << seed;
        EXPECT_EQ(answer.bound, *best) << GetParam().name << " seed " << seed;
        EXPECT_EQ(answer.stop, model::StopReason::Proved) << GetParam().name << " seed " << seed;
        EXPECT_GE(answer.price_bound, answer.bound) << GetParam().name << " seed " << seed;
        ++compared;
    }
    EXPECT_GE(compared, 30u) << GetParam().name;
}

INSTANTIATE_TEST_SUITE_P(
    Rules, EnumerationTest,
    ::testing::Values(Case{"bands", [](Shape&) {}},
                      Case{"loose_bands", [](Shape& s) { s.demand_share = 0.4, s.band = 0.8; }},
                      Case{"demand_over_supply", [](Shape& s) { s.demand_share = 1.6; }},
                      Case{"exact_bands", [](Shape& s) { s.band = 0; }},
                      Case{"town_quotas", [](Shape& s) { s.town_quotas = true; }},
                      Case{"cluster_quotas", [](Shape& s) { s.town_quotas = s.cluster_quotas = true; }},
                      Case{"crossing_quotas", [](Shape& s) { s.town_quotas = s.crossing_quotas = true; }},
                      Case{"budget", [](Shape& s) { s.budget = true; }},
                      Case{"exclusive_sets", [](Shape& s) { s.exclusive = true; }},
                      Case{"town_limit", [](Shape& s) { s.town_limit = true; }},
                      Case{"locks", [](Shape& s) { s.locks = true; }},
                      Case{"neighbours", [](Shape& s) { s.neighbours = true; }},
                      Case{"everything",
                           [](Shape& s) {
                               s.town_quotas = s.cluster_quotas = s.crossing_quotas = s.budget = s.exclusive =
                                   s.town_limit = true;
                               s.locks = s.neighbours = true;
                           }}),
    [](const auto& tested) { return tested.param.name; });

}  // namespace
}  // namespace zonewright::allocation::testing
