#include "allocation/solver/best_towns.h"

#include <algorithm>

#include "allocation/solver/divisible.h"

namespace zonewright::allocation {

std::vector<Options> in_best_towns(const AllocationProblem& problem, std::span<const Options> options,
                                   const Relaxed& relaxed) {
    std::vector<Options> kept(options.begin(), options.end());
    const TownLimit& limit = *problem.town_limit;
    std::vector<std::int64_t> area(std::size_t{limit.town_count} * problem.cluster_count(), 0);
    for (const Piece& piece : pieces_of(problem, relaxed))
        area[std::size_t{piece.cluster} * limit.town_count + limit.town_of[piece.unit]] += piece.area;
    for (const UnitCluster& lock : problem.locked)
        area[std::size_t{lock.cluster} * limit.town_count + limit.town_of[lock.unit]] = unlimited;
    for (std::size_t cluster = 0; cluster < problem.cluster_count(); ++cluster) {
        if (limit.maximum[cluster] == 0 || limit.maximum[cluster] >= limit.town_count) continue;
        const std::int64_t* row = &area[cluster * limit.town_count];
        std::vector<std::uint32_t> towns(limit.town_count);
        for (std::uint32_t town = 0; town < limit.town_count; ++town) towns[town] = town;
        std::stable_sort(towns.begin(), towns.end(),
                         [&](std::uint32_t a, std::uint32_t b) { return row[a] > row[b]; });
        std::vector<char> open(limit.town_count, 0);
        for (std::uint32_t i = 0; i < limit.maximum[cluster]; ++i) open[towns[i]] = 1;
        for (std::size_t unit = 0; unit < kept.size(); ++unit)
            if (!open[limit.town_of[unit]]) kept[unit] &= ~(Options{1} << cluster);
    }
    return kept;
}

}  // namespace zonewright::allocation
