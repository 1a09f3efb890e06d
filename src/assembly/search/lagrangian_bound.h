// How cheap can a site below this tree node be at best?
//
// For a multiplier λ (ticks per m²) the area window moves into the objective:
//   bound(λ) = cost of the taken + λ·(A - their area) + Σ over free parcels of min(0, cost - λ·area)   (B for
//   λ < 0).
// Dual ascent then adds what connection costs: a group of free parcels that would pay (reduced cost <= 0) but
// is not joined to the taken ones can be had only through its border, so the smaller of the group's prize and
// the cheapest border parcel is added to the bound and taken off both (x(border) >= x(group): the node
// separators of Carvajal et al. 2013 in the dual ascent of Leitner et al. 2018). Every λ and every sequence
// of separators gives a valid bound; all integers. Cost: O(steps × (n + separators × edges)).
#pragma once

#include <cstdint>
#include <vector>

#include "assembly/search/tree_node.h"

namespace zonewright::assembly {

/// One separator inequality with the amount it was used for.
struct Cut {
    std::int64_t amount = 0;
    std::vector<int> gaining;    ///< nodes whose prize shrinks
    std::vector<int> separator;  ///< their border
};

class LagrangianBound {
public:
    explicit LagrangianBound(const SiteProblem& problem);

    /// The bound for one multiplier; leaves the reduced costs behind. `cuts`, when given, receives the
    /// separators.
    std::int64_t at_multiplier(const TreeNode& node, const TakenSums& sums, std::int64_t multiplier,
                               std::vector<Cut>* cuts = nullptr);
    /// A good multiplier by a few steps along the slope, begun at the node's; stops early once `target` is
    /// reached. Leaves multiplier and reduced costs of the best bound behind.
    std::int64_t improve(TreeNode& node, const TakenSums& sums, int steps, std::int64_t target);

    const std::vector<std::int64_t>& reduced_costs() const { return reduced_; }

private:
    std::int64_t relax(const TreeNode& node, const TakenSums& sums, std::int64_t multiplier);
    std::int64_t ascend(const TreeNode& node, std::vector<Cut>* cuts);
    /// Free parcels that hang together and would pay to be in, in group_, with their border in border_.
    struct Group {
        std::int64_t prize = 0;
        bool must_join = false;
        std::size_t looked_at = 0;  ///< members whose neighbours are sorted
        std::size_t paid = 0;       ///< the first ones have nothing left to pay
    };
    bool grow_group(const TreeNode& node, Group& group);
    void pay(Group& group, std::int64_t amount);
    std::int64_t lift(const TreeNode& node, int terminal, std::vector<Cut>* cuts);
    void spread(const TreeNode& node);
    bool wants_in(const TreeNode& node, int v) const;
    std::int64_t slope(const TreeNode& node, const TakenSums& sums) const;
    std::int64_t knapsack_multiplier(const TreeNode& node, const TakenSums& sums);

    const SiteProblem& problem_;
    std::int64_t largest_multiplier_;
    std::vector<std::int64_t> reduced_, best_reduced_;
    std::vector<char> joined_;
    std::vector<int> mark_, group_, border_, queue_, terminals_, order_;
    int stamp_ = 0;
};

}  // namespace zonewright::assembly
