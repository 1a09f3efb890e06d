#include "assembly/search/branch_choice.h"

#include <algorithm>
#include <cstdlib>
#include <limits>

#include "assembly/search/node_position.h"

namespace zonewright::assembly {
namespace {

constexpr std::size_t tried_beside = 6, tried_apart = 6;
constexpr double closes_at_once = std::numeric_limits<double>::infinity();

/// Keeps the first `count` in the given order.
template <typename Before>
void keep_first(std::vector<int>& list, std::size_t count, Before before) {
    const std::size_t kept = std::min(count, list.size());
    std::partial_sort(list.begin(), list.begin() + static_cast<std::ptrdiff_t>(kept), list.end(), before);
    list.resize(kept);
}

}  // namespace

int BranchChoice::choose(const TreeNode& node, std::int64_t target) {
    list_candidates(node);
    int best = beside_.empty() ? -1 : beside_.front();
    double best_score = -1;
    beside_.insert(beside_.end(), apart_.begin(), apart_.end());
    for (const int v : beside_) {
        const double taken = rise(node, v, Choice::Taken, target);
        const double refused = rise(node, v, Choice::Refused, target);
        if (taken == closes_at_once || refused == closes_at_once) return v;
        if (taken * refused <= best_score) continue;
        best_score = taken * refused;
        best = v;
    }
    return best;
}

void BranchChoice::list_candidates(const TreeNode& node) {
    is_beside_.assign(at(problem_.size()), 0);
    for (int v = 0; v < problem_.size(); ++v)
        if (node.choice[at(v)] == Choice::Taken)
            for (const int w : problem_.neighbours(v)) is_beside_[at(w)] = 1;
    beside_.clear();
    apart_.clear();
    for (int v = 0; v < problem_.size(); ++v)
        if (node.choice[at(v)] == Choice::Free) (is_beside_[at(v)] ? beside_ : apart_).push_back(v);
    keep_first(beside_, tried_beside, [&](int x, int y) {
        return std::pair(-problem_.area_m2[at(x)], x) < std::pair(-problem_.area_m2[at(y)], y);
    });
    const std::vector<std::int64_t>& reduced = bound_.reduced_costs();
    const auto certainty = [&](int v) {
        return std::abs(reduced[at(v)]) - std::abs(node.multiplier) * problem_.area_m2[at(v)];
    };
    keep_first(apart_, tried_apart,
               [&](int x, int y) { return std::pair(certainty(x), x) < std::pair(certainty(y), y); });
}

/// How far the bound of a child lies above its parent's, in units of the objective, at least 1.
double BranchChoice::rise(const TreeNode& node, int candidate, Choice choice, std::int64_t target) {
    child_ = node;
    child_.choice[at(candidate)] = choice;
    TakenSums sums;
    if (!reduction_.reduce(child_, sums)) return closes_at_once;
    const std::int64_t bound = bound_.improve(child_, sums, 0, target);
    if (bound >= target) return closes_at_once;
    return std::max(1.0, static_cast<double>(bound - node.bound) / static_cast<double>(ticks_per_unit));
}

}  // namespace zonewright::assembly
