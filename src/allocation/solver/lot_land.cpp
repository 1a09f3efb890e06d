#include "allocation/solver/lot_land.h"

#include <algorithm>
#include <bit>
#include <utility>

#include "allocation/solver/divisible.h"
#include "allocation/solver/flow_combination.h"
#include "allocation/solver/relaxation.h"

namespace zonewright::allocation {

/// What is left to divide once lots are held.
struct LotLand::Left {
    AllocationProblem problem;
    std::vector<Options> options;
    std::vector<Options> held;       ///< per unit, clusters that hold a lot of it
    std::vector<std::int64_t> lots;  ///< per cluster, how many more it can hold; unlimited: any number
    std::int64_t worth = 0;          ///< of the lots held
};

/// Nothing where the lots held go beyond a limit.
std::optional<LotLand::Left> LotLand::left_of(std::span<const Options> options, std::span<const UnitCluster> held) const {
    Left left{.problem = land_,
                  .options = {options.begin(), options.end()},
                  .held = std::vector<Options>(land_.unit_count(), 0),
                  .lots = std::vector<std::int64_t>(land_.cluster_count(), unlimited)};
    AllocationProblem& land = left.problem;
    std::vector<std::int64_t> taken(limits_->size(), 0);
    for (const UnitCluster& lot : held) {
        const std::int64_t area = problem_->minimum_site[lot.cluster];
        land.areas[lot.unit] -= area;
        if (land.areas[lot.unit] < 0) return std::nullopt;
        left.held[lot.unit] |= Options{1} << lot.cluster;
        left.worth += problem_->value(lot.unit, lot.cluster) * area;
        limits_->for_each(lot.unit, lot.cluster, [&](std::uint32_t limit) { taken[limit] += area; });
        if (limits_->budget()) taken[*limits_->budget()] += area * problem_->budget->cost[lot.unit];
    }
    for (std::size_t limit = 0; limit < taken.size(); ++limit)
        if (taken[limit] > (*limits_)[limit].band.upper) return std::nullopt;
    const auto take = [&](Band& band, std::size_t limit) {
        band.lower = std::max<std::int64_t>(0, band.lower - taken[limit]);
        if (band.upper < unlimited) band.upper -= taken[limit];
    };
    for (std::size_t cluster = 0; cluster < land.cluster_count(); ++cluster)
        take(land.demand[cluster], cluster);
    for (std::size_t quota = 0; quota < land.quotas.size(); ++quota)
        take(land.quotas[quota].band, land.cluster_count() + quota);
    if (limits_->budget()) land.budget->limit -= taken[*limits_->budget()];
    keep_what_holds_a_lot(left);
    return left;
}

/// A cluster begins no lot where neither the unit nor the cluster has room for one.
void LotLand::keep_what_holds_a_lot(Left& left) const {
    const AllocationProblem& land = left.problem;
    const std::size_t clusters = land.cluster_count();
    Options full = 0;
    for (std::size_t cluster = 0; cluster < clusters; ++cluster) {
        const std::int64_t lot = problem_->minimum_site[cluster];
        if (lot <= 0 || land.demand[cluster].upper >= unlimited) continue;
        left.lots[cluster] = land.demand[cluster].upper / lot;
        if (left.lots[cluster] == 0) full |= Options{1} << cluster;
    }
    const Options idle = Options{1} << clusters;
    for (std::size_t unit = 0; unit < left.options.size(); ++unit) {
        Options& options = left.options[unit];
        if (land.areas[unit] == 0) options = idle;
        if (std::popcount(options) < 2) continue;
        Options none = full;
        for (Options rest = options & ~idle; rest != 0; rest &= rest - 1) {
            const auto cluster = static_cast<std::size_t>(std::countr_zero(rest));
            if (problem_->minimum_site[cluster] > land.areas[unit]) none |= Options{1} << cluster;
        }
        options &= ~(none & ~left.held[unit]);
    }
}

/// Takes the charge of a lot off what land is worth, by the share of a lot's most land that it is, and returns what all
/// lots pay together at most: no cluster holds more of them than its room has lots, so this only raises the bound.
std::int64_t LotLand::charge_lots(std::span<const std::int64_t> charge, Left& left) {
    constexpr std::int64_t most_off = std::int64_t{1} << 28;
    AllocationProblem& land = left.problem;
    const std::size_t clusters = land.cluster_count();
    std::int64_t paid = 0;
    for (std::size_t cluster = 0; cluster < clusters; ++cluster) {
        if (charge[cluster] <= 0 || left.lots[cluster] >= unlimited) continue;
        paid += charge[cluster] * left.lots[cluster];
        for (std::size_t unit = 0; unit < land.unit_count(); ++unit) {
            if ((left.options[unit] & ~left.held[unit]) >> cluster & 1) {
                const std::int64_t most = std::min(land.areas[unit], land.demand[cluster].upper);
                land.values[unit * clusters + cluster] -=
                    static_cast<std::int32_t>(std::min(charge[cluster] / most, most_off));
            }
        }
    }
    return paid;
}

/// What begins a lot without being one, and how many more lots there could be.
void LotLand::measure(std::span<const UnitCluster> held, const Left& left, LotPoint& point) const {
    for (const std::int64_t lots : left.lots) point.slack.push_back(static_cast<double>(lots));
    for (const Piece& piece : point.pieces)
        if (left.lots[piece.cluster] < unlimited && (left.held[piece.unit] >> piece.cluster & 1) == 0)
            point.slack[piece.cluster] -= static_cast<double>(piece.area) /
                                          static_cast<double>(std::min(left.problem.areas[piece.unit], left.problem.demand[piece.cluster].upper));
    for (const UnitCluster& lot : held)
        point.pieces.push_back({lot.unit, lot.cluster, problem_->minimum_site[lot.cluster]});
    point.pieces = joined(std::move(point.pieces));
    for (const Piece& piece : point.pieces)
        if (piece.area < problem_->minimum_site[piece.cluster]) point.small.push_back(piece);
}

std::optional<LotPoint> LotLand::solve(std::span<const Options> options, std::span<const UnitCluster> held,
                                       std::span<const std::int64_t> charge, const Progress& progress) const {
    auto left = left_of(options, held);
    if (!left) return std::nullopt;
    const std::int64_t paid = charge.empty() ? 0 : charge_lots(charge, *left);
    const AllocationProblem& land = left->problem;
    const Limits limits(land);
    const Relaxation relaxation(land, limits, penalty_);
    LotPoint point;
    Relaxed relaxed;
    if (relaxation.is_fine()) {
        FlowCombination mixed =
            combine_flows(land, limits, relaxation, left->options, penalty_, {}, {}, progress.quiet());
        point.pieces = std::move(mixed.pieces);
        relaxed = std::move(mixed.multipliers.relaxed);
    } else {
        relaxed = relaxation.solve(left->options, relaxation.free_multipliers(), {}, progress.quiet());
        if (relaxed.feasible) point.pieces = pieces_of(land, relaxed);
    }
    if (!relaxed.feasible) return std::nullopt;
    point.bound = relaxed.bound + left->worth + paid;
    point.prices = std::move(relaxed.prices);
    measure(held, *left, point);
    return point;
}

}  // namespace zonewright::allocation
