// The residual network on the nodes: for every way from one node to another, what does moving land cheapest
// cost now? Part of flow.cpp; see flow.h for the method. Areas in area units (cm²), costs in values per area
// unit. Errors: none.
#pragma once

#include <cstdint>
#include <limits>
#include <map>
#include <utility>
#include <vector>

#include "allocation/solver/flow.h"

namespace zonewright::allocation {

inline constexpr std::int64_t no_way = std::numeric_limits<std::int64_t>::max() / 4;

/// A way out of a node: a heap of units that could move (heap >= 0), or an arc in one of its two directions.
struct FlowEdge {
    std::uint32_t from = 0;
    std::uint32_t to = 0;
    std::int32_t heap = -1;
    std::int32_t arc = -1;
    bool backward = false;
    std::int64_t cost = no_way;  ///< of the cheapest move now; no_way when there is none
};

template <typename Value>
class FlowNetwork {
public:
    FlowNetwork(const FlowInstanceOf<Value>& instance, std::vector<std::int64_t> prices);

    std::vector<std::int64_t>& prices() { return prices_; }
    const std::vector<FlowEdge>& edges() const { return edges_; }
    const std::vector<std::uint32_t>& edges_out(std::uint32_t node) const { return out_[node]; }
    std::vector<std::int64_t>& excess() { return excess_; }

    std::int64_t reduced(const FlowEdge& edge) const {
        return edge.cost >= no_way ? no_way : edge.cost + prices_[edge.to] - prices_[edge.from];
    }
    /// Fills the heaps anew with the moves that cost at most `window` at the current prices.
    void fill_heaps(std::int64_t window);
    /// Moves left out of the heaps cost more than this at the current prices.
    std::int64_t certain_up_to() const;
    /// How much can move along the edge by its cheapest move.
    std::int64_t room(std::uint32_t number) const;
    /// Moves `amount` along a path, given as edges in any order. All rooms must have been read before.
    void push(const std::vector<std::uint32_t>& path, std::int64_t amount);

    FlowResult result() const;

private:
    struct Entry {
        Value loss;
        std::uint32_t unit;
        bool operator>(const Entry& other) const {
            return loss != other.loss ? loss > other.loss : unit > other.unit;
        }
    };
    using HeapNumbers = std::map<std::pair<std::uint32_t, std::uint32_t>, std::int32_t>;  ///< by nodes
    void connect();
    void connect_columns(const std::vector<std::uint32_t>& nodes, HeapNumbers& known);
    void add_edge(FlowEdge edge);
    void place_units();
    void fill_arcs();
    std::vector<std::int64_t> idle_totals() const;
    std::int64_t amount(std::uint32_t unit, std::size_t column) const;
    void change(std::uint32_t unit, std::size_t column, std::int64_t by);
    void offer(std::uint32_t unit, std::size_t column, bool keep_order);
    void refresh_heaps(std::uint32_t node);
    void refresh_arc(std::uint32_t arc);
    const Value* row(std::uint32_t unit) const { return &instance_->values[unit * instance_->columns]; }

    const FlowInstanceOf<Value>* instance_;
    std::vector<std::int64_t> prices_;
    std::vector<std::int64_t> window_prices_;  ///< the prices when the heaps were filled
    std::int64_t window_ = no_way;
    std::vector<std::int64_t> excess_;   ///< per node, land that has nowhere to go yet
    std::vector<std::uint16_t> column_;  ///< per unit, when it is not split
    std::vector<std::int32_t> split_;    ///< per unit, row of `parts_` or -1
    std::vector<std::vector<std::int64_t>> parts_;
    std::vector<std::int32_t> free_parts_;
    std::vector<std::int64_t> flow_, lower_, upper_;  ///< per arc
    std::vector<std::uint16_t> column_of_node_;
    std::vector<FlowEdge> edges_;
    std::vector<std::vector<std::uint32_t>> out_;
    std::vector<std::vector<Entry>> heaps_;
    std::vector<std::uint32_t> edge_of_heap_;
    std::vector<std::vector<std::int32_t>> heap_of_;  ///< [class][from column · columns + to column]
    std::vector<std::uint32_t> first_edge_of_arc_;
};

}  // namespace zonewright::allocation
