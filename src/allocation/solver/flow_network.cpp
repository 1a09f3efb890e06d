#include "allocation/solver/flow_network.h"

#include <algorithm>
#include <functional>
#include <map>
#include <numeric>
#include <utility>

namespace zonewright::allocation {

template <typename Value>
FlowNetwork<Value>::FlowNetwork(const FlowInstanceOf<Value>& instance, std::vector<std::int64_t> prices)
    : instance_(&instance), prices_(std::move(prices)), excess_(instance.node_count, 0) {
    connect();
    place_units();
    fill_arcs();
}

template <typename Value>
void FlowNetwork<Value>::add_edge(FlowEdge edge) {
    out_[edge.from].push_back(static_cast<std::uint32_t>(edges_.size()));
    edges_.push_back(edge);
}

template <typename Value>
void FlowNetwork<Value>::connect() {
    out_.resize(instance_->node_count);
    column_of_node_.assign(instance_->node_count, 0);
    HeapNumbers known;
    for (const std::vector<std::uint32_t>& nodes : instance_->node_of) connect_columns(nodes, known);
    heaps_.resize(known.size());
    for (std::size_t a = 0; a < instance_->arcs.size(); ++a) {
        const FlowArc& arc = instance_->arcs[a];
        first_edge_of_arc_.push_back(static_cast<std::uint32_t>(edges_.size()));
        add_edge({.from = arc.from, .to = arc.to, .arc = static_cast<std::int32_t>(a)});
        add_edge({.from = arc.to, .to = arc.from, .arc = static_cast<std::int32_t>(a), .backward = true});
    }
}

/// An edge with a heap of its own between the nodes of any two columns of a class, once for each pair of
/// nodes.
template <typename Value>
void FlowNetwork<Value>::connect_columns(const std::vector<std::uint32_t>& nodes, HeapNumbers& known) {
    const std::size_t columns = instance_->columns;
    std::vector<std::int32_t>& table = heap_of_.emplace_back(columns * columns, -1);
    for (std::size_t p = 0; p < columns; ++p) {
        column_of_node_[nodes[p]] = static_cast<std::uint16_t>(p);
        for (std::size_t l = 0; l < columns; ++l) {
            if (l == p) continue;
            const auto heap = static_cast<std::int32_t>(known.size());
            const auto [found, is_new] = known.try_emplace({nodes[p], nodes[l]}, heap);
            table[p * columns + l] = found->second;
            if (!is_new) continue;
            edge_of_heap_.push_back(static_cast<std::uint32_t>(edges_.size()));
            add_edge({.from = nodes[p], .to = nodes[l], .heap = heap});
        }
    }
}

/// Every unit goes where it is worth most at the current prices; ties go to the first column.
template <typename Value>
void FlowNetwork<Value>::place_units() {
    const std::size_t count = instance_->unit_count();
    const std::size_t columns = instance_->columns;
    column_.resize(count);
    split_.assign(count, -1);
    for (std::uint32_t unit = 0; unit < count; ++unit) {
        const std::vector<std::uint32_t>& nodes = instance_->node_of[instance_->class_of(unit)];
        const Value* values = row(unit);
        std::int64_t best = std::numeric_limits<std::int64_t>::min();
        std::size_t chosen = columns - 1;
        for (std::size_t column = 0; column < columns; ++column) {
            if (values[column] == no_option<Value>) continue;
            const std::int64_t worth = values[column] - prices_[nodes[column]];
            if (worth > best) best = worth, chosen = column;
        }
        column_[unit] = static_cast<std::uint16_t>(chosen);
        excess_[nodes[chosen]] += instance_->areas[unit];
        excess_[instance_->node_count - 1] -= instance_->areas[unit];
    }
}

/// Per node, the land that could reach it through idle columns and the arcs between idle nodes.
template <typename Value>
std::vector<std::int64_t> FlowNetwork<Value>::idle_totals() const {
    std::vector<std::int64_t> totals(instance_->node_count, 0);
    for (std::size_t unit = 0; unit < instance_->unit_count(); ++unit)
        totals[instance_->node_of[instance_->class_of(unit)].back()] += instance_->areas[unit];
    std::vector<bool> passed(instance_->node_count, false);
    for (const FlowArc& arc : instance_->arcs) {
        if (!passed[arc.from]) totals[arc.to] += totals[arc.from];
        passed[arc.from] = true;
    }
    return totals;
}

/// Arcs whose reduced cost is not zero sit at a bound (complementary slackness); the others take what waits
/// at the tail.
template <typename Value>
void FlowNetwork<Value>::fill_arcs() {
    const std::vector<std::int64_t> totals = idle_totals();
    const std::int64_t land =
        std::accumulate(instance_->areas.begin(), instance_->areas.end(), std::int64_t{0});
    for (const FlowArc& arc : instance_->arcs) {
        Band band = arc.band;
        // No more land can come this way; arcs at a cost bring what is missing, whose bands are no wider than
        // that.
        if (arc.cost == 0 || band.upper >= unlimited) band.upper = std::min(band.upper, band.lower + land);
        if (arc.complement)
            band = {std::max<std::int64_t>(0, totals[arc.from] - arc.band.upper),
                    std::max<std::int64_t>(0, totals[arc.from] - arc.band.lower)};
        const std::int64_t cost = arc.cost + prices_[arc.to] - prices_[arc.from];
        std::int64_t flow = std::clamp(excess_[arc.from], band.lower, band.upper);
        if (cost > 0) flow = band.lower;
        if (cost < 0) flow = band.upper;
        flow_.push_back(flow);
        lower_.push_back(band.lower);
        upper_.push_back(band.upper);
        excess_[arc.from] -= flow;
        excess_[arc.to] += flow;
    }
    for (std::uint32_t arc = 0; arc < flow_.size(); ++arc) refresh_arc(arc);
}

template <typename Value>
void FlowNetwork<Value>::refresh_arc(std::uint32_t arc) {
    FlowEdge* edge = &edges_[first_edge_of_arc_[arc]];
    const std::int64_t cost = instance_->arcs[arc].cost;
    edge[0].cost = flow_[arc] < upper_[arc] ? cost : no_way;
    edge[1].cost = flow_[arc] > lower_[arc] ? -cost : no_way;
}

template <typename Value>
std::int64_t FlowNetwork<Value>::amount(std::uint32_t unit, std::size_t column) const {
    if (split_[unit] >= 0) return parts_[static_cast<std::size_t>(split_[unit])][column];
    return column_[unit] == column ? instance_->areas[unit] : 0;
}

template <typename Value>
void FlowNetwork<Value>::change(std::uint32_t unit, std::size_t column, std::int64_t by) {
    if (split_[unit] < 0) {
        if (free_parts_.empty()) {
            free_parts_.push_back(static_cast<std::int32_t>(parts_.size()));
            parts_.emplace_back(instance_->columns);
        }
        split_[unit] = free_parts_.back();
        free_parts_.pop_back();
        auto& fresh = parts_[static_cast<std::size_t>(split_[unit])];
        std::fill(fresh.begin(), fresh.end(), 0);
        fresh[column_[unit]] = instance_->areas[unit];
    }
    auto& parts = parts_[static_cast<std::size_t>(split_[unit])];
    parts[column] += by;
    if (parts[column] != instance_->areas[unit]) return;
    column_[unit] = static_cast<std::uint16_t>(column);
    free_parts_.push_back(split_[unit]);
    split_[unit] = -1;
}

/// Enters the moves of the unit out of `column` into the heaps, as far as they lie within the window.
template <typename Value>
void FlowNetwork<Value>::offer(std::uint32_t unit, std::size_t column, bool keep_order) {
    const std::size_t columns = instance_->columns;
    const std::size_t kind = instance_->class_of(unit);
    const std::vector<std::uint32_t>& nodes = instance_->node_of[kind];
    const Value* values = row(unit);
    const std::int32_t* heaps = &heap_of_[kind][column * columns];
    const std::int64_t reach = values[column] - window_prices_[nodes[column]] - window_;
    for (std::size_t l = 0; l < columns; ++l) {
        if (l == column || values[l] == no_option<Value>) continue;
        if (values[l] - window_prices_[nodes[l]] < reach) continue;
        auto& heap = heaps_[static_cast<std::size_t>(heaps[l])];
        heap.push_back({values[column] - values[l], unit});
        if (keep_order) std::push_heap(heap.begin(), heap.end(), std::greater<>());
    }
}

template <typename Value>
void FlowNetwork<Value>::fill_heaps(std::int64_t window) {
    window_ = window;
    window_prices_ = prices_;
    for (auto& heap : heaps_) heap.clear();
    for (std::uint32_t unit = 0; unit < instance_->unit_count(); ++unit) {
        if (split_[unit] < 0) {
            offer(unit, column_[unit], false);
            continue;
        }
        for (std::size_t column = 0; column < instance_->columns; ++column)
            if (amount(unit, column) > 0) offer(unit, column, false);
    }
    for (auto& heap : heaps_) std::make_heap(heap.begin(), heap.end(), std::greater<>());
    for (std::uint32_t node = 0; node < instance_->node_count; ++node) refresh_heaps(node);
}

template <typename Value>
std::int64_t FlowNetwork<Value>::certain_up_to() const {
    if (window_ >= no_way) return no_way;
    std::int64_t least = 0, most = 0;
    for (std::size_t node = 0; node < prices_.size(); ++node) {
        least = std::min(least, prices_[node] - window_prices_[node]);
        most = std::max(most, prices_[node] - window_prices_[node]);
    }
    return window_ - (most - least);
}

/// Drops entries of units that have left the node and notes what the cheapest move out of it costs.
template <typename Value>
void FlowNetwork<Value>::refresh_heaps(std::uint32_t node) {
    for (const std::uint32_t out : out_[node]) {
        FlowEdge& edge = edges_[out];
        if (edge.heap < 0) continue;
        auto& heap = heaps_[static_cast<std::size_t>(edge.heap)];
        while (!heap.empty() && amount(heap.front().unit, column_of_node_[node]) == 0) {
            std::pop_heap(heap.begin(), heap.end(), std::greater<>());
            heap.pop_back();
        }
        edge.cost = heap.empty() ? no_way : heap.front().loss;
    }
}

template <typename Value>
std::int64_t FlowNetwork<Value>::room(std::uint32_t number) const {
    const FlowEdge& edge = edges_[number];
    if (edge.heap >= 0)
        return amount(heaps_[static_cast<std::size_t>(edge.heap)].front().unit, column_of_node_[edge.from]);
    const auto arc = static_cast<std::size_t>(edge.arc);
    return edge.backward ? flow_[arc] - lower_[arc] : upper_[arc] - flow_[arc];
}

template <typename Value>
void FlowNetwork<Value>::push(const std::vector<std::uint32_t>& path, std::int64_t amount_moved) {
    std::vector<std::pair<std::uint32_t, std::uint32_t>> moves;  // edge, unit: read before any heap changes
    for (const std::uint32_t number : path) {
        const FlowEdge& edge = edges_[number];
        if (edge.heap >= 0) {
            moves.emplace_back(number, heaps_[static_cast<std::size_t>(edge.heap)].front().unit);
            continue;
        }
        flow_[static_cast<std::size_t>(edge.arc)] += edge.backward ? -amount_moved : amount_moved;
        refresh_arc(static_cast<std::uint32_t>(edge.arc));
    }
    for (const auto& [number, unit] : moves) {
        const std::size_t to = column_of_node_[edges_[number].to];
        const bool arrives = amount(unit, to) == 0;
        change(unit, column_of_node_[edges_[number].from], -amount_moved);
        change(unit, to, amount_moved);
        if (arrives) offer(unit, to, true);
    }
    for (const auto& move : moves) {
        refresh_heaps(edges_[move.first].from);
        refresh_heaps(edges_[move.first].to);
    }
}

template <typename Value>
FlowResult FlowNetwork<Value>::result() const {
    FlowResult result{.column = column_, .prices = prices_};
    for (std::uint32_t unit = 0; unit < instance_->unit_count(); ++unit) {
        if (split_[unit] < 0) continue;
        const auto& parts = parts_[static_cast<std::size_t>(split_[unit])];
        result.column[unit] =
            static_cast<std::uint16_t>(std::max_element(parts.begin(), parts.end()) - parts.begin());
        for (std::size_t column = 0; column < parts.size(); ++column)
            if (parts[column] > 0)
                result.shares.push_back({unit, static_cast<std::uint16_t>(column), parts[column]});
    }
    return result;
}

template class FlowNetwork<std::int32_t>;
template class FlowNetwork<std::int64_t>;

}  // namespace zonewright::allocation
