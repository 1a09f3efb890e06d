// Site problems that can be checked by eye, and random ones for exhaustive enumeration.
#pragma once

#include <algorithm>
#include <numeric>
#include <vector>

#include "assembly/search/site_problem.h"
#include "base/random.h"

namespace zonewright::assembly {

/// A problem from links between nodes; one owner a node, one town.
inline SiteProblem problem_of(std::vector<std::int64_t> areas, std::vector<std::int64_t> costs,
                              const std::vector<std::pair<int, int>>& links, std::int64_t least,
                              std::int64_t most) {
    SiteProblem problem;
    const std::size_t n = areas.size();
    problem.area_m2 = std::move(areas);
    for (const std::int64_t cost : costs) problem.cost.push_back(cost * ticks_per_unit);
    std::vector<std::vector<int>> near(n);
    for (const auto& [a, b] : links) {
        near[static_cast<std::size_t>(a)].push_back(b);
        near[static_cast<std::size_t>(b)].push_back(a);
    }
    problem.first_neighbour.push_back(0);
    for (std::size_t v = 0; v < n; ++v) {
        problem.parcel.push_back(static_cast<std::uint32_t>(v));
        problem.owner.push_back(static_cast<int>(v));
        problem.town.push_back(0);
        problem.redevelopment.push_back(0);
        std::sort(near[v].begin(), near[v].end());
        near[v].erase(std::unique(near[v].begin(), near[v].end()), near[v].end());
        problem.neighbour.insert(problem.neighbour.end(), near[v].begin(), near[v].end());
        problem.first_neighbour.push_back(static_cast<int>(problem.neighbour.size()));
    }
    problem.minimum_site_m2 = least;
    problem.maximum_site_m2 = most;
    return problem;
}

/// 4 to 16 nodes, every kind of rule and of costs, by the seed.
inline SiteProblem random_problem(std::uint64_t seed) {
    Random random(seed);
    const int n = 4 + static_cast<int>(random.below(13));
    std::vector<std::int64_t> areas, costs;
    const std::uint64_t price = seed % 2 ? 100 : 5;
    for (int v = 0; v < n; ++v) {
        areas.push_back(seed % 3 ? 1 + static_cast<std::int64_t>(random.below(60)) : 10);
        costs.push_back(1 + static_cast<std::int64_t>(random.below(price)));
    }
    const double density = random.between(0.1, 0.5);
    std::vector<std::pair<int, int>> links;
    for (int i = 0; i < n; ++i)
        for (int j = 0; j < i; ++j)
            if (random.unit() < density || (j == i - 1 && random.unit() < 0.7)) links.emplace_back(j, i);
    const auto total = static_cast<double>(std::accumulate(areas.begin(), areas.end(), std::int64_t{0}));
    const auto least = static_cast<std::int64_t>(total * random.between(0.1, 0.7)) + 1;
    const auto most = static_cast<std::int64_t>(static_cast<double>(least) * (seed % 4 ? 1.2 : 1.03));
    SiteProblem problem = problem_of(std::move(areas), std::move(costs), links, least, most);
    for (std::size_t v = 0; v < static_cast<std::size_t>(n); ++v) {
        problem.owner[v] = static_cast<int>(random.below(6));
        problem.town[v] = static_cast<int>(random.below(3));
        problem.redevelopment[v] = static_cast<char>(random.unit() < 0.4);
    }
    if (seed % 5 == 0) problem.limits.owners = 1 + static_cast<int>(random.below(3));
    if (seed % 7 == 0) problem.limits.towns = 1 + static_cast<int>(random.below(2));
    if (seed % 6 == 1) problem.limits.redevelopment_permille = static_cast<int>(random.below(600));
    for (std::uint64_t rule = 0; rule < (seed % 4 == 2 ? 1 + seed % 2 + random.below(2) : 0); ++rule) {
        Placements placements(1 + random.below(4));
        for (std::vector<int>& placement : placements) {
            for (std::uint64_t k = 0; k < 1 + random.below(3); ++k)
                placement.push_back(static_cast<int>(random.below(static_cast<std::uint64_t>(n))));
            std::sort(placement.begin(), placement.end());
            placement.erase(std::unique(placement.begin(), placement.end()), placement.end());
        }
        problem.shape_rules.push_back(placements);
    }
    const std::uint64_t objective = seed % 11;
    if (objective == 3 || objective == 7)  // scores to collect, wholly or against a price
        for (std::size_t v = 0; v < static_cast<std::size_t>(n); ++v)
            problem.cost[v] =
                (objective == 3 ? 0 : problem.cost[v]) -
                static_cast<std::int64_t>(random.below(4)) * problem.area_m2[v] * ticks_per_unit / 2;
    if (objective == 3 || objective == 7) problem.cost_step = ticks_per_unit / 2;
    return problem;
}

/// The optimum by looking at every subset; `unreachable` when there is none. Own code on purpose: no call
/// into the search.
inline std::int64_t enumerated_optimum(const SiteProblem& p) {
    const unsigned n = static_cast<unsigned>(p.size());
    std::vector<unsigned> near(n, 0);
    for (unsigned v = 0; v < n; ++v)
        for (const int w : p.neighbours(static_cast<int>(v))) near[v] |= 1u << w;
    std::vector<std::vector<unsigned>> rules;
    for (const Placements& placements : p.shape_rules) {
        rules.emplace_back();
        for (const auto& placement : placements) {
            unsigned mask = 0;
            for (const int v : placement) mask |= 1u << v;
            rules.back().push_back(mask);
        }
    }
    std::int64_t best = unreachable;
    for (unsigned set = 1; set < (1u << n); set += 2) {
        std::int64_t area = 0, cost = 0, rebuilt = 0;
        unsigned owners = 0, towns = 0;
        for (unsigned v = 0; v < n; ++v) {
            if (!(set >> v & 1)) continue;
            area += p.area_m2[v];
            cost += p.cost[v];
            rebuilt += p.redevelopment[v] ? p.area_m2[v] : 0;
            owners |= 1u << p.owner[v];
            towns |= 1u << p.town[v];
        }
        if (area < p.minimum_site_m2 || area > p.maximum_site_m2 || cost >= best) continue;
        if (__builtin_popcount(owners) > p.limits.owners || __builtin_popcount(towns) > p.limits.towns)
            continue;
        if (rebuilt * 1000 > area * p.limits.redevelopment_permille) continue;
        const auto stands = [&](const std::vector<unsigned>& places) {
            return std::any_of(places.begin(), places.end(),
                               [&](unsigned place) { return (place & ~set) == 0; });
        };
        if (!std::all_of(rules.begin(), rules.end(), stands)) continue;
        unsigned reached = 1;
        for (unsigned before = 0; before != reached;) {
            before = reached;
            for (unsigned v = 0; v < n; ++v)
                if (reached >> v & 1) reached |= near[v] & set;
        }
        if (reached == set) best = cost;
    }
    return best;
}

}  // namespace zonewright::assembly
