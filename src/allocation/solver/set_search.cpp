#include "allocation/solver/set_search.h"

#include <algorithm>
#include <bit>
#include <cmath>
#include <memory>
#include <optional>
#include <queue>
#include <utility>

#include "allocation/solver/tree_state.h"

namespace zonewright::allocation {

namespace {

constexpr std::size_t rounds_at_node = 12;
constexpr double worth_a_child = 0.15;  ///< options picked this often get a child of their own
constexpr std::size_t most_children = 3;

struct SetNode {
    std::int64_t bound = 0;
    std::size_t number = 0;  ///< order of creation: breaks ties
    Decision decision;
    std::shared_ptr<const SetNode> parent;
    std::shared_ptr<const SetPrices> prices;  ///< of the parent, to start from
};
using SetNodePointer = std::shared_ptr<const SetNode>;

struct LaterSetNode {
    bool operator()(const SetNodePointer& a, const SetNodePointer& b) const {
        return a->bound != b->bound ? a->bound < b->bound : a->number > b->number;
    }
};

class SetTree {
public:
    SetTree(const SetSearchInput& input, const SetIncumbent& incumbent)
        : input_(&input), incumbent_(&incumbent), state_(*input.problem, *input.limits, input.root) {}

    /// Looks at a node; its children join the queue, except the most promising, which is returned.
    SetNodePointer expand(const SetNodePointer& node, bool thorough, const Progress& progress);
    std::priority_queue<SetNodePointer, std::vector<SetNodePointer>, LaterSetNode> queue;

private:
    bool enter(const SetNodePointer& node) {
        path_.clear();
        for (const SetNode* at = node.get(); at->parent != nullptr; at = at->parent.get())
            path_.push_back(at->decision);
        std::reverse(path_.begin(), path_.end());
        return state_.restart(path_);
    }
    /// Draws what the prices forbid and what follows from it; false when nothing better is left here.
    bool tighten(const SetPoint& point) {
        std::vector<Options> options = state_.options();
        if (!input_->relaxation->exclude(point, *input_->best, options)) return false;
        for (std::size_t unit = 0; unit < options.size(); ++unit) state_.keep_only(unit, options[unit]);
        return state_.propagate();
    }
    std::optional<std::uint32_t> unit_to_branch(std::span<const double> mean) const;
    std::vector<Decision> branch(std::span<const double> mean) const;
    std::vector<Options> children_of(std::uint32_t unit, std::span<const double> mean) const;

    const SetSearchInput* input_;
    const SetIncumbent* incumbent_;
    TreeState state_;
    std::size_t created_ = 0;
    std::vector<Decision> path_;
};

/// The unit that is most in dispute, weighed by its area.
std::optional<std::uint32_t> SetTree::unit_to_branch(std::span<const double> mean) const {
    const std::size_t count = input_->problem->cluster_count() + 1;
    std::optional<std::uint32_t> chosen;
    double most = 0;
    for (std::uint32_t unit = 0; unit < state_.options().size(); ++unit) {
        if (std::popcount(state_.options()[unit]) < 2) continue;
        double largest = 0;
        for (std::size_t option = 0; option < count; ++option)
            if (state_.options()[unit] >> option & 1)
                largest = std::max(largest, mean[unit * count + option]);
        const double dispute =
            static_cast<double>(input_->problem->areas[unit]) * (1.02 - std::min(1.0, largest));
        if (dispute > most) most = dispute, chosen = unit;
    }
    return chosen;
}

std::vector<Options> SetTree::children_of(std::uint32_t unit, std::span<const double> mean) const {
    const std::size_t count = input_->problem->cluster_count() + 1;
    std::vector<std::pair<double, std::size_t>> order;
    for (Options rest = state_.options()[unit]; rest != 0; rest &= rest - 1) {
        const auto option = static_cast<std::size_t>(std::countr_zero(rest));
        order.emplace_back(-mean[unit * count + option], option);
    }
    std::sort(order.begin(), order.end());
    std::vector<Options> children;
    Options others = state_.options()[unit];
    for (const auto& [picked, option] : order) {
        if (!children.empty() && (-picked < worth_a_child || children.size() == most_children)) break;
        children.push_back(Options{1} << option);
        others &= ~children.back();
    }
    if (others != 0) children.push_back(others);
    return children;
}

std::vector<Decision> SetTree::branch(std::span<const double> mean) const {
    std::vector<Decision> decisions;
    if (const auto unit = unit_to_branch(mean))
        for (const Options options : children_of(*unit, mean))
            decisions.push_back({.unit = *unit, .options = options});
    return decisions;
}

SetNodePointer SetTree::expand(const SetNodePointer& node, bool thorough, const Progress& progress) {
    if (!enter(node)) return nullptr;
    const SetRelaxation& relaxation = *input_->relaxation;
    const auto known = [&] { return *input_->best; };
    const SetDescent descent = relaxation.descend(
        state_.options(), *node->prices, rounds_at_node, known, [](const SetPoint&) {}, progress.part(0, 0));
    (*incumbent_)(state_.options(), descent.best, thorough);
    const std::int64_t bound = std::min(node->bound, descent.best.bound);
    if (bound <= *input_->best || !tighten(descent.best)) return nullptr;
    const std::vector<Decision> decisions = branch(descent.mean);
    if (decisions.empty()) (*incumbent_)(state_.options(), descent.best, false);  // every unit is decided
    const auto prices = std::make_shared<const SetPrices>(descent.best.prices);
    SetNodePointer promising;
    for (const Decision& decision : decisions) {
        SetNodePointer child =
            std::make_shared<const SetNode>(SetNode{bound, ++created_, decision, node, prices});
        if (!promising)
            promising = std::move(child);
        else
            queue.push(std::move(child));
    }
    return promising;
}

}  // namespace

SearchResult search_sets(const SetSearchInput& input, const SearchOptions& options,
                         const SetIncumbent& incumbent, const Progress& progress) {
    SearchResult result{.bound = std::max(*input.best, input.at_root.best.bound)};
    SetTree tree(input, incumbent);
    SetNodePointer next = std::make_shared<const SetNode>(
        SetNode{.bound = input.at_root.best.bound,
                .prices = std::make_shared<const SetPrices>(input.at_root.best.prices)});
    while (true) {
        if (!next && !tree.queue.empty()) next = tree.queue.top(), tree.queue.pop();
        if (!next) break;
        std::int64_t open = next->bound;
        if (!tree.queue.empty()) open = std::max(open, tree.queue.top()->bound);
        result.bound = std::max(*input.best, open);
        const auto distance = static_cast<double>(result.bound - *input.best);
        if (distance <= options.gap_target * std::abs(static_cast<double>(*input.weight))) {
            result.stop = distance == 0 ? model::StopReason::Proved : model::StopReason::GapReached;
            return result;
        }
        if (result.nodes >= options.node_budget) {
            result.stop = model::StopReason::NodeBudget;
            return result;
        }
        progress.report(static_cast<double>(result.nodes) / static_cast<double>(options.node_budget));
        next = next->bound <= *input.best
                   ? nullptr
                   : tree.expand(next, result.nodes % options.improve_every == 0, progress);
        ++result.nodes;
    }
    result.bound = *input.best;
    return result;
}

}  // namespace zonewright::allocation
