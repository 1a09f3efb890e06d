#include "allocation/solver/lot_search.h"

#include <algorithm>
#include <bit>
#include <optional>
#include <queue>
#include <utility>

#include "allocation/solver/divisible.h"
#include "allocation/solver/lot_land.h"
#include "base/random.h"

namespace zonewright::allocation {

namespace {

constexpr std::size_t nodes_of_a_neighbourhood = 60;
constexpr std::size_t narrowest = 2, widest = 8;  ///< clusters of a neighbourhood, and half its units
constexpr std::size_t turns_of_a_width = 40;
constexpr std::size_t first_look = 48, looks_ahead = 4;
constexpr double any_number = 1e18;  ///< of lots: no limit
constexpr std::size_t rounds_of_the_root = 80, rounds_of_a_node = 2;
constexpr std::size_t nodes_for_one = 2;        ///< of these for a node of the other search
constexpr std::size_t units_of_a_budget = 100;  ///< the budget is for so many open units
constexpr std::size_t most_open_nodes = 4096;

/// Decisions on the way to a node: options that are left, and lots that are held.
struct LotNode {
    std::vector<Options> options;
    std::vector<UnitCluster> held;       ///< each once
    std::vector<std::int64_t> charge;    ///< per cluster, of a lot (LotLand)
    std::int64_t bound = 0;         ///< of the node above
    std::size_t number = 0;         ///< in the order of making

    bool operator<(const LotNode& other) const {
        return bound != other.bound ? bound < other.bound : number < other.number;
    }
};

class LotSearch {
public:
    LotSearch(const AllocationProblem& problem, const Limits& limits, std::span<const Options> options,
              std::int64_t penalty, const LotIncumbent& incumbent)
        : problem_(&problem),
          land_(problem, limits, penalty),
          limits_(&limits),
          root_(options.begin(), options.end()),
          incumbent_(&incumbent),
          charge_(problem.cluster_count(), 0) {}

    /// The best bound of what was left open; nodes are counted in `nodes()`.
    std::int64_t explore(LotNode root, std::size_t most_nodes, double gap_target, std::size_t looks, const Progress& progress);
    void improve(std::size_t most_nodes, const Progress& progress);
    std::size_t nodes() const { return nodes_; }
    bool is_complete() const { return complete_; }
    std::vector<std::uint32_t> open_units() const {
        std::vector<std::uint32_t> open;
        for (std::uint32_t unit = 0; unit < root_.size(); ++unit)
            if (std::popcount(root_[unit]) > 1) open.push_back(unit);
        return open;
    }
    LotNode root(std::int64_t bound) const { return {root_, {}, charge_, bound, 0}; }
    std::int64_t tune_root(std::int64_t bound, const Progress& progress);

private:
    std::optional<LotPoint> solve(const LotNode& node, bool charged, const Progress& progress) const {
        return land_.solve(node.options, node.held, charged ? std::span(node.charge) : std::span<const std::int64_t>(), progress);
    }
    std::optional<LotPoint> looked_at(LotNode& node, std::int64_t enough, const Progress& progress);
    std::optional<LotPoint> tuned(LotNode& node, std::size_t rounds, const Progress& progress);
    static LotNode with(const LotNode& node, const Piece& piece, bool held);
    std::pair<LotNode, LotNode> parted(const LotNode& node, const LotPoint& point, std::int64_t bound, std::size_t looks,
                                       const Progress& progress);
    LotNode neighbourhood(Options free_clusters, std::span<const char> free_units) const;

    const AllocationProblem* problem_;
    LotLand land_;
    const Limits* limits_;
    std::vector<Options> root_;
    const LotIncumbent* incumbent_;
    std::vector<std::int64_t> charge_;  ///< of the root
    std::size_t nodes_ = 0;
    bool complete_ = false;
};

/// The point of the least bound that moving the charges finds (Polyak's steps towards the best allocation known); the
/// node keeps its charges.
std::optional<LotPoint> LotSearch::tuned(LotNode& node, std::size_t rounds, const Progress& progress) {
    std::optional<LotPoint> best;
    LotNode tried = node;
    double stride = 1;
    std::size_t without_gain = 0;
    for (std::size_t round = 0; round < rounds; ++round) {
        ++nodes_;
        auto point = solve(tried, true, progress);
        if (!point) return std::nullopt;
        const bool gains = !best || point->bound < best->bound;
        const std::vector<double> slack = point->slack;
        const std::int64_t bound = point->bound;
        if (gains) best = std::move(point), node.charge = tried.charge;
        without_gain = gains ? 0 : without_gain + 1;
        if (without_gain >= 4) stride /= 2, without_gain = 0;
        const auto distance = static_cast<double>(bound - incumbent_->objective());
        const auto is_counted = [&](std::size_t cluster) { return slack[cluster] < any_number; };
        double length = 0;
        for (std::size_t cluster = 0; cluster < slack.size(); ++cluster)
            if (is_counted(cluster) && (slack[cluster] < 0 || tried.charge[cluster] > 0))
                length += slack[cluster] * slack[cluster];
        if (distance <= 0 || length < 1e-9) break;
        for (std::size_t cluster = 0; cluster < slack.size(); ++cluster)
            if (is_counted(cluster))
                tried.charge[cluster] = std::max<std::int64_t>(
                    0, tried.charge[cluster] - rounded(stride * distance / length * slack[cluster], most_worth / 4096));
    }
    return best;
}

std::int64_t LotSearch::tune_root(std::int64_t bound, const Progress& progress) {
    LotNode node = root(bound);
    const auto point = tuned(node, rounds_of_the_root, progress);
    charge_ = node.charge;
    return point ? std::min(bound, point->bound) : bound;
}

/// The node in which the cluster holds a lot of the unit, or nothing of it.
LotNode LotSearch::with(const LotNode& node, const Piece& piece, bool held) {
    LotNode next = node;
    if (held)
        next.held.push_back({piece.unit, piece.cluster});
    else
        next.options[piece.unit] &= ~(Options{1} << piece.cluster);
    return next;
}

/// A piece below its lot decided either way, the likelier one first: the piece nearest to its lot, or of the
/// `looks` nearest ones that whose two sides promise least.
std::pair<LotNode, LotNode> LotSearch::parted(const LotNode& node, const LotPoint& point, std::int64_t bound,
                                              std::size_t looks, const Progress& progress) {
    const auto share = [&](const Piece& piece) {
        return static_cast<double>(piece.area) / static_cast<double>(problem_->minimum_site[piece.cluster]);
    };
    const auto sides_of = [&](const Piece& piece) {
        const bool is_likely_held = share(piece) >= 0.5;
        std::pair<LotNode, LotNode> sides{with(node, piece, is_likely_held), with(node, piece, !is_likely_held)};
        sides.first.bound = sides.second.bound = bound;
        return sides;
    };
    if (looks == 0) return sides_of(*std::ranges::max_element(point.small, {}, share));
    std::vector<Piece> open = point.small;
    std::ranges::stable_sort(open, {}, [&](const Piece& piece) { return -share(piece); });
    std::pair<LotNode, LotNode> best;
    double most = -1;
    for (std::size_t k = 0; k < std::min(looks, open.size()); ++k) {
        auto sides = sides_of(open[k]);
        double promise = 1;
        for (LotNode* side : {&sides.first, &sides.second}) {
            ++nodes_;
            const auto found = solve(*side, true, progress);
            side->bound = found ? std::min(bound, found->bound) : no_objective;
            const double drop = std::min(static_cast<double>(bound) - static_cast<double>(side->bound),
                                         static_cast<double>(bound) - static_cast<double>(incumbent_->objective()));
            promise *= drop + 1;
        }
        if (promise > most) most = promise, best = std::move(sides);
    }
    return best;
}

/// The point of the node: at its charges, or where that needs no more lots and might still be beaten, without them.
std::optional<LotPoint> LotSearch::looked_at(LotNode& node, std::int64_t enough, const Progress& progress) {
    auto point = tuned(node, rounds_of_a_node, progress);
    if (!point || point->bound <= enough || !point->small.empty()) return point;
    incumbent_->offer(point->pieces);
    ++nodes_;
    const std::int64_t bound = point->bound;
    point = solve(node, false, progress);
    if (point) point->bound = std::min(bound, point->bound);
    return point;
}

std::int64_t LotSearch::explore(LotNode root, std::size_t most_nodes, double gap_target, std::size_t looks,
                                const Progress& progress) {
    std::priority_queue<LotNode> open;
    std::optional<LotNode> next = std::move(root);
    std::int64_t closed = no_objective;  // the best bound of nodes that are decided
    std::size_t made = 0;
    complete_ = false;
    const std::size_t begun = nodes_;
    while (nodes_ - begun < most_nodes && (next || !open.empty())) {
        if (!next) {
            next = open.top();
            open.pop();
        }
        LotNode node = std::move(*next);
        next.reset();
        const std::int64_t best = incumbent_->objective();
        const auto near = static_cast<std::int64_t>(gap_target * std::abs(static_cast<double>(best)));
        if (node.bound <= best + near) {
            closed = std::max(closed, node.bound);
            continue;
        }
        progress.report(static_cast<double>(nodes_ - begun) / static_cast<double>(most_nodes));
        const auto point = looked_at(node, best + near, progress);
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
        auto [likely, other] = parted(node, *point, bound, looks, progress);
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
        explore(neighbourhood(clusters, units), std::min(nodes_of_a_neighbourhood, most_nodes - nodes_), 0, 0,
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
    const std::size_t budget = (settings.node_budget * nodes_for_one * units_of_a_budget + units - 1) / units;
    // Charges for lots, a first look down the tree, then neighbourhoods of what it found, then the tree with the
    // rest of the budget.
    const std::int64_t bound = lots.tune_root(input.bound, progress.part(0, 0.05));
    std::int64_t found = lots.explore(lots.root(bound), std::min(budget, first_look), settings.gap_target, 0, progress.part(0.05, 0.1));
    if (!lots.is_complete()) {
        lots.improve(budget * 3 / 4, progress.part(0.1, 0.75));
        const std::size_t left = budget - std::min(budget, lots.nodes());
        found = std::min(found, lots.explore(lots.root(bound), left, settings.gap_target, looks_ahead, progress.part(0.75, 1)));
    }
    SearchResult result{
        .bound = std::max(incumbent.objective(), std::min(bound, found)),
        .stop = lots.is_complete() ? model::StopReason::RoundBudget : model::StopReason::NodeBudget,
        .nodes = lots.nodes()};
    const auto distance = static_cast<double>(result.bound - incumbent.objective());
    if (distance > 0 &&
        distance <= settings.gap_target * std::abs(static_cast<double>(incumbent.objective())))
        result.stop = model::StopReason::GapReached;
    return result;
}

}  // namespace zonewright::allocation
