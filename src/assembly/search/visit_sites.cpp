#include "assembly/search/visit_sites.h"

#include <algorithm>
#include <vector>

#include "assembly/search/lagrangian_bound.h"
#include "assembly/search/node_position.h"
#include "assembly/search/tree_node.h"

namespace zonewright::assembly {
namespace {

std::vector<int> taken_of(const TreeNode& node) {
    std::vector<int> nodes;
    for (std::size_t v = 0; v < node.choice.size(); ++v)
        if (node.choice[v] == Choice::Taken) nodes.push_back(static_cast<int>(v));
    return nodes;
}

struct Open {
    TreeNode node;
    std::size_t shown = 0;  ///< taken parcels when an ancestor was shown: the same set is not shown twice
};

}  // namespace

VisitEnd visit_sites(const SiteProblem& problem, std::int64_t most_cost, std::int64_t node_budget,
                     const std::function<bool(std::span<const int>)>& visit) {
    NodeReduction reduction(problem);
    LagrangianBound bound(problem);
    TreeNode root;
    root.choice.assign(at(problem.size()), Choice::Free);
    root.choice[0] = Choice::Taken;
    std::vector<Open> stack{{std::move(root), 0}};
    for (std::int64_t count = 0; !stack.empty(); ++count) {
        if (count >= node_budget) return VisitEnd::NodeBudget;
        Open open = std::move(stack.back());
        stack.pop_back();
        TakenSums sums;
        if (!reduction.reduce(open.node, sums)) continue;
        if (bound.improve(open.node, sums, 3, most_cost + 1) > most_cost) continue;
        const std::vector<int> taken = taken_of(open.node);
        if (taken.size() > open.shown && sums.cost <= most_cost && is_feasible(problem, taken) &&
            !visit(taken))
            return VisitEnd::Stopped;
        int branch = -1;
        for (const int v : taken)
            for (const int w : problem.neighbours(v))
                if (open.node.choice[at(w)] == Choice::Free && (branch < 0 || w < branch)) branch = w;
        if (branch < 0) continue;
        Open without = open;
        without.node.choice[at(branch)] = Choice::Refused;
        without.shown = taken.size();
        open.node.choice[at(branch)] = Choice::Taken;
        open.shown = taken.size();
        stack.push_back(std::move(without));
        stack.push_back(std::move(open));
    }
    return VisitEnd::All;
}

}  // namespace zonewright::assembly
