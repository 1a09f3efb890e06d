#include "assembly/search/tree_node.h"

#include <algorithm>
#include <iterator>

#include "assembly/search/node_position.h"

namespace zonewright::assembly {
namespace {
}  // namespace

bool NodeReduction::reduce(TreeNode& node, TakenSums& sums) {
    for (bool changed = true; changed;) {
        changed = false;
        if (!keep_window_and_groups(node, sums)) return false;
        if (!keep_redevelopment(node, sums)) return false;
        if (!keep_reachable(node, sums)) return false;
        if (!keep_shape(node, changed)) return false;
    }
    return true;
}

bool NodeReduction::keep_window_and_groups(TreeNode& node, TakenSums& sums) {
    sums = {};
    for (int v = 0; v < problem_.size(); ++v)
        if (node.choice[at(v)] == Choice::Taken) {
            sums.area_m2 += problem_.area_m2[at(v)];
            sums.cost += problem_.cost[at(v)];
        }
    return sums.area_m2 <= problem_.maximum_site_m2 && keep_group(node, problem_.owner, problem_.limits.owners) &&
           keep_group(node, problem_.town, problem_.limits.towns);
}

/// Owners and towns alike: once `limit` of them are in, every parcel of another one is out.
bool NodeReduction::keep_group(TreeNode& node, const std::vector<int>& group, int limit) {
    if (limit >= problem_.size()) return true;
    groups_.clear();
    for (int v = 0; v < problem_.size(); ++v)
        if (node.choice[at(v)] == Choice::Taken) groups_.push_back(group[at(v)]);
    std::sort(groups_.begin(), groups_.end());
    groups_.erase(std::unique(groups_.begin(), groups_.end()), groups_.end());
    if (static_cast<int>(groups_.size()) > limit) return false;
    if (static_cast<int>(groups_.size()) < limit) return true;
    for (int v = 0; v < problem_.size(); ++v)
        if (node.choice[at(v)] == Choice::Free &&
            !std::binary_search(groups_.begin(), groups_.end(), group[at(v)]))
            node.choice[at(v)] = Choice::Refused;
    return true;
}

/// The share can at best be diluted with all free land that is not redevelopment, up to the largest area.
bool NodeReduction::keep_redevelopment(TreeNode& node, const TakenSums& sums) {
    if (problem_.limits.redevelopment_permille >= 1000) return true;
    std::int64_t taken = 0, diluting = 0;
    for (int v = 0; v < problem_.size(); ++v) {
        if (problem_.redevelopment[at(v)] && node.choice[at(v)] == Choice::Taken)
            taken += problem_.area_m2[at(v)];
        if (!problem_.redevelopment[at(v)] && node.choice[at(v)] == Choice::Free)
            diluting += problem_.area_m2[at(v)];
    }
    const auto possible = [&](std::int64_t more) {
        const std::int64_t area = std::min(problem_.maximum_site_m2, sums.area_m2 + more + diluting);
        return (taken + more) * 1000 <= area * problem_.limits.redevelopment_permille;
    };
    if (!possible(0)) return false;
    for (int v = 0; v < problem_.size(); ++v)
        if (problem_.redevelopment[at(v)] && node.choice[at(v)] == Choice::Free &&
            !possible(problem_.area_m2[at(v)]))
            node.choice[at(v)] = Choice::Refused;
    return true;
}

bool NodeReduction::keep_reachable(TreeNode& node, const TakenSums& sums) {
    queue_.assign(1, 0);
    seen_.assign(at(problem_.size()), 0);
    seen_[0] = 1;
    std::int64_t reachable_m2 = 0;
    for (std::size_t head = 0; head < queue_.size(); ++head) {
        const int v = queue_[head];
        reachable_m2 += problem_.area_m2[at(v)];
        for (const int w : problem_.neighbours(v)) {
            if (seen_[at(w)] || node.choice[at(w)] == Choice::Refused) continue;
            if (node.choice[at(w)] == Choice::Free &&
                sums.area_m2 + problem_.area_m2[at(w)] > problem_.maximum_site_m2)
                continue;
            seen_[at(w)] = 1;
            queue_.push_back(w);
        }
    }
    for (int v = 0; v < problem_.size(); ++v) {
        if (seen_[at(v)]) continue;
        if (node.choice[at(v)] == Choice::Taken) return false;
        node.choice[at(v)] = Choice::Refused;
    }
    return reachable_m2 >= problem_.minimum_site_m2;
}

/// A rule without a possible place cuts; what all its possible places share is taken.
bool NodeReduction::keep_shape(TreeNode& node, bool& changed) const {
    const auto refused = [&](int v) { return node.choice[at(v)] == Choice::Refused; };
    for (const Placements& placements : problem_.shape_rules) {
        std::vector<int> shared;
        bool possible = false;
        for (const std::vector<int>& placement : placements) {
            if (std::any_of(placement.begin(), placement.end(), refused)) continue;
            std::vector<int> both;
            if (possible)
                std::set_intersection(shared.begin(), shared.end(), placement.begin(), placement.end(),
                                      std::back_inserter(both));
            shared = possible ? both : placement;
            possible = true;
            if (shared.empty()) break;
        }
        if (!possible) return false;
        for (const int v : shared)
            if (node.choice[at(v)] == Choice::Free) {
                node.choice[at(v)] = Choice::Taken;
                changed = true;
            }
    }
    return true;
}

}  // namespace zonewright::assembly
