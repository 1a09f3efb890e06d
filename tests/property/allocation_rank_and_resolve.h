// The classic heuristic to beat: every cluster ranks the units, takes its best until its demand is met, and a
// unit that several want goes to the one that values it most; repeated until nothing changes (in the manner
// of MOLA). For bands only.
#pragma once

#include <algorithm>
#include <cstdint>
#include <numeric>
#include <vector>

#include "allocation/solve.h"

namespace zonewright::allocation::testing {

inline std::vector<Piece> rank_and_resolve(const AllocationProblem& problem) {
    const std::size_t clusters = problem.cluster_count();
    std::vector<std::vector<std::uint32_t>> ranking(clusters);
    for (std::uint32_t j = 0; j < clusters; ++j) {
        for (std::uint32_t unit = 0; unit < problem.unit_count(); ++unit)
            if (problem.value(unit, j) != ineligible) ranking[j].push_back(unit);
        std::stable_sort(ranking[j].begin(), ranking[j].end(), [&](std::uint32_t a, std::uint32_t b) {
            return problem.value(a, j) > problem.value(b, j);
        });
    }
    constexpr std::uint32_t nobody = ~0u;
    std::vector<std::uint32_t> owner(problem.unit_count(), nobody);
    std::vector<std::int64_t> given(clusters, 0);
    std::vector<std::size_t> next(clusters, 0);
    for (bool changed = true; changed;) {
        changed = false;
        for (std::uint32_t j = 0; j < clusters; ++j)
            while (given[j] < problem.demand[j].lower && next[j] < ranking[j].size()) {
                const std::uint32_t unit = ranking[j][next[j]++];
                if (given[j] + problem.areas[unit] > problem.demand[j].upper) continue;
                if (owner[unit] != nobody) {
                    if (problem.value(unit, owner[unit]) >= problem.value(unit, j)) continue;
                    given[owner[unit]] -= problem.areas[unit];
                }
                owner[unit] = j;
                given[j] += problem.areas[unit];
                changed = true;
            }
    }
    std::vector<Piece> pieces;
    for (std::uint32_t unit = 0; unit < owner.size(); ++unit)
        if (owner[unit] != nobody) pieces.push_back({unit, owner[unit], problem.areas[unit]});
    return pieces;
}

}  // namespace zonewright::allocation::testing
