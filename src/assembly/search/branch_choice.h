// On which parcel should the search split next?
//
// A few candidates are tried both ways with one bound each, and the one whose two children rise most (as a
// product) is taken; a candidate with a child that closes at once is taken on the spot. Candidates are the
// largest parcels beside the chosen ones and, just as important, the parcels anywhere whose membership the
// bound is least sure of: large ones with a reduced cost near zero. A large parcel far from the centre
// decides whether the window can be met at all, and the separators of the bound join it to the centre once it
// is taken. Cost: at most 24 bounds. Effect: 1000 mu, shape 0.2: every place of a sample proved where 78 %
// were before, in a fifth of the time.
#pragma once

#include <vector>

#include "assembly/search/lagrangian_bound.h"
#include "assembly/search/tree_node.h"

namespace zonewright::assembly {

class BranchChoice {
public:
    BranchChoice(const SiteProblem& problem, NodeReduction& reduction, LagrangianBound& bound)
        : problem_(problem), reduction_(reduction), bound_(bound) {}

    /// A free parcel, or -1 when none is left. `node` has been bounded: the bound's reduced costs are its
    /// own. `target`: a child whose bound reaches it is closed.
    int choose(const TreeNode& node, std::int64_t target);

private:
    void list_candidates(const TreeNode& node);
    double rise(const TreeNode& node, int candidate, Choice choice, std::int64_t target);

    const SiteProblem& problem_;
    NodeReduction& reduction_;
    LagrangianBound& bound_;
    TreeNode child_;
    std::vector<int> beside_, apart_;
    std::vector<char> is_beside_;
};

}  // namespace zonewright::assembly
