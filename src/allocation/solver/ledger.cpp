#include "allocation/solver/ledger.h"

#include <algorithm>

namespace zonewright::allocation {

Ledger::Ledger(const AllocationProblem& problem, const Limits& limits, std::int64_t penalty)
    : problem_(&problem),
      limits_(&limits),
      penalty_(penalty),
      idle_(static_cast<std::uint32_t>(problem.cluster_count())),
      option_(problem.unit_count(), idle_),
      used_(limits.size(), 0) {
    for (std::size_t limit = 0; limit < limits.size(); ++limit) shortfall_ += limits[limit].band.lower;
    if (!problem.exclusive.empty()) index_exclusive_sets();
    if (problem.neighbourhood) index_sides();
    if (!problem.town_limit) return;
    town_use_.assign(std::size_t{problem.town_limit->town_count} * idle_, 0);
    towns_used_.assign(idle_, 0);
}

void Ledger::index_exclusive_sets() {
    set_use_.assign(problem_->exclusive.size(), 0);
    set_start_.assign(problem_->unit_count() + 1, 0);
    for (const auto& set : problem_->exclusive)
        for (const std::uint32_t unit : set) ++set_start_[unit + 1];
    for (std::size_t unit = 0; unit < problem_->unit_count(); ++unit)
        set_start_[unit + 1] += set_start_[unit];
    set_list_.resize(set_start_.back());
    std::vector<std::uint32_t> next(set_start_.begin(), set_start_.end() - 1);
    for (std::uint32_t set = 0; set < problem_->exclusive.size(); ++set)
        for (const std::uint32_t unit : problem_->exclusive[set]) set_list_[next[unit]++] = set;
}

void Ledger::index_sides() {
    side_start_.assign(problem_->unit_count() + 1, 0);
    for (const Side& side : problem_->neighbourhood->sides)
        ++side_start_[side.a + 1], ++side_start_[side.b + 1];
    for (std::size_t unit = 0; unit < problem_->unit_count(); ++unit)
        side_start_[unit + 1] += side_start_[unit];
    side_list_.resize(side_start_.back());
    std::vector<std::uint32_t> next(side_start_.begin(), side_start_.end() - 1);
    for (const Side& side : problem_->neighbourhood->sides) {
        side_list_[next[side.a]++] = {side.b, side.weight};
        side_list_[next[side.b]++] = {side.a, side.weight};
    }
}

void Ledger::load(std::size_t limit, std::int64_t by) {
    const Band& band = (*limits_)[limit].band;
    shortfall_ -= std::max<std::int64_t>(0, band.lower - used_[limit]);
    excess_ -= std::max<std::int64_t>(0, used_[limit] - band.upper);
    used_[limit] += by;
    shortfall_ += std::max<std::int64_t>(0, band.lower - used_[limit]);
    excess_ += std::max<std::int64_t>(0, used_[limit] - band.upper);
}

void Ledger::use_exclusive_sets(std::uint32_t unit, int sign) {
    for (std::uint32_t i = set_start_[unit]; i < set_start_[unit + 1]; ++i) {
        std::uint32_t& use = set_use_[set_list_[i]];
        if (sign > 0 && ++use > 1) ++conflicts_;
        if (sign < 0 && use-- > 1) --conflicts_;
    }
}

void Ledger::use_town(std::uint32_t unit, std::uint32_t cluster, int sign) {
    const TownLimit& limit = *problem_->town_limit;
    if (limit.maximum[cluster] == 0) return;
    std::uint32_t& use = town_use_[std::size_t{cluster} * limit.town_count + limit.town_of[unit]];
    std::uint32_t& towns = towns_used_[cluster];
    if (sign > 0 && use++ == 0 && ++towns > limit.maximum[cluster]) ++towns_beyond_;
    if (sign < 0 && --use == 0 && towns-- > limit.maximum[cluster]) --towns_beyond_;
}

std::int64_t Ledger::worth_of_sides(std::uint32_t unit, std::uint32_t option) const {
    std::int64_t worth = 0;
    const std::size_t row = std::size_t{option} * idle_;
    for (std::uint32_t i = side_start_[unit]; i < side_start_[unit + 1]; ++i) {
        const std::uint32_t other = option_[side_list_[i].first];
        if (other != idle_) worth += side_list_[i].second * problem_->neighbourhood->affinity[row + other];
    }
    return worth;
}

/// The unit joins (sign 1) or leaves (-1) the cluster, while option_ says it is idle.
void Ledger::enter(std::uint32_t unit, std::uint32_t cluster, int sign) {
    const std::int64_t area = sign * problem_->areas[unit];
    value_ += area * problem_->value(unit, cluster);
    limits_->for_each(unit, cluster, [&](std::uint32_t limit) { load(limit, area); });
    if (limits_->budget()) load(*limits_->budget(), area * problem_->budget->cost[unit]);
    if (!set_start_.empty()) use_exclusive_sets(unit, sign);
    if (!town_use_.empty()) use_town(unit, cluster, sign);
    if (!side_start_.empty()) side_value_ += sign * worth_of_sides(unit, cluster);
}

std::vector<Piece> Ledger::pieces() const {
    std::vector<Piece> pieces;
    for (std::uint32_t unit = 0; unit < option_.size(); ++unit)
        if (option_[unit] != idle_) pieces.push_back({unit, option_[unit], problem_->areas[unit]});
    return pieces;
}

void Ledger::move(Move move) {
    const std::uint32_t old = option_[move.unit];
    if (old == move.option) return;
    option_[move.unit] = idle_;
    if (old != idle_) enter(move.unit, old, -1);
    if (move.option != idle_) enter(move.unit, move.option, 1);
    option_[move.unit] = move.option;
}

std::int64_t Ledger::try_by(std::span<const Move> moves) {
    const std::int64_t before = objective();
    undo_.clear();
    for (const Move& step : moves) {
        undo_.emplace_back(step.unit, option_[step.unit]);
        move(step);
    }
    return objective() - before;
}

void Ledger::take_back() {
    for (auto step = undo_.rbegin(); step != undo_.rend(); ++step) move({step->first, step->second});
    undo_.clear();
}

bool Ledger::improve_by(std::span<const Move> moves) {
    if (try_by(moves) > 0 && is_feasible()) return true;
    take_back();
    return false;
}

}  // namespace zonewright::allocation
