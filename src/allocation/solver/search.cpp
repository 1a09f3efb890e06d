#include "allocation/solver/search.h"

#include <algorithm>
#include <bit>
#include <limits>
#include <memory>
#include <optional>
#include <queue>
#include <utility>

#include "allocation/solver/tree_state.h"

namespace zonewright::allocation {

namespace {

struct Node {
    std::int64_t bound = 0;
    std::size_t number = 0;  ///< order of creation: breaks ties
    std::size_t depth = 0;
    Decision decision;
    std::shared_ptr<const Node> parent;
    std::shared_ptr<const std::vector<std::int64_t>> prices;  ///< of the parent's flow, to start from
};
using NodePointer = std::shared_ptr<const Node>;

struct Later {
    bool operator()(const NodePointer& a, const NodePointer& b) const {
        if (a->bound != b->bound) return a->bound < b->bound;
        return a->number > b->number;
    }
};

class Tree {
public:
    Tree(const AllocationProblem& problem, const Limits& limits, const Relaxation& relaxation,
         const Prices& multipliers, std::vector<Options> root, const std::int64_t& best,
         const Incumbent& incumbent)
        : problem_(&problem),
          limits_(&limits),
          relaxation_(&relaxation),
          multipliers_(&multipliers),
          state_(problem, limits, std::move(root)),
          best_(&best),
          incumbent_(&incumbent) {}

    /// Looks at a node; its children join the queue, except the most promising, which is returned.
    NodePointer expand(const NodePointer& node, bool thorough, const Progress& progress);
    /// Excludes options at the root for good.
    bool prepare(const Relaxed& at_root) {
        return state_.restart({}) && state_.exclude_by_regret(at_root, *best_) && adopt();
    }

    /// The largest bound of a node that could neither be split further nor be closed.
    std::int64_t left_open() const { return left_open_; }

    std::priority_queue<NodePointer, std::vector<NodePointer>, Later> queue;

private:
    void close(const NodePointer& node, const Relaxed& relaxed);
    bool adopt() {
        if (!state_.propagate()) return false;
        state_.adopt_as_root();
        return true;
    }
    bool enter(const NodePointer& node);
    std::vector<Decision> branch(const Relaxed& relaxed) const;
    std::optional<std::pair<std::uint32_t, std::uint32_t>> town_to_branch(const Relaxed& relaxed) const;
    std::optional<std::uint32_t> unit_to_branch(const Relaxed& relaxed, const Worth& worth) const;
    std::vector<Decision> split_unit(std::uint32_t unit, const Relaxed& relaxed, const Worth& worth) const;
    std::int64_t bound_of(const Decision& decision, const Relaxed& relaxed, const Worth& worth) const;

    const AllocationProblem* problem_;
    const Limits* limits_;
    const Relaxation* relaxation_;
    const Prices* multipliers_;
    TreeState state_;
    const std::int64_t* best_;
    const Incumbent* incumbent_;
    std::size_t created_ = 0;
    std::int64_t left_open_ = std::numeric_limits<std::int64_t>::min();
    std::vector<Decision> path_;
};

/// Whole units: everything is decided, so the one allocation left is tried. Divisible land cannot be decided
/// further when towns are, and keeps the distance that side limits leave.
void Tree::close(const NodePointer& node, const Relaxed& relaxed) {
    if (problem_->divisible) {
        left_open_ = std::max(left_open_, std::min(node->bound, relaxed.bound));
        return;
    }
    Relaxed decided = relaxed;
    decided.shares.clear();
    for (std::size_t unit = 0; unit < decided.option.size(); ++unit)
        decided.option[unit] = static_cast<std::uint16_t>(std::countr_zero(state_.options()[unit]));
    (*incumbent_)(state_.options(), decided, false);
}

bool Tree::enter(const NodePointer& node) {
    path_.clear();
    for (const Node* at = node.get(); at->parent != nullptr; at = at->parent.get())
        path_.push_back(at->decision);
    std::reverse(path_.begin(), path_.end());
    return state_.restart(path_);
}

std::int64_t Tree::bound_of(const Decision& decision, const Relaxed& relaxed, const Worth& worth) const {
    if (decision.is_town) return relaxed.bound;
    const std::uint32_t unit = decision.unit;
    const std::int64_t most = worth.of(unit, worth.best(unit, state_.options()[unit]));
    const std::int64_t kept = worth.of(unit, worth.best(unit, decision.options));
    const Wide lost = static_cast<Wide>(most - kept) * problem_->areas[unit];
    return clamped(relaxed.bound - lost / relaxed.prices.scale, -no_objective);
}

/// A cluster that uses more towns than it may: the town of its least share.
std::optional<std::pair<std::uint32_t, std::uint32_t>> Tree::town_to_branch(const Relaxed& relaxed) const {
    if (!problem_->town_limit) return std::nullopt;
    const TownLimit& limit = *problem_->town_limit;
    std::vector<std::int64_t> area(std::size_t{limit.town_count} * problem_->cluster_count(), 0);
    const auto add = [&](std::uint32_t unit, std::uint32_t option, std::int64_t by) {
        if (option < problem_->cluster_count())
            area[std::size_t{option} * limit.town_count + limit.town_of[unit]] += by;
    };
    std::vector<char> split(problem_->unit_count(), 0);
    for (const FlowShare& share : relaxed.shares)
        split[share.unit] = 1, add(share.unit, share.column, share.area);
    for (std::uint32_t unit = 0; unit < problem_->unit_count(); ++unit)
        if (!split[unit]) add(unit, relaxed.option[unit], problem_->areas[unit]);
    for (std::uint32_t cluster = 0; cluster < problem_->cluster_count(); ++cluster) {
        if (limit.maximum[cluster] == 0) continue;
        std::optional<std::uint32_t> least;
        std::uint32_t towns = 0;
        const std::int64_t* row = &area[std::size_t{cluster} * limit.town_count];
        for (std::uint32_t town = 0; town < limit.town_count; ++town) {
            if (row[town] == 0) continue;
            ++towns;
            if (!state_.is_open(cluster, town) && (!least || row[town] > row[*least])) least = town;
        }
        if (towns > limit.maximum[cluster] && least) return std::make_pair(cluster, *least);
    }
    return std::nullopt;
}

/// The unit that is split most; without one, the unit for which the choice is closest at the prices, large
/// ones first.
std::optional<std::uint32_t> Tree::unit_to_branch(const Relaxed& relaxed, const Worth& worth) const {
    std::optional<std::uint32_t> chosen;
    std::int64_t most = -1;
    for (std::size_t first = 0; first < relaxed.shares.size();) {
        const std::uint32_t unit = relaxed.shares[first].unit;
        std::int64_t largest = 0;
        for (; first < relaxed.shares.size() && relaxed.shares[first].unit == unit; ++first)
            largest = std::max(largest, relaxed.shares[first].area);
        if (problem_->areas[unit] - largest > most) most = problem_->areas[unit] - largest, chosen = unit;
    }
    if (chosen) return chosen;
    double closest = std::numeric_limits<double>::max();
    for (std::uint32_t unit = 0; unit < problem_->unit_count(); ++unit) {
        const Options options = state_.options()[unit];
        if (std::popcount(options) < 2) continue;
        const std::size_t best = worth.best(unit, options);
        const std::size_t second = worth.best(unit, options & ~(Options{1} << best));
        const auto step = static_cast<double>(worth.of(unit, best) - worth.of(unit, second));
        const double regret = (step + 1) / static_cast<double>(problem_->areas[unit]);
        if (regret < closest) closest = regret, chosen = unit;
    }
    return chosen;
}

/// One child for every option that the relaxation gives the unit, one for all the others.
std::vector<Decision> Tree::split_unit(std::uint32_t unit, const Relaxed& relaxed, const Worth& worth) const {
    Options taken = 0;
    for (const FlowShare& share : relaxed.shares)
        if (share.unit == unit) taken |= Options{1} << share.column;
    if (taken == 0) taken = Options{1} << worth.best(unit, state_.options()[unit]);
    std::vector<Decision> children;
    for (Options rest = taken; rest != 0; rest &= rest - 1)
        children.push_back({.unit = unit, .options = rest & (~rest + 1)});
    const Options others = state_.options()[unit] & ~taken;
    if (others != 0) children.push_back({.unit = unit, .options = others});
    return children;
}

std::vector<Decision> Tree::branch(const Relaxed& relaxed) const {
    if (const auto town = town_to_branch(relaxed))
        return {{.unit = town->first, .is_town = true, .town = town->second, .open = true},
                {.unit = town->first, .is_town = true, .town = town->second, .open = false}};
    if (problem_->divisible) return {};
    const Worth worth(*problem_, *limits_, relaxed.prices);
    const auto unit = unit_to_branch(relaxed, worth);
    return unit ? split_unit(*unit, relaxed, worth) : std::vector<Decision>{};
}

NodePointer Tree::expand(const NodePointer& node, bool thorough, const Progress& progress) {
    if (!enter(node)) return nullptr;
    const std::vector<std::int64_t> start = node->prices ? *node->prices : std::vector<std::int64_t>{};
    const Relaxed relaxed = relaxation_->solve(state_.options(), *multipliers_, start, progress);
    if (!relaxed.feasible || relaxed.bound <= *best_) return nullptr;
    (*incumbent_)(state_.options(), relaxed, thorough);
    if (relaxed.bound <= *best_ || !state_.exclude_by_regret(relaxed, *best_) || !state_.propagate())
        return nullptr;
    const Worth worth(*problem_, *limits_, relaxed.prices);
    const auto prices = std::make_shared<const std::vector<std::int64_t>>(relaxed.nodes);
    const std::vector<Decision> decisions = branch(relaxed);
    if (decisions.empty()) close(node, relaxed);
    NodePointer promising;
    for (const Decision& decision : decisions) {
        if (!decision.is_town && (decision.options & state_.options()[decision.unit]) == 0) continue;
        const std::int64_t bound = std::min(node->bound, bound_of(decision, relaxed, worth));
        if (bound <= *best_) continue;
        NodePointer child =
            std::make_shared<const Node>(Node{bound, ++created_, node->depth + 1, decision, node, prices});
        if (!promising || Later()(promising, child)) std::swap(promising, child);
        if (child) queue.push(std::move(child));
    }
    return promising;
}

}  // namespace

Search::Search(const AllocationProblem& problem, const Limits& limits, const Relaxation& relaxation,
               Prices multipliers, SearchOptions options)
    : problem_(&problem),
      limits_(&limits),
      relaxation_(&relaxation),
      multipliers_(std::move(multipliers)),
      options_(options) {}

SearchResult Search::run(std::vector<Options> root, const Relaxed& at_root, const std::int64_t& best,
                         const std::int64_t& weight, const Incumbent& incumbent, const Progress& progress) {
    SearchResult result{.bound = std::max(best, at_root.bound)};
    Tree tree(*problem_, *limits_, *relaxation_, multipliers_, std::move(root), best, incumbent);
    const auto reached = [&](std::int64_t bound) {
        return static_cast<double>(bound - best) <=
               options_.gap_target * std::abs(static_cast<double>(weight));
    };
    NodePointer next;
    if (at_root.bound > best && tree.prepare(at_root)) {
        next = std::make_shared<const Node>(
            Node{.bound = at_root.bound,
                 .prices = std::make_shared<const std::vector<std::int64_t>>(at_root.nodes)});
    }
    while (true) {
        if (!next && !tree.queue.empty()) next = tree.queue.top(), tree.queue.pop();
        if (!next) break;
        std::int64_t open = next->bound;
        if (!tree.queue.empty()) open = std::max(open, tree.queue.top()->bound);
        result.bound = std::max({best, open, tree.left_open()});
        if (reached(result.bound)) {
            result.stop = result.bound == best ? model::StopReason::Proved : model::StopReason::GapReached;
            return result;
        }
        if (result.nodes >= options_.node_budget) {
            result.stop = model::StopReason::NodeBudget;
            return result;
        }
        progress.checkpoint();
        next = next->bound <= best ? nullptr
                                   : tree.expand(next, result.nodes % options_.improve_every == 0, progress);
        ++result.nodes;
    }
    result.bound = std::max(best, tree.left_open());
    if (result.bound > best)
        result.stop = reached(result.bound) ? model::StopReason::GapReached : model::StopReason::RoundBudget;
    return result;
}

}  // namespace zonewright::allocation
