#include "allocation/solver/flow.h"

#include <algorithm>
#include <cmath>
#include <optional>

#include "allocation/solver/flow_network.h"

namespace zonewright::allocation {

namespace {

constexpr std::size_t sample_stride = 16;
constexpr std::size_t smallest_sampled = 4096;  ///< below this the whole is solved at once

/// Shortest paths from all nodes with excess to the nearest node short of land, by reduced cost (Dijkstra).
template <typename Value>
class ShortestPaths {
public:
    explicit ShortestPaths(FlowNetwork<Value>& network)
        : network_(&network), distance_(network.prices().size()), entered_by_(network.prices().size()) {}

    /// Whether a way was found; then target() and distance() hold.
    bool find() {
        start();
        while (!frontier_.empty()) {
            const std::uint32_t node = take_nearest();
            if (network_->excess()[node] < 0) {
                target_ = node;
                return true;
            }
            for (const std::uint32_t number : network_->edges_out(node)) relax(number, distance_[node]);
        }
        return false;
    }
    std::int64_t distance() const { return distance_[target_]; }
    std::uint32_t target() const { return target_; }

    /// The edges of the way, last first; `source` becomes the node it starts from.
    const std::vector<std::uint32_t>& path(std::uint32_t& source) {
        path_.clear();
        source = target_;
        while (entered_by_[source] >= 0) {
            path_.push_back(static_cast<std::uint32_t>(entered_by_[source]));
            source = network_->edges()[path_.back()].from;
        }
        return path_;
    }
    /// Raises prices where land is short of room, so that the way found costs nothing and no way costs less.
    void raise_prices() {
        const std::int64_t reach = distance();
        for (std::size_t node = 0; node < distance_.size(); ++node)
            if (distance_[node] < reach) network_->prices()[node] += reach - distance_[node];
    }

private:
    void start() {
        frontier_.clear();
        for (std::uint32_t node = 0; node < distance_.size(); ++node) {
            entered_by_[node] = -1;
            distance_[node] = no_way;
            if (network_->excess()[node] <= 0) continue;
            distance_[node] = 0;
            frontier_.push_back(node);
        }
    }
    std::uint32_t take_nearest() {
        std::size_t nearest = 0;
        for (std::size_t i = 1; i < frontier_.size(); ++i)
            if (distance_[frontier_[i]] < distance_[frontier_[nearest]]) nearest = i;
        const std::uint32_t node = frontier_[nearest];
        frontier_[nearest] = frontier_.back();
        frontier_.pop_back();
        return node;
    }
    void relax(std::uint32_t number, std::int64_t at) {
        const FlowEdge& edge = network_->edges()[number];
        const std::int64_t cost = network_->reduced(edge);
        if (cost >= no_way || at + cost >= distance_[edge.to]) return;
        if (distance_[edge.to] == no_way) frontier_.push_back(edge.to);
        distance_[edge.to] = at + cost;
        entered_by_[edge.to] = static_cast<std::int32_t>(number);
    }

    FlowNetwork<Value>* network_;
    std::vector<std::int64_t> distance_;
    std::vector<std::int32_t> entered_by_;
    std::vector<std::uint32_t> frontier_;
    std::vector<std::uint32_t> path_;
    std::uint32_t target_ = 0;
};

template <typename Value>
bool any_excess(FlowNetwork<Value>& network) {
    return std::any_of(network.excess().begin(), network.excess().end(),
                       [](std::int64_t e) { return e > 0; });
}

template <typename Value>
void augment(FlowNetwork<Value>& network, ShortestPaths<Value>& paths) {
    std::uint32_t source = 0;
    const std::vector<std::uint32_t>& path = paths.path(source);
    std::int64_t amount = std::min(network.excess()[source], -network.excess()[paths.target()]);
    for (const std::uint32_t edge : path) amount = std::min(amount, network.room(edge));
    network.excess()[source] -= amount;
    network.excess()[paths.target()] += amount;
    paths.raise_prices();
    network.push(path, amount);
}

/// Prices to start from must not make an arc without upper limit look worth using without end.
template <typename Value>
bool may_start_from(const FlowInstanceOf<Value>& instance, std::span<const std::int64_t> prices) {
    return prices.size() == instance.node_count &&
           std::all_of(instance.arcs.begin(), instance.arcs.end(), [&](const FlowArc& arc) {
               return arc.band.upper < unlimited || arc.cost + prices[arc.to] - prices[arc.from] >= 0;
           });
}

template <typename Value>
std::int64_t value_range(const FlowInstanceOf<Value>& instance) {
    std::int64_t least = 0, most = 0;
    for (const Value value : instance.values) {
        if (value == no_option<Value>) continue;
        least = std::min<std::int64_t>(least, value);
        most = std::max<std::int64_t>(most, value);
    }
    return most - least;
}

/// The number of augmentations; nothing when some land has nowhere to go.
template <typename Value>
std::optional<std::size_t> run(FlowNetwork<Value>& network, std::int64_t window, const Progress& progress) {
    network.fill_heaps(window);
    ShortestPaths<Value> paths(network);
    std::size_t augmentations = 0;
    while (any_excess(network)) {
        if (augmentations % 1024 == 0) progress.checkpoint();
        if (paths.find() && paths.distance() <= network.certain_up_to()) {
            augment(network, paths);
            ++augmentations;
            continue;
        }
        if (window >= no_way) return std::nullopt;
        window = window > no_way / 8 ? no_way : window * 4;
        network.fill_heaps(window);
    }
    return augmentations;
}

/// Every 16th unit, with areas grown so that the sample weighs as much as the whole.
template <typename Value>
FlowInstanceOf<Value> sample_of(const FlowInstanceOf<Value>& whole) {
    FlowInstanceOf<Value> sample{.columns = whole.columns,
                                 .node_of = whole.node_of,
                                 .node_count = whole.node_count,
                                 .arcs = whole.arcs};
    double all = 0, taken = 0;
    for (std::size_t unit = 0; unit < whole.unit_count(); ++unit) {
        all += static_cast<double>(whole.areas[unit]);
        if (unit % sample_stride == 0) taken += static_cast<double>(whole.areas[unit]);
    }
    for (std::size_t unit = 0; unit < whole.unit_count(); unit += sample_stride) {
        const double grown = std::round(static_cast<double>(whole.areas[unit]) * (all / taken));
        sample.areas.push_back(static_cast<std::int64_t>(grown));
        if (!whole.classes.empty()) sample.classes.push_back(whole.classes[unit]);
        const auto row = whole.values.begin() + static_cast<std::ptrdiff_t>(unit * whole.columns);
        sample.values.insert(sample.values.end(), row, row + static_cast<std::ptrdiff_t>(whole.columns));
    }
    return sample;
}

}  // namespace

template <typename Value>
FlowResult solve_flow(const FlowInstanceOf<Value>& instance, std::span<const std::int64_t> start,
                      const Progress& progress) {
    std::vector<std::int64_t> prices(start.begin(), start.end());
    std::int64_t window = no_way;
    if (instance.unit_count() >= smallest_sampled) {
        if (prices.empty())
            prices = solve_flow<Value>(sample_of(instance), {}, progress).prices;  // none when infeasible
        window = value_range(instance) / 64 + 1;
    }
    if (!may_start_from(instance, prices)) prices.assign(instance.node_count, 0);
    FlowNetwork<Value> network(instance, std::move(prices));
    const auto augmentations = run(network, window, progress);
    if (!augmentations) return {.feasible = false};
    const std::int64_t root = network.prices().back();
    for (std::int64_t& price : network.prices()) price -= root;
    FlowResult result = network.result();
    result.augmentations = *augmentations;
    return result;
}

template FlowResult solve_flow(const FlowInstance&, std::span<const std::int64_t>, const Progress&);
template FlowResult solve_flow(const FineFlowInstance&, std::span<const std::int64_t>, const Progress&);

}  // namespace zonewright::allocation
