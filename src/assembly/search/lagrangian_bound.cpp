#include "assembly/search/lagrangian_bound.h"

#include <algorithm>

#include "assembly/search/node_position.h"

namespace zonewright::assembly {
namespace {
}  // namespace

LagrangianBound::LagrangianBound(const SiteProblem& problem)
    : problem_(problem),
      largest_multiplier_(unreachable / 4 /
                          std::max<std::int64_t>({1, problem.total_area_m2(), problem.maximum_site_m2})) {}

std::int64_t LagrangianBound::relax(const TreeNode& node, const TakenSums& sums, std::int64_t multiplier) {
    const std::int64_t edge = multiplier >= 0 ? problem_.minimum_site_m2 : problem_.maximum_site_m2;
    std::int64_t bound = sums.cost + multiplier * (edge - sums.area_m2);
    reduced_.assign(at(problem_.size()), 0);
    for (int v = 0; v < problem_.size(); ++v) {
        if (node.choice[at(v)] != Choice::Free) continue;
        reduced_[at(v)] = problem_.cost[at(v)] - multiplier * problem_.area_m2[at(v)];
        bound += std::min<std::int64_t>(0, reduced_[at(v)]);
    }
    return bound;
}

/// Joins every free parcel that costs nothing more to what is joined already; queue_ holds the new ones.
void LagrangianBound::spread(const TreeNode& node) {
    for (std::size_t head = 0; head < queue_.size(); ++head)
        for (const int w : problem_.neighbours(queue_[head])) {
            if (joined_[at(w)] || node.choice[at(w)] == Choice::Refused) continue;
            if (node.choice[at(w)] == Choice::Free && reduced_[at(w)] > 0) continue;
            joined_[at(w)] = 1;
            queue_.push_back(w);
        }
}

/// A parcel that pays, or one that a shape rule has taken apart from the centre.
bool LagrangianBound::wants_in(const TreeNode& node, int v) const {
    if (joined_[at(v)]) return false;
    return node.choice[at(v)] == Choice::Taken || (node.choice[at(v)] == Choice::Free && reduced_[at(v)] < 0);
}

/// Takes the parcels beside the group into it that cost nothing more, the others into its border. True when
/// the group touches what is joined.
bool LagrangianBound::grow_group(const TreeNode& node, Group& group) {
    for (; group.looked_at < group_.size(); ++group.looked_at) {
        const int v = group_[group.looked_at];
        if (node.choice[at(v)] == Choice::Taken) group.must_join = true;
        group.prize -= std::min<std::int64_t>(0, reduced_[at(v)]);
        for (const int w : problem_.neighbours(v)) {
            if (joined_[at(w)]) return true;
            if (mark_[at(w)] == stamp_ || node.choice[at(w)] == Choice::Refused) continue;
            mark_[at(w)] = stamp_;
            const bool free_of_charge = node.choice[at(w)] == Choice::Taken || reduced_[at(w)] <= 0;
            (free_of_charge ? group_ : border_).push_back(w);
        }
    }
    return false;
}

/// Takes `amount` off the group's prizes and its border; border parcels that now cost nothing join the group.
void LagrangianBound::pay(Group& group, std::int64_t amount) {
    // A parcel that must be in pays the whole amount, and nobody's prize shrinks.
    std::int64_t left = group.must_join ? 0 : amount;
    group.prize -= left;
    for (std::size_t i = group.paid; left > 0 && i < group_.size(); ++i) {
        std::int64_t& reduced = reduced_[at(group_[i])];
        if (reduced < 0) {
            const std::int64_t share = std::min(left, -reduced);
            reduced += share;
            left -= share;
        }
        if (reduced == 0 && i == group.paid) ++group.paid;
    }
    std::size_t kept = 0;
    for (const int w : border_) {
        reduced_[at(w)] -= amount;
        if (reduced_[at(w)] > 0)
            border_[kept++] = w;
        else
            group_.push_back(w);
    }
    border_.resize(kept);
}

/// Raises the bound by separators around the group of `terminal` until its prizes are spent or it is joined.
/// Returns the rise; -1 when the group must be in but nothing leads to it.
std::int64_t LagrangianBound::lift(const TreeNode& node, int terminal, std::vector<Cut>* cuts) {
    ++stamp_;
    group_.assign(1, terminal);
    border_.clear();
    mark_[at(terminal)] = stamp_;
    Group group;
    std::int64_t rise = 0;
    for (;;) {
        if (grow_group(node, group)) {
            queue_.assign(1, terminal);
            joined_[at(terminal)] = 1;
            spread(node);
            return rise;
        }
        if (!group.must_join && group.prize <= 0) return rise;
        if (group.must_join && border_.empty()) return -1;
        std::int64_t amount = group.must_join ? unreachable : group.prize;
        for (const int w : border_) amount = std::min(amount, reduced_[at(w)]);
        if (cuts) {
            Cut cut{amount, {}, border_};
            for (const int w : group_)
                if (group.must_join ? node.choice[at(w)] == Choice::Taken : reduced_[at(w)] < 0)
                    cut.gaining.push_back(w);
            cuts->push_back(std::move(cut));
        }
        pay(group, amount);
        rise += amount;
    }
}

std::int64_t LagrangianBound::ascend(const TreeNode& node, std::vector<Cut>* cuts) {
    joined_.assign(at(problem_.size()), 0);
    mark_.assign(at(problem_.size()), 0);
    stamp_ = 0;
    joined_[0] = 1;
    queue_.assign(1, 0);
    spread(node);
    terminals_.clear();
    for (int v = 0; v < problem_.size(); ++v)
        if (wants_in(node, v)) terminals_.push_back(v);
    // Small prizes first: they are soon worthless and leave the border to the larger ones.
    std::sort(terminals_.begin(), terminals_.end(), [&](int x, int y) {
        return reduced_[at(x)] != reduced_[at(y)] ? reduced_[at(x)] > reduced_[at(y)] : x < y;
    });
    std::int64_t rise = 0;
    for (const int terminal : terminals_) {
        if (!wants_in(node, terminal)) continue;
        const std::int64_t amount = lift(node, terminal, cuts);
        if (amount < 0) return unreachable;
        rise += amount;
    }
    return rise;
}

std::int64_t LagrangianBound::at_multiplier(const TreeNode& node, const TakenSums& sums,
                                            std::int64_t multiplier, std::vector<Cut>* cuts) {
    const std::int64_t relaxed = relax(node, sums, multiplier);
    const std::int64_t rise = ascend(node, cuts);
    return rise >= unreachable ? unreachable : relaxed + rise;
}

/// Area that the relaxed answer is short of the window: positive asks for a larger multiplier.
std::int64_t LagrangianBound::slope(const TreeNode& node, const TakenSums& sums) const {
    std::int64_t area = sums.area_m2;
    for (int v = 0; v < problem_.size(); ++v)
        if (node.choice[at(v)] == Choice::Free && reduced_[at(v)] < 0) area += problem_.area_m2[at(v)];
    return problem_.minimum_site_m2 - area;
}

/// Unit cost at which the cheapest free parcels complete the least area.
std::int64_t LagrangianBound::knapsack_multiplier(const TreeNode& node, const TakenSums& sums) {
    order_.clear();
    for (int v = 0; v < problem_.size(); ++v)
        if (node.choice[at(v)] == Choice::Free) order_.push_back(v);
    std::sort(order_.begin(), order_.end(), [&](int x, int y) {
        const __int128 left = static_cast<__int128>(problem_.cost[at(x)]) * problem_.area_m2[at(y)];
        const __int128 right = static_cast<__int128>(problem_.cost[at(y)]) * problem_.area_m2[at(x)];
        return left != right ? left < right : x < y;
    });
    std::int64_t missing = problem_.minimum_site_m2 - sums.area_m2, multiplier = 0;
    for (const int v : order_) {
        if (missing <= 0) break;
        multiplier = problem_.cost[at(v)] / std::max<std::int64_t>(1, problem_.area_m2[at(v)]);
        missing -= problem_.area_m2[at(v)];
    }
    return std::clamp<std::int64_t>(multiplier, 0, largest_multiplier_);
}

std::int64_t LagrangianBound::improve(TreeNode& node, const TakenSums& sums, int steps, std::int64_t target) {
    std::int64_t multiplier = node.multiplier < 0 ? knapsack_multiplier(node, sums) : node.multiplier;
    std::int64_t best = at_multiplier(node, sums, multiplier), best_multiplier = multiplier, low = 0,
                 high = -1;
    std::int64_t direction = slope(node, sums);
    best_reduced_ = reduced_;
    for (int step = 0; step < steps && best < target && direction != 0; ++step) {
        (direction > 0 ? low : high) = multiplier;
        const std::int64_t next = high < 0   ? multiplier + multiplier / 4 + 1
                                  : low == 0 ? multiplier * 4 / 5
                                             : (low + high) / 2;
        if (next == multiplier || next <= 0 || next > largest_multiplier_) break;
        multiplier = next;
        const std::int64_t bound = at_multiplier(node, sums, multiplier);
        direction = slope(node, sums);
        if (bound <= best) continue;
        best = bound;
        best_multiplier = multiplier;
        best_reduced_.swap(reduced_);
    }
    reduced_.swap(best_reduced_);
    node.multiplier = best_multiplier;
    return best;
}

}  // namespace zonewright::assembly
