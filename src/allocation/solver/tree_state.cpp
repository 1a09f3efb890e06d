#include "allocation/solver/tree_state.h"

#include <algorithm>
#include <bit>
#include <utility>

namespace zonewright::allocation {

TreeState::TreeState(const AllocationProblem& problem, const Limits& limits, std::vector<Options> root)
    : problem_(&problem), limits_(&limits), root_(std::move(root)), whole_units_(!problem.divisible) {
    options_ = root_;
}

bool TreeState::is_open(std::uint32_t cluster, std::uint32_t town) const {
    return open_[std::size_t{cluster} * problem_->town_limit->town_count + town] != 0;
}

bool TreeState::apply(const Decision& decision) {
    if (!decision.is_town) {
        options_[decision.unit] &= decision.options;
        return options_[decision.unit] != 0;
    }
    const TownLimit& limit = *problem_->town_limit;
    if (decision.open) {
        open_[std::size_t{decision.unit} * limit.town_count + decision.town] = 1;
        return true;
    }
    bool changed = false;
    for (std::size_t unit = 0; unit < options_.size(); ++unit)
        if (limit.town_of[unit] == decision.town && !exclude(unit, Options{1} << decision.unit, changed))
            return false;
    return true;
}

bool TreeState::restart(std::span<const Decision> decisions) {
    options_ = root_;
    if (problem_->town_limit)
        open_.assign(std::size_t{problem_->town_limit->town_count} * problem_->cluster_count(), 0);
    for (const Decision& decision : decisions)
        if (!apply(decision)) return false;
    return propagate();
}

bool TreeState::exclude(std::size_t unit, Options gone, bool& changed) {
    const Options kept = options_[unit] & ~gone;
    if (kept == options_[unit]) return true;
    options_[unit] = kept;
    changed = true;
    return kept != 0;
}

bool TreeState::load_fixed_units() {
    used_.assign(limits_->size(), 0);
    const std::size_t idle = problem_->cluster_count();
    for (std::size_t unit = 0; unit < options_.size(); ++unit) {
        if (std::popcount(options_[unit]) != 1) continue;
        const auto option = static_cast<std::size_t>(std::countr_zero(options_[unit]));
        if (option == idle) continue;
        limits_->for_each(unit, option, [&](std::uint32_t limit) { used_[limit] += problem_->areas[unit]; });
        if (limits_->budget())
            used_[*limits_->budget()] += problem_->areas[unit] * problem_->budget->cost[unit];
    }
    for (std::size_t limit = 0; limit < used_.size(); ++limit)
        if (used_[limit] > (*limits_)[limit].band.upper) return false;
    return true;
}

/// A whole unit that is larger than the room left in a limit cannot count towards it.
bool TreeState::exclude_too_large(bool& changed) {
    const std::size_t idle = problem_->cluster_count();
    for (std::size_t unit = 0; unit < options_.size(); ++unit) {
        if (std::popcount(options_[unit]) < 2) continue;
        const std::int64_t area = problem_->areas[unit];
        for (Options rest = options_[unit] & ~(Options{1} << idle); rest != 0; rest &= rest - 1) {
            const auto cluster = static_cast<std::size_t>(std::countr_zero(rest));
            bool fits = true;
            limits_->for_each(unit, cluster, [&](std::uint32_t limit) {
                fits = fits && used_[limit] + area <= (*limits_)[limit].band.upper;
            });
            if (limits_->budget())
                fits = fits && used_[*limits_->budget()] + area * problem_->budget->cost[unit] <=
                                   problem_->budget->limit;
            if (!fits && !exclude(unit, Options{1} << cluster, changed)) return false;
        }
    }
    return true;
}

bool TreeState::exclude_by_sets(bool& changed) {
    const Options idle = Options{1} << problem_->cluster_count();
    for (const std::vector<std::uint32_t>& set : problem_->exclusive) {
        const auto is_used = [&](std::uint32_t unit) { return (options_[unit] & idle) == 0; };
        const auto first = std::find_if(set.begin(), set.end(), is_used);
        if (first == set.end()) continue;
        for (const std::uint32_t unit : set)
            if (unit != *first && !exclude(unit, ~idle, changed)) return false;
    }
    return true;
}

bool TreeState::exclude_by_towns(bool& changed) {
    const TownLimit& limit = *problem_->town_limit;
    std::vector<char> used = open_;
    for (std::size_t unit = 0; unit < options_.size(); ++unit) {
        if (std::popcount(options_[unit]) != 1) continue;
        const auto option = static_cast<std::size_t>(std::countr_zero(options_[unit]));
        if (option < problem_->cluster_count()) used[option * limit.town_count + limit.town_of[unit]] = 1;
    }
    for (std::size_t cluster = 0; cluster < problem_->cluster_count(); ++cluster) {
        if (limit.maximum[cluster] == 0) continue;
        const auto row = used.begin() + static_cast<std::ptrdiff_t>(cluster * limit.town_count);
        const auto towns = std::count(row, row + limit.town_count, char{1});
        if (towns > limit.maximum[cluster]) return false;
        if (towns < limit.maximum[cluster]) continue;
        for (std::size_t unit = 0; unit < options_.size(); ++unit)
            if (row[limit.town_of[unit]] == 0 && !exclude(unit, Options{1} << cluster, changed)) return false;
    }
    return true;
}

bool TreeState::propagate() {
    for (bool changed = true; changed;) {
        changed = false;
        if (!load_fixed_units()) return false;
        if (whole_units_ && !exclude_too_large(changed)) return false;
        if (!exclude_by_sets(changed)) return false;
        if (problem_->town_limit && !exclude_by_towns(changed)) return false;
    }
    return true;
}

bool TreeState::exclude_by_regret(const Relaxed& relaxed, std::int64_t best) {
    if (!whole_units_) return true;
    const Worth worth(*problem_, *limits_, relaxed.prices);
    const Wide distance = static_cast<Wide>(relaxed.bound - best) * relaxed.prices.scale;
    for (std::size_t unit = 0; unit < options_.size(); ++unit) {
        if (std::popcount(options_[unit]) < 2) continue;
        const std::int64_t most = worth.of(unit, worth.best(unit, options_[unit]));
        Options kept = 0;
        for (Options rest = options_[unit]; rest != 0; rest &= rest - 1) {
            const auto option = static_cast<std::size_t>(std::countr_zero(rest));
            if (static_cast<Wide>(most - worth.of(unit, option)) * problem_->areas[unit] < distance)
                kept |= Options{1} << option;
        }
        options_[unit] = kept;
        if (kept == 0) return false;
    }
    return true;
}

std::optional<std::vector<Options>> options_within_limits(const AllocationProblem& problem,
                                                          const Limits& limits) {
    TreeState root(problem, limits, options_of(problem, Choices(problem)));
    if (!root.restart({})) return std::nullopt;
    return root.options();
}

}  // namespace zonewright::allocation
