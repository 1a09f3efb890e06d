#include "assembly/search/site_search.h"

#include <algorithm>
#include <iterator>
#include <queue>

#include "assembly/search/branch_choice.h"
#include "assembly/search/node_position.h"

namespace zonewright::assembly {
namespace {

struct Child {
    TreeNode node;
    std::int64_t order = 0;  ///< of creation: the tie-break
};

class SiteSearch {
public:
    SiteSearch(const SiteProblem& problem, const SearchOptions& options)
        : problem_(problem),
          options_(options),
          reduction_(problem),
          bound_(problem),
          branch_(problem, reduction_, bound_),
          signed_costs_(problem.has_negative_costs()),
          cost_(options.upper) {}

    SearchResult run() {
        budget_ =
            std::min(options_.node_budget, options_.record ? options_.node_budget : options_.dive_nodes);
        dive(root());
        if (open_bound_ < unreachable && budget_ < options_.node_budget) best_bound_first();
        return {best_, cost_, std::min(cost_, open_bound_), tree_nodes_, root_multiplier_, root_bound_};
    }

private:
    TreeNode root() const {
        TreeNode node;
        node.choice.assign(at(problem_.size()), Choice::Free);
        node.choice[0] = Choice::Taken;
        node.bound = -unreachable;
        return node;
    }

    /// Depth first, taking before refusing.
    void dive(TreeNode first) {
        std::vector<TreeNode> stack;
        stack.push_back(std::move(first));
        while (!stack.empty()) {
            TreeNode node = std::move(stack.back());
            stack.pop_back();
            auto children = expand(std::move(node));
            stack.insert(stack.end(), std::make_move_iterator(children.rbegin()), std::make_move_iterator(children.rend()));
        }
    }

    /// The same tree from its root; when the budget ends, the least open bound has risen as far as it can.
    void best_bound_first() {
        open_bound_ = unreachable;
        budget_ = unreachable;
        const auto worse = [](const Child& a, const Child& b) {
            return a.node.bound != b.node.bound ? a.node.bound > b.node.bound : a.order < b.order;
        };
        std::vector<Child> heap;
        std::int64_t order = 0;
        const auto push = [&](std::vector<TreeNode> children) {
            for (TreeNode& child : children) {
                heap.push_back({std::move(child), order++});
                std::push_heap(heap.begin(), heap.end(), worse);
            }
        };
        push(expand(root()));
        while (!heap.empty()) {
            std::pop_heap(heap.begin(), heap.end(), worse);
            Child next = std::move(heap.back());
            heap.pop_back();
            if (next.node.bound > cost_ - problem_.cost_step) break;
            if (tree_nodes_ > options_.node_budget) {
                open_bound_ = next.node.bound;
                break;
            }
            push(expand(std::move(next.node)));
        }
    }

    std::int64_t target() const { return cost_ - problem_.cost_step + 1; }

    /// Bounds the node; gives its children, or none when nothing better is below it.
    std::vector<TreeNode> expand(TreeNode node) {
        ++tree_nodes_;
        ProofNode proof{node.path, {}, -1};
        std::vector<TreeNode> children;
        if (!closes(node, proof)) {
            proof.branch = branch_.choose(node, target());
            if (proof.branch >= 0) children = split(node, proof.branch);
        }
        if (options_.record) options_.record(proof);
        return children;
    }

    bool closes(TreeNode& node, ProofNode& proof) {
        const bool is_root = node.bound == -unreachable;
        for (int round = 0;; ++round) {
            TakenSums sums;
            if (!reduction_.reduce(node, sums)) return true;
            if (!signed_costs_ && sums.cost > cost_ - problem_.cost_step) return true;
            if (sums.area_m2 >= problem_.minimum_site_m2 && take(node, sums) && !signed_costs_) return true;
            const std::int64_t bound = bound_.improve(node, sums, is_root ? 12 : 3, target());
            if (options_.record) {
                proof.rounds.push_back({node.multiplier, {}});
                bound_.at_multiplier(node, sums, node.multiplier, &proof.rounds.back().cuts);
            }
            if (is_root && round == 0) {
                root_bound_ = bound;
                root_multiplier_ = node.multiplier;
            }
            if (bound >= target()) return true;
            node.bound = std::max(node.bound, ceil_divide(bound, problem_.cost_step) * problem_.cost_step);
            if (tree_nodes_ > budget_) {
                open_bound_ = std::min(open_bound_, node.bound);
                return true;
            }
            if (round > 1 || !fix_by_paths(node, target() - 1 - bound)) return false;
        }
    }

    /// Keeps the taken set when it is a better site. True: nothing below can be cheaper, because more parcels
    /// cost more.
    bool take(const TreeNode& node, const TakenSums& sums) {
        std::vector<int> nodes;
        for (int v = 0; v < problem_.size(); ++v)
            if (node.choice[at(v)] == Choice::Taken) nodes.push_back(v);
        if (sums.cost >= cost_) return true;
        if (!is_feasible(problem_, nodes) || (options_.accept && !options_.accept(nodes))) return false;
        cost_ = sums.cost;
        best_ = std::move(nodes);
        return true;
    }

    /// Refuses every free parcel whose cheapest way costs more than `slack`. True when one was refused.
    bool fix_by_paths(TreeNode& node, std::int64_t slack) {
        using Step = std::pair<std::int64_t, int>;
        std::priority_queue<Step, std::vector<Step>, std::greater<>> queue;
        distance_.assign(at(problem_.size()), unreachable);
        for (int v = 0; v < problem_.size(); ++v)
            if (node.choice[at(v)] == Choice::Taken) {
                distance_[at(v)] = 0;
                queue.push({0, v});
            }
        const auto& reduced = bound_.reduced_costs();
        while (!queue.empty()) {
            const auto [distance, v] = queue.top();
            queue.pop();
            if (distance > distance_[at(v)]) continue;
            for (const int w : problem_.neighbours(v)) {
                if (node.choice[at(w)] != Choice::Free) continue;
                const std::int64_t way = distance + std::max<std::int64_t>(0, reduced[at(w)]);
                if (way > slack || way >= distance_[at(w)]) continue;
                distance_[at(w)] = way;
                queue.push({way, w});
            }
        }
        bool changed = false;
        for (int v = 0; v < problem_.size(); ++v)
            if (node.choice[at(v)] == Choice::Free && distance_[at(v)] >= unreachable) {
                node.choice[at(v)] = Choice::Refused;
                changed = true;
            }
        return changed;
    }

    std::vector<TreeNode> split(const TreeNode& node, int branch) const {
        std::vector<TreeNode> children(2, node);
        children[0].choice[at(branch)] = Choice::Taken;
        children[1].choice[at(branch)] = Choice::Refused;
        if (options_.record) {
            children[0].path.push_back(branch + 1);
            children[1].path.push_back(-branch - 1);
        }
        return children;
    }

    const SiteProblem& problem_;
    const SearchOptions& options_;
    NodeReduction reduction_;
    LagrangianBound bound_;
    BranchChoice branch_;
    bool signed_costs_;
    std::int64_t cost_;
    std::optional<std::vector<int>> best_;
    std::int64_t open_bound_ = unreachable, budget_ = 0, tree_nodes_ = 0;
    std::int64_t root_bound_ = -unreachable, root_multiplier_ = 0;
    std::vector<std::int64_t> distance_;
};

}  // namespace

SearchResult search_site(const SiteProblem& problem, const SearchOptions& options) {
    return SiteSearch(problem, options).run();
}

}  // namespace zonewright::assembly
