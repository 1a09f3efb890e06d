// The search against looking at every subset, on seeded random problems with every rule and objective.
// ZONEWRIGHT_LONG=100000 runs that many; the default keeps the program under 20 s.
#include <gtest/gtest.h>

#include <cstdlib>
#include <set>
#include <string>

#include "assembly/search/grow_site.h"
#include "assembly/search/site_search.h"
#include "assembly/search/visit_sites.h"
#include "support/assembly_problems.h"

namespace zonewright::assembly {
namespace {

std::uint64_t problem_count() {
    const char* wanted = std::getenv("ZONEWRIGHT_LONG");
    return wanted ? std::stoull(wanted) : 4000;
}

TEST(SiteSearch, AgreesWithEnumerationUnderEveryRuleAndObjective) {
    std::size_t feasible = 0;
    for (std::uint64_t seed = 1; seed <= problem_count(); ++seed) {
        const SiteProblem problem = random_problem(seed);
        const std::int64_t optimum = enumerated_optimum(problem);
        feasible += optimum < unreachable;
        const SearchResult found = search_site(problem, {});
        ASSERT_EQ(found.cost, optimum) << "seed " << seed;
        ASSERT_TRUE(found.proved()) << "seed " << seed;
        ASSERT_LE(found.root_bound, optimum) << "seed " << seed;
        ASSERT_LE(knapsack_bound(problem), optimum) << "seed " << seed;
        if (found.nodes) {
            ASSERT_TRUE(is_feasible(problem, *found.nodes)) << "seed " << seed;
            ASSERT_EQ(cost_of(problem, *found.nodes), optimum) << "seed " << seed;
        }
        const SearchResult diving = search_site(problem, {.node_budget = 1000000, .dive_nodes = 1000000});
        ASSERT_EQ(diving.cost, optimum) << "seed " << seed;
        const SearchResult best_first = search_site(problem, {.node_budget = 1000000, .dive_nodes = 1});
        ASSERT_EQ(best_first.cost, optimum) << "seed " << seed;
        for (const std::int64_t budget : {1, 2, 3, 7}) {
            const SearchResult early =
                search_site(problem, {.node_budget = budget, .dive_nodes = budget / 2});
            ASSERT_LE(early.lower, optimum) << "seed " << seed << " budget " << budget;
            ASSERT_GE(early.cost, optimum) << "seed " << seed << " budget " << budget;
        }
    }
    EXPECT_GT(feasible, problem_count() / 3);
    std::printf("instances %llu, feasible %zu, disagreements 0\n",
                static_cast<unsigned long long>(problem_count()), feasible);
}

TEST(GoodSite, IsFeasibleAndNeverBetterThanTheOptimum) {
    std::size_t found = 0;
    for (std::uint64_t seed = 1; seed <= problem_count() / 4; ++seed) {
        const SiteProblem problem = random_problem(seed);
        for (const GrowBy by : {GrowBy::UnitCost, GrowBy::MissingArea})
            if (const auto nodes = good_site(problem, by)) {
                ++found;
                ASSERT_TRUE(is_feasible(problem, *nodes)) << "seed " << seed;
                ASSERT_GE(cost_of(problem, *nodes), search_site(problem, {}).cost) << "seed " << seed;
            }
    }
    EXPECT_GT(found, 100u);
}

TEST(VisitSites, ShowsEachFeasibleSetOnce) {
    for (std::uint64_t seed = 1; seed <= problem_count() / 10; ++seed) {
        const SiteProblem problem = random_problem(seed);
        if (problem.size() > 12) continue;
        std::size_t expected = 0;
        for (unsigned set = 1; set < (1u << problem.size()); set += 2) {
            std::vector<int> nodes;
            for (int v = 0; v < problem.size(); ++v)
                if (set >> v & 1) nodes.push_back(v);
            expected += is_feasible(problem, nodes);
        }
        std::set<std::vector<int>> seen;
        std::size_t shown = 0;
        const VisitEnd end = visit_sites(problem, unreachable / 2, 10000000, [&](std::span<const int> nodes) {
            ++shown;
            seen.insert(std::vector<int>(nodes.begin(), nodes.end()));
            return true;
        });
        ASSERT_EQ(end, VisitEnd::All);
        ASSERT_EQ(shown, expected) << "seed " << seed;
        ASSERT_EQ(seen.size(), expected) << "seed " << seed;
    }
}

/// The same problem with its nodes (but for the centre) in another order.
SiteProblem relabelled(const SiteProblem& p, Random& random) {
    const auto n = static_cast<std::size_t>(p.size());
    std::vector<std::size_t> old(n);
    std::iota(old.begin(), old.end(), 0);
    for (std::size_t i = n - 1; i > 1; --i) std::swap(old[i], old[1 + random.below(i)]);
    std::vector<int> fresh(n);
    for (std::size_t i = 0; i < n; ++i) fresh[old[i]] = static_cast<int>(i);
    SiteProblem q = p;
    q.first_neighbour = {0};
    q.neighbour.clear();
    for (std::size_t i = 0; i < n; ++i) {
        q.area_m2[i] = p.area_m2[old[i]];
        q.cost[i] = p.cost[old[i]];
        q.owner[i] = p.owner[old[i]];
        q.town[i] = p.town[old[i]];
        q.redevelopment[i] = p.redevelopment[old[i]];
        std::vector<int> near;
        for (const int w : p.neighbours(static_cast<int>(old[i])))
            near.push_back(fresh[static_cast<std::size_t>(w)]);
        std::sort(near.begin(), near.end());
        q.neighbour.insert(q.neighbour.end(), near.begin(), near.end());
        q.first_neighbour.push_back(static_cast<int>(q.neighbour.size()));
    }
    for (Placements& placements : q.shape_rules)
        for (auto& placement : placements) {
            for (int& v : placement) v = fresh[static_cast<std::size_t>(v)];
            std::sort(placement.begin(), placement.end());
        }
    return q;
}

TEST(SiteSearch, RelabellingChangesNothing) {
    for (std::uint64_t seed = 1; seed <= problem_count() / 4; ++seed) {
        Random random(seed, "labels");
        const SiteProblem problem = random_problem(seed);
        ASSERT_EQ(search_site(problem, {}).cost, search_site(relabelled(problem, random), {}).cost)
            << "seed " << seed;
    }
}

TEST(SiteSearch, ATighterRuleNeverImproves) {
    for (std::uint64_t seed = 1; seed <= problem_count() / 4; ++seed) {
        const SiteProblem loose = random_problem(seed);
        const std::int64_t before = search_site(loose, {}).cost;
        SiteProblem tight = loose;
        switch (seed % 5) {
            case 0:
                tight.limits.owners = std::min(tight.limits.owners, 2);
                break;
            case 1:
                tight.limits.redevelopment_permille /= 3;
                break;
            case 2:
                tight.shape_rules.push_back({{1, 2}});
                break;
            case 3:
                tight.minimum_site_m2 += tight.minimum_site_m2 / 20;
                break;
            default:
                tight.limits.towns = 1;
        }
        ASSERT_GE(search_site(tight, {}).cost, before) << "seed " << seed;
    }
}

TEST(SiteSearch, OneMoreParcelNeverWorsens) {
    for (std::uint64_t seed = 1; seed <= problem_count() / 4; ++seed) {
        const SiteProblem with = random_problem(seed);
        SiteProblem without = with;  // the last parcel can no longer be reached or afforded
        without.area_m2.back() = with.maximum_site_m2 + 1;
        ASSERT_LE(search_site(with, {}).cost, search_site(without, {}).cost) << "seed " << seed;
    }
}

}  // namespace
}  // namespace zonewright::assembly
