#include "allocation/solver/lot_search.h"

#include <algorithm>
#include <bit>
#include <optional>
#include <queue>
#include <utility>

#include "allocation/solver/divisible.h"
#include "allocation/solver/flow_combination.h"
#include "allocation/solver/relaxation.h"
#include "base/random.h"

namespace zonewright::allocation {

namespace {

constexpr std::size_t nodes_of_a_neighbourhood = 24;
constexpr std::size_t narrowest = 2, widest = 5;  ///< clusters of a neighbourhood, and half its units
constexpr std::size_t turns_of_a_width = 40;
constexpr std::size_t first_look = 48;
constexpr std::size_t nodes_for_one = 4;        ///< nodes of the other search that one of these costs
constexpr std::size_t units_of_a_budget = 100;  ///< the budget is for so many open units
constexpr std::size_t most_open_nodes = 4096;

/// Decisions on the way to a node: options that are left, and lots that are held.
struct LotNode {
    std::vector<Options> options;
    std::vector<UnitCluster> held;  ///< each once
    std::int64_t bound = 0;         ///< of the node above
    std::size_t number = 0;         ///< in the order of making

    bool operator<(const LotNode& other) const {
        return bound != other.bound ? bound < other.bound : number < other.number;
    }
};

/// The linear optimum of a node.
struct LotPoint {
    std::vector<Piece> pieces;  ///< by unit, then cluster, lots held included
    std::vector<Piece> small;   ///< those below their lot
    std::int64_t bound = 0;
    Prices prices;
};

class LotSearch {
public:
    LotSearch(const AllocationProblem& problem, const Limits& limits, std::span<const Options> options,
              std::int64_t penalty, const LotIncumbent& incumbent)
        : problem_(&problem),
          land_(problem),
          limits_(&limits),
          root_(options.begin(), options.end()),
          penalty_(penalty),
          incumbent_(&incumbent) {
        land_.minimum_site.clear();
        land_.unit_names.clear();
    }

    /// The best bound of what was left open; nodes are counted in `nodes()`.
    std::int64_t explore(LotNode root, std::size_t most_nodes, double gap_target, const Progress& progress);
    void improve(std::size_t most_nodes, const Progress& progress);
    std::size_t nodes() const { return nodes_; }
    bool is_complete() const { return complete_; }
    std::vector<std::uint32_t> open_units() const {
        std::vector<std::uint32_t> open;
        for (std::uint32_t unit = 0; unit < root_.size(); ++unit)
            if (std::popcount(root_[unit]) > 1) open.push_back(unit);
        return open;
    }
    LotNode root(std::int64_t bound) const { return {root_, {}, bound, 0}; }

private:
    std::optional<AllocationProblem> left_of(const LotNode& node, std::int64_t& worth) const;
    std::optional<LotPoint> solve(const LotNode& node, const Progress& progress) const;
    LotNode with(const LotNode& node, const Piece& piece, bool held) const;
    std::pair<LotNode, LotNode> parted(const LotNode& node, const LotPoint& point, std::int64_t bound) const;
    LotNode neighbourhood(Options free_clusters, std::span<const char> free_units) const;

    const AllocationProblem* problem_;
    AllocationProblem land_;  ///< the problem without lots and names: every node begins with a copy of it
    const Limits* limits_;
    std::vector<Options> root_;
    std::int64_t penalty_;
    const LotIncumbent* incumbent_;
    std::size_t nodes_ = 0;
    bool complete_ = false;
};

/// What is left to divide once the lots are held; nothing where they go beyond a limit.
std::optional<AllocationProblem> LotSearch::left_of(const LotNode& node, std::int64_t& worth) const {
    AllocationProblem left = land_;
    std::vector<std::int64_t> taken(limits_->size(), 0);
    worth = 0;
    for (const UnitCluster& lot : node.held) {
        const std::int64_t area = problem_->minimum_site[lot.cluster];
        left.areas[lot.unit] -= area;
        if (left.areas[lot.unit] < 0) return std::nullopt;
        worth += problem_->value(lot.unit, lot.cluster) * area;
        limits_->for_each(lot.unit, lot.cluster, [&](std::uint32_t limit) { taken[limit] += area; });
        if (limits_->budget()) taken[*limits_->budget()] += area * problem_->budget->cost[lot.unit];
    }
    for (std::size_t limit = 0; limit < taken.size(); ++limit)
        if (taken[limit] > (*limits_)[limit].band.upper) return std::nullopt;
    const auto take = [&](Band& band, std::size_t limit) {
        band.lower = std::max<std::int64_t>(0, band.lower - taken[limit]);
        if (band.upper < unlimited) band.upper -= taken[limit];
    };
    for (std::size_t cluster = 0; cluster < left.cluster_count(); ++cluster)
        take(left.demand[cluster], cluster);
    for (std::size_t quota = 0; quota < left.quotas.size(); ++quota)
        take(left.quotas[quota].band, left.cluster_count() + quota);
    if (limits_->budget()) left.budget->limit -= taken[*limits_->budget()];
    return left;
}

std::optional<LotPoint> LotSearch::solve(const LotNode& node, const Progress& progress) const {
    std::int64_t worth = 0;
    const auto left = left_of(node, worth);
    if (!left) return std::nullopt;
    std::vector<Options> options = node.options;
    const Options idle = Options{1} << problem_->cluster_count();
    for (std::size_t unit = 0; unit < options.size(); ++unit)
        if (left->areas[unit] == 0) options[unit] = idle;
    const Limits limits(*left);
    const Relaxation relaxation(*left, limits, penalty_);
    LotPoint point;
    Relaxed relaxed;
    if (relaxation.is_fine()) {
        FlowCombination mixed =
            combine_flows(*left, limits, relaxation, options, penalty_, {}, {}, progress.quiet());
        point.pieces = std::move(mixed.pieces);
        relaxed = std::move(mixed.multipliers.relaxed);
    } else {
        relaxed = relaxation.solve(options, relaxation.free_multipliers(), {}, progress.quiet());
        if (relaxed.feasible) point.pieces = pieces_of(*left, relaxed);
    }
    if (!relaxed.feasible) return std::nullopt;
    point.bound = relaxed.bound + worth;
    point.prices = std::move(relaxed.prices);
    for (const UnitCluster& lot : node.held)
        point.pieces.push_back({lot.unit, lot.cluster, problem_->minimum_site[lot.cluster]});
    point.pieces = joined(std::move(point.pieces));
    for (const Piece& piece : point.pieces)
        if (piece.area < problem_->minimum_site[piece.cluster]) point.small.push_back(piece);
    return point;
}

/// The node in which the cluster holds a lot of the unit, or nothing of it.
LotNode LotSearch::with(const LotNode& node, const Piece& piece, bool held) const {
    LotNode next = node;
    if (held)
        next.held.push_back({piece.unit, piece.cluster});
    else
        next.options[piece.unit] &= ~(Options{1} << piece.cluster);
    return next;
}

/// The piece nearest to its lot decided either way, the likelier one first.
std::pair<LotNode, LotNode> LotSearch::parted(const LotNode& node, const LotPoint& point,
                                              std::int64_t bound) const {
    const auto share = [&](const Piece& piece) {
        return static_cast<double>(piece.area) / static_cast<double>(problem_->minimum_site[piece.cluster]);
    };
    const Piece chosen = *std::ranges::max_element(point.small, {}, share);
    const bool is_likely_held = share(chosen) >= 0.5;
    std::pair<LotNode, LotNode> nodes{with(node, chosen, is_likely_held),
                                      with(node, chosen, !is_likely_held)};
    nodes.first.bound = nodes.second.bound = bound;
    return nodes;
}

std::int64_t LotSearch::explore(LotNode root, std::size_t most_nodes, double gap_target,
                                const Progress& progress) {
    std::priority_queue<LotNode> open;
    std::optional<LotNode> next = std::move(root);
    std::int64_t closed = no_objective;  // the best bound of nodes that are decided
    std::size_t made = 0;
    complete_ = false;
    for (std::size_t done = 0; done < most_nodes && (next || !open.empty()); ++done) {
        if (!next) {
            next = open.top();
            open.pop();
        }
        const LotNode node = std::move(*next);
        next.reset();
        const std::int64_t best = incumbent_->objective();
        const auto near = static_cast<std::int64_t>(gap_target * std::abs(static_cast<double>(best)));
        if (node.bound <= best + near) {
            closed = std::max(closed, node.bound);
            continue;
        }
        ++nodes_;
        progress.report(static_cast<double>(done) / static_cast<double>(most_nodes));
        const auto point = solve(node, progress);
        if (!point) continue;
        const std::int64_t bound = std::min(node.bound, point->bound);
        if (bound <= best + near) {
            closed = std::max(closed, bound);
            continue;
        }
        incumbent_->offer(point->small.empty()
                              ? point->pieces
                              : completed_pieces(*problem_, *limits_, root_, point->prices, point->pieces));
        if (point->small.empty()) {
            closed = std::max(closed, bound);  // the optimum here, but for whole area units
            continue;
        }
        auto [likely, other] = parted(node, *point, bound);
        likely.number = ++made, other.number = ++made;
        if (open.size() < most_open_nodes)
            open.push(std::move(other));
        else
            closed = std::max(closed, bound);
        next = std::move(likely);
    }
    complete_ = !next && open.empty();
    if (next) closed = std::max(closed, next->bound);
    if (!open.empty()) closed = std::max(closed, open.top().bound);
    return closed;
}

/// The clusters and units given are free; every other pair stays as the best allocation known has it, but for
/// how much.
LotNode LotSearch::neighbourhood(Options free_clusters, std::span<const char> free_units) const {
    LotNode node = root(-no_objective);
    const Options always = free_clusters | Options{1} << problem_->cluster_count();
    std::vector<Options> kept(node.options.size(), 0);
    for (const Piece& piece : incumbent_->pieces()) {
        if ((free_clusters >> piece.cluster & 1) != 0 || free_units[piece.unit] != 0 ||
            std::popcount(node.options[piece.unit]) < 2)
            continue;
        kept[piece.unit] |= Options{1} << piece.cluster;
        node.held.push_back({piece.unit, piece.cluster});
    }
    for (std::size_t unit = 0; unit < node.options.size(); ++unit)
        if (std::popcount(node.options[unit]) > 1 && free_units[unit] == 0)
            node.options[unit] &= always | kept[unit];
    return node;
}

/// By turns some clusters on all units and some units for all clusters, drawn; more of them while that finds
/// nothing.
void LotSearch::improve(std::size_t most_nodes, const Progress& progress) {
    Random random(problem_->unit_count(), "lots");
    const std::vector<std::uint32_t> open = open_units();
    if (open.empty()) return;
    std::size_t width = narrowest;
    for (std::size_t turn = 0, last = 0; nodes_ < most_nodes && turn < most_nodes; ++turn) {
        if (turn - last > turns_of_a_width) width = width < widest ? width + 1 : narrowest, last = turn;
        Options clusters = 0;
        std::vector<char> units(root_.size(), 0);
        for (std::size_t drawn = 0; drawn < width; ++drawn) {
            if (turn % 2 == 0) {
                clusters |= Options{1} << random.below(problem_->cluster_count());
            } else {
                units[open[random.below(open.size())]] = 1;
                units[open[random.below(open.size())]] = 1;
            }
        }
        const std::int64_t before = incumbent_->objective();
        explore(neighbourhood(clusters, units), std::min(nodes_of_a_neighbourhood, most_nodes - nodes_), 0,
                progress.quiet());
        progress.report(static_cast<double>(nodes_) / static_cast<double>(most_nodes));
        if (incumbent_->objective() > before) last = turn;
    }
}

}  // namespace

bool has_lots_to_search(const AllocationProblem& problem) {
    return problem.divisible && !problem.town_limit && problem.exclusive.empty() && !problem.neighbourhood &&
           std::ranges::any_of(problem.minimum_site, [](std::int64_t lot) { return lot > 0; });
}

SearchResult search_lots(const LotSearchInput& input, const SolveOptions& settings,
                         const LotIncumbent& incumbent, const Progress& progress) {
    LotSearch lots(*input.problem, *input.limits, input.options, input.penalty, incumbent);
    const std::size_t units = std::max<std::size_t>(units_of_a_budget, lots.open_units().size());
    const std::size_t budget = (settings.node_budget / nodes_for_one * units_of_a_budget + units - 1) / units;
    // A first look down the tree, then neighbourhoods of what it found, then the tree with the rest of the
    // budget.
    std::int64_t found = lots.explore(lots.root(input.bound), std::min(budget, first_look),
                                      settings.gap_target, progress.part(0, 0.1));
    if (!lots.is_complete()) {
        lots.improve(budget * 2 / 3, progress.part(0.1, 0.7));
        const std::size_t left = budget - std::min(budget, lots.nodes());
        found = std::min(
            found, lots.explore(lots.root(input.bound), left, settings.gap_target, progress.part(0.7, 1)));
    }
    SearchResult result{
        .bound = std::max(incumbent.objective(), std::min(input.bound, found)),
        .stop = lots.is_complete() ? model::StopReason::RoundBudget : model::StopReason::NodeBudget,
        .nodes = lots.nodes()};
    const auto distance = static_cast<double>(result.bound - incumbent.objective());
    if (distance > 0 &&
        distance <= settings.gap_target * std::abs(static_cast<double>(incumbent.objective())))
        result.stop = model::StopReason::GapReached;
    return result;
}

}  // namespace zonewright::allocation
