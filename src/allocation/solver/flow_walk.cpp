#include "allocation/solver/flow_walk.h"

#include <algorithm>
#include <cmath>
#include <numeric>
#include <utility>

namespace zonewright::allocation {

namespace {

/// The shares of one flow, read unit by unit in ascending order.
class ShareReader {
public:
    ShareReader(const AllocationProblem& problem, const LandFlow& flow) : problem_(&problem), flow_(&flow) {}

    /// Area per option of the unit; units must be asked for in ascending order.
    void read(std::uint32_t unit, std::vector<std::int64_t>& areas) {
        std::fill(areas.begin(), areas.end(), 0);
        while (next_ < flow_->shares.size() && flow_->shares[next_].unit < unit) ++next_;
        if (next_ == flow_->shares.size() || flow_->shares[next_].unit != unit) {
            areas[flow_->option[unit]] = problem_->areas[unit];
            return;
        }
        for (; next_ < flow_->shares.size() && flow_->shares[next_].unit == unit; ++next_)
            areas[flow_->shares[next_].column] += flow_->shares[next_].area;
    }

private:
    const AllocationProblem* problem_;
    const LandFlow* flow_;
    std::size_t next_ = 0;
};

/// What one area unit of the side limit the land of (unit, option) uses.
std::int64_t side_weight(const AllocationProblem& problem, const Limits& limits, std::uint32_t side,
                         std::uint32_t unit, std::size_t option) {
    if (option >= problem.cluster_count()) return 0;
    if (limits[side].kind == LimitKind::Budget) return problem.budget->cost[unit];
    std::int64_t counted = 0;
    limits.for_each(unit, option, [&](std::uint32_t limit) { counted += limit == side ? 1 : 0; });
    return counted;
}

std::int64_t value_of(const AllocationProblem& problem, std::uint32_t unit, std::size_t option) {
    return option < problem.cluster_count() ? problem.value(unit, option) : 0;
}

/// From one node to the next: a unit's land that changes its option, or land that flows on.
struct WalkEdge {
    std::uint32_t from = 0, to = 0;
    std::int64_t left = 0;   ///< area units
    std::int64_t value = 0;  ///< per area unit, with penalties
    std::int64_t side = 0;   ///< per area unit
    std::int64_t move = -1;  ///< position among the moves
};

struct LandMove {
    std::uint32_t unit = 0;
    std::uint16_t from = 0, to = 0;
};

struct WalkCycle {
    std::int64_t area = 0, value = 0, side = 0;  ///< the last two per area unit
    std::size_t first_move = 0, last_move = 0;   ///< in the list of moves of all cycles
    std::int64_t taken = 0;
};

class FlowWalk {
public:
    FlowWalk(const AllocationProblem& problem, const Limits& limits, const LandNetwork& network,
             std::uint32_t side_limit, std::int64_t penalty, const LandFlow& from, const LandFlow& to)
        : problem_(&problem),
          limits_(&limits),
          network_(&network),
          side_(side_limit),
          penalty_(penalty),
          from_(&from),
          nodes_(network.nodes()) {
        out_.resize(nodes_.size() + 1);
        compare(to);
        connect_nodes();
        for (std::uint32_t node = 0; node < out_.size(); ++node)
            while (!out_[node].empty()) take_cycle(node);
    }

    /// Every cycle that gains is taken, then the cheapest changes until the side limit is kept.
    std::vector<Piece> best() {
        Wide use = from_->side_use[0];
        for (WalkCycle& cycle : cycles_) {
            if (cycle.value > 0) cycle.taken = cycle.area;
            use += static_cast<Wide>(cycle.taken) * cycle.side;
        }
        const Band& band = (*limits_)[side_].band;
        if (use > band.upper) keep_side(use, band.upper, 1);
        if (use < band.lower) keep_side(use, band.lower, -1);
        return pieces();
    }

private:
    void compare(const LandFlow& to);
    void move(std::uint32_t unit, std::span<const std::int64_t> before, std::span<const std::int64_t> after);
    void connect_nodes();
    void connect(std::uint32_t node, std::int64_t before, std::int64_t after);
    void take_cycle(std::uint32_t start);
    void record(std::span<const std::uint32_t> path);
    void keep_side(Wide use, Wide target, int sign);
    std::vector<Piece> pieces() const;

    const AllocationProblem* problem_;
    const Limits* limits_;
    const LandNetwork* network_;
    std::uint32_t side_;
    std::int64_t penalty_;
    const LandFlow* from_;
    std::vector<LandNetwork::Node> nodes_;
    std::vector<std::int64_t> before_, after_, total_;  ///< per node: land in each flow, land that could idle
    std::vector<WalkEdge> edges_;
    std::vector<std::vector<std::uint32_t>> out_;
    std::vector<LandMove> moves_;
    std::vector<std::size_t> cycle_moves_;
    std::vector<WalkCycle> cycles_;
};

void FlowWalk::compare(const LandFlow& to) {
    const std::size_t options = problem_->cluster_count() + 1;
    std::vector<std::int64_t> before(options), after(options);
    before_.assign(out_.size(), 0), after_.assign(out_.size(), 0), total_.assign(out_.size(), 0);
    ShareReader first(*problem_, *from_), second(*problem_, to);
    for (std::uint32_t unit = 0; unit < problem_->unit_count(); ++unit) {
        first.read(unit, before);
        second.read(unit, after);
        for (std::size_t option = 0; option < options; ++option) {
            const std::uint32_t node = network_->node_at(unit, option);
            before_[node] += before[option], after_[node] += after[option];
            if (option + 1 == options) total_[node] += problem_->areas[unit];
        }
        move(unit, before, after);
    }
}

void FlowWalk::move(std::uint32_t unit, std::span<const std::int64_t> before,
                    std::span<const std::int64_t> after) {
    std::size_t to = 0;
    std::int64_t filled = 0;  // of what `to` gains
    for (std::size_t from = 0; from < before.size(); ++from) {
        std::int64_t leaves = before[from] - after[from];
        while (leaves > 0) {
            while (after[to] - before[to] - filled <= 0) ++to, filled = 0;
            const std::int64_t area = std::min(leaves, after[to] - before[to] - filled);
            leaves -= area, filled += area;
            out_[network_->node_at(unit, from)].push_back(static_cast<std::uint32_t>(edges_.size()));
            edges_.push_back({.from = network_->node_at(unit, from),
                              .to = network_->node_at(unit, to),
                              .left = area,
                              .value = value_of(*problem_, unit, to) - value_of(*problem_, unit, from),
                              .side = side_weight(*problem_, *limits_, side_, unit, to) -
                                      side_weight(*problem_, *limits_, side_, unit, from),
                              .move = static_cast<std::int64_t>(moves_.size())});
            moves_.push_back({unit, static_cast<std::uint16_t>(from), static_cast<std::uint16_t>(to)});
        }
    }
}

/// Inner nodes before outer ones: what a node holds flows on to its parent.
void FlowWalk::connect_nodes() {
    const auto clusters = static_cast<std::uint32_t>(problem_->cluster_count());
    const auto pass_on = [&](std::uint32_t node) {
        const std::uint32_t parent = nodes_[node].parent;
        connect(node, before_[node], after_[node]);
        before_[parent] += before_[node], after_[parent] += after_[node], total_[parent] += total_[node];
    };
    for (auto node = static_cast<std::uint32_t>(nodes_.size()); node-- > clusters + 1;) pass_on(node);
    for (std::uint32_t node = 0; node <= clusters; ++node) pass_on(node);
}

/// Two edges where a minimum lies between the two flows: up to it land is worth the penalty.
void FlowWalk::connect(std::uint32_t node, std::int64_t before, std::int64_t after) {
    const bool idle = nodes_[node].limit && (*limits_)[*nodes_[node].limit].kind == LimitKind::Place;
    std::int64_t turn = 0, low_price = 0, high_price = 0;  // below and above `turn`, for each area unit more
    if (nodes_[node].limit) {
        const std::int64_t lower = (*limits_)[*nodes_[node].limit].band.lower;
        turn = idle ? total_[node] - lower : lower;
        (idle ? high_price : low_price) = idle ? -penalty_ : penalty_;
    }
    const auto add = [&](std::int64_t change, std::int64_t price) {
        if (change == 0) return;
        const std::uint32_t parent = nodes_[node].parent;
        WalkEdge edge{.from = node, .to = parent, .left = change, .value = price};
        if (change < 0) edge = {.from = parent, .to = node, .left = -change, .value = -price};
        out_[edge.from].push_back(static_cast<std::uint32_t>(edges_.size()));
        edges_.push_back(edge);
    };
    add(std::min(after, turn) - std::min(before, turn), low_price);
    add(std::max(after, turn) - std::max(before, turn), high_price);
}

void FlowWalk::take_cycle(std::uint32_t start) {
    std::vector<std::int32_t> entered(out_.size(), -1);  // position in the path of the edge that leaves it
    std::vector<std::uint32_t> path;
    std::uint32_t node = start;
    while (entered[node] < 0) {
        entered[node] = static_cast<std::int32_t>(path.size());
        path.push_back(out_[node].back());
        node = edges_[path.back()].to;
    }
    record(std::span(path).subspan(static_cast<std::size_t>(entered[node])));
}

void FlowWalk::record(std::span<const std::uint32_t> path) {
    WalkCycle cycle{.area = edges_[path.front()].left, .first_move = cycle_moves_.size()};
    for (const std::uint32_t edge : path) cycle.area = std::min(cycle.area, edges_[edge].left);
    for (const std::uint32_t number : path) {
        WalkEdge& edge = edges_[number];
        cycle.value += edge.value, cycle.side += edge.side;
        if (edge.move >= 0) cycle_moves_.push_back(static_cast<std::size_t>(edge.move));
        edge.left -= cycle.area;
        if (edge.left == 0) out_[edge.from].pop_back();
    }
    cycle.last_move = cycle_moves_.size();
    cycles_.push_back(cycle);
}

/// Turns cycles until the use has come down to the upper side (sign 1) or up to the lower side (sign -1),
/// those that lose least for each unit of it first. The last is turned only as far as needed; what that
/// leaves free turns back what cost most.
void FlowWalk::keep_side(Wide use, Wide target, int sign) {
    struct Turn {
        std::size_t cycle;
        std::int64_t loss, gain;  // per area unit: of the objective, of the side limit
    };
    std::vector<Turn> turns;
    for (std::size_t at = 0; at < cycles_.size(); ++at) {
        const std::int64_t back = cycles_[at].taken > 0 ? 1 : -1;
        const Turn turn{at, back * cycles_[at].value, sign * back * cycles_[at].side};
        if (turn.gain > 0 && (sign > 0 || turn.loss < penalty_ * turn.gain)) turns.push_back(turn);
    }
    std::sort(turns.begin(), turns.end(), [](const Turn& a, const Turn& b) {
        const Wide x = static_cast<Wide>(a.loss) * b.gain, y = static_cast<Wide>(b.loss) * a.gain;
        return x != y ? x < y : a.cycle < b.cycle;
    });
    std::vector<std::int64_t> turned(turns.size(), 0);
    Wide beyond = sign * (use - target);
    for (std::size_t at = 0; at < turns.size() && beyond > 0; ++at) {
        const Wide needed = (beyond + turns[at].gain - 1) / turns[at].gain;
        turned[at] = static_cast<std::int64_t>(std::min<Wide>(needed, cycles_[turns[at].cycle].area));
        beyond -= static_cast<Wide>(turned[at]) * turns[at].gain;
    }
    for (std::size_t at = turns.size(); at-- > 0 && beyond < 0;) {
        const auto back = static_cast<std::int64_t>(std::min<Wide>(turned[at], -beyond / turns[at].gain));
        turned[at] -= back;
        beyond += static_cast<Wide>(back) * turns[at].gain;
    }
    for (std::size_t at = 0; at < turns.size(); ++at) {
        WalkCycle& cycle = cycles_[turns[at].cycle];
        cycle.taken += cycle.taken > 0 ? -turned[at] : turned[at];
    }
}

std::vector<Piece> FlowWalk::pieces() const {
    std::vector<std::int64_t> moved(moves_.size(), 0);
    for (const WalkCycle& cycle : cycles_)
        for (std::size_t at = cycle.first_move; at < cycle.last_move; ++at)
            moved[cycle_moves_[at]] += cycle.taken;
    std::vector<Piece> pieces;
    ShareReader reader(*problem_, *from_);
    std::vector<std::int64_t> areas(problem_->cluster_count() + 1);
    std::size_t next = 0;
    for (std::uint32_t unit = 0; unit < problem_->unit_count(); ++unit) {
        reader.read(unit, areas);
        for (; next < moves_.size() && moves_[next].unit == unit; ++next) {
            areas[moves_[next].from] -= moved[next];
            areas[moves_[next].to] += moved[next];
        }
        for (std::uint32_t cluster = 0; cluster + 1 < areas.size(); ++cluster)
            if (areas[cluster] > 0) pieces.push_back({unit, cluster, areas[cluster]});
    }
    return pieces;
}

}  // namespace

LandFlow measured(const AllocationProblem& problem, const Limits& limits,
                  std::span<const std::uint32_t> side_limits, std::int64_t penalty, const Relaxed& relaxed) {
    LandFlow flow{.option = relaxed.option, .shares = relaxed.shares, .objective = 0, .side_use = {}};
    std::vector<Wide> used(limits.size(), 0);
    std::vector<std::int64_t> areas(problem.cluster_count() + 1);
    ShareReader reader(problem, flow);
    Wide objective = 0;
    for (std::uint32_t unit = 0; unit < problem.unit_count(); ++unit) {
        reader.read(unit, areas);
        for (std::size_t cluster = 0; cluster + 1 < areas.size(); ++cluster) {
            if (areas[cluster] == 0) continue;
            const Wide area = areas[cluster];
            objective += area * problem.value(unit, cluster);
            limits.for_each(unit, cluster, [&](std::uint32_t limit) { used[limit] += area; });
            if (limits.budget()) used[*limits.budget()] += area * problem.budget->cost[unit];
        }
    }
    for (std::size_t limit = 0; limit < limits.size(); ++limit)
        if (!std::binary_search(side_limits.begin(), side_limits.end(), limit))
            objective -= penalty * std::max<Wide>(0, limits[limit].band.lower - used[limit]);
    flow.objective = clamped(objective, -no_objective);
    for (const std::uint32_t side : side_limits) flow.side_use.push_back(used[side]);
    return flow;
}

std::vector<std::uint32_t> units_that_differ(const AllocationProblem& problem,
                                             std::span<const LandFlow* const> flows) {
    std::vector<ShareReader> readers;
    for (const LandFlow* flow : flows) readers.emplace_back(problem, *flow);
    std::vector<std::int64_t> areas(problem.cluster_count() + 1), others(areas);
    std::vector<std::uint32_t> units;
    for (std::uint32_t unit = 0; unit < problem.unit_count() && !readers.empty(); ++unit) {
        readers[0].read(unit, areas);
        bool differs =
            std::count(areas.begin(), areas.end(), 0) + 1 < static_cast<std::ptrdiff_t>(areas.size());
        for (std::size_t at = 1; at < readers.size(); ++at) {
            readers[at].read(unit, others);
            differs = differs || others != areas;
        }
        if (differs) units.push_back(unit);
    }
    return units;
}

std::vector<Piece> walked(const AllocationProblem& problem, const Limits& limits, const LandNetwork& network,
                          std::uint32_t side_limit, std::int64_t penalty, const LandFlow& from,
                          const LandFlow& to) {
    return FlowWalk(problem, limits, network, side_limit, penalty, from, to).best();
}

std::vector<Piece> rounded_down(const AllocationProblem& problem, std::span<const LandFlow* const> flows,
                                std::span<const long double> weights) {
    std::vector<ShareReader> readers;
    for (const LandFlow* flow : flows) readers.emplace_back(problem, *flow);
    std::vector<std::int64_t> areas(problem.cluster_count() + 1), first(areas);
    std::vector<long double> mean(areas.size());
    std::vector<Piece> pieces;
    for (std::uint32_t unit = 0; unit < problem.unit_count(); ++unit) {
        std::fill(mean.begin(), mean.end(), 0.0L);
        bool alike = true;
        for (std::size_t at = 0; at < readers.size(); ++at) {
            readers[at].read(unit, areas);
            if (at == 0) first = areas;
            alike = alike && areas == first;
            for (std::size_t option = 0; option < areas.size(); ++option)
                mean[option] += weights[at] * static_cast<long double>(areas[option]);
        }
        for (std::uint32_t cluster = 0; cluster + 1 < areas.size(); ++cluster) {
            // A hair above the whole number counts as it.
            const auto area =
                alike ? first[cluster] : static_cast<std::int64_t>(std::floor(mean[cluster] + 1e-9L));
            if (area > 0) pieces.push_back({unit, cluster, area});
        }
    }
    return pieces;
}

}  // namespace zonewright::allocation
