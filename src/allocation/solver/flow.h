// What is the best way to share out divisible units over a few sinks? Exact minimum-cost flow for the shape
// that land allocation has: very many units, each with one option per column, and a small network of nodes
// behind the options.
//
// Method: successive shortest paths on the nodes alone. Moving land from node p to node l costs the least
// loss among the units now at p; these losses wait in one heap per pair of nodes, are discarded lazily when
// the unit has left, and only those within a window of the current prices are kept at all. Prices are first
// found on a sample of the units (every 16th, recursively), so that few shortest paths remain for the whole.
// Cost: O(units · columns) for the heaps plus O(edges between nodes) for each augmentation; memory about 4
// bytes · units · columns for the values and 12 bytes · units for the state, heaps apart (8 bytes an entry).
// Guarantees: the flow is optimal and the prices prove it (complementary slackness in integers).
// Deterministic. Limits: |value| and |cost| below 2^29 (fine: 2^44); at most 65,535 columns and classes; the
// network must admit a flow. Values in any unit per area unit. Source: successive shortest paths with
// potentials (Edmonds and Karp 1972; Ahuja, Magnanti, Orlin 1993, ch. 9.7). Errors: none; a network without a
// flow is said in FlowResult::feasible.
#pragma once

#include <cstdint>
#include <limits>
#include <span>
#include <vector>

#include "allocation/solver/problem.h"
#include "base/progress.h"

namespace zonewright::allocation {

/// A way from one node to the next. Flow on it lies in `band`; a complement arc bounds not its flow but what
/// is missing from the total area that could reach its tail through the idle columns ("used land" where the
/// flow is idle land).
struct FlowArc {
    std::uint32_t from = 0;
    std::uint32_t to = 0;
    Band band;
    std::int64_t cost = 0;  ///< per area unit, not negative
    bool complement = false;
};

/// What marks that a unit has no such option; for 32 bits it is `ineligible`.
template <typename Value>
inline constexpr Value no_option = std::numeric_limits<Value>::min();

/// `Value` is std::int32_t, or std::int64_t where prices have to be finer than 2^-9 of a value.
template <typename Value>
struct FlowInstanceOf {
    std::vector<std::int64_t> areas;
    std::size_t columns = 0;             ///< options per unit; the last one is "idle"
    std::vector<Value> values;           ///< units × columns; `no_option` where there is no such option
    std::vector<std::uint16_t> classes;  ///< per unit; empty: all in class 0
    std::vector<std::vector<std::uint32_t>> node_of;  ///< [class][column]; a node serves one column only
    std::uint32_t node_count = 0;                     ///< the last node is the root, where all land ends
    std::vector<FlowArc> arcs;  ///< arcs of a node come before those of the node they lead to

    std::size_t unit_count() const { return areas.size(); }
    std::size_t class_of(std::size_t unit) const { return classes.empty() ? 0 : classes[unit]; }
};
using FlowInstance = FlowInstanceOf<std::int32_t>;
using FineFlowInstance = FlowInstanceOf<std::int64_t>;

struct FlowShare {
    std::uint32_t unit = 0;
    std::uint16_t column = 0;
    std::int64_t area = 0;
};

struct FlowResult {
    std::vector<std::uint16_t> column;  ///< per unit, where its largest share goes
    std::vector<FlowShare> shares;      ///< of the units that are split, by unit and column
    std::vector<std::int64_t> prices;   ///< per node, the root's is 0
    std::size_t augmentations = 0;
    bool feasible = true;  ///< false: the network does not admit a flow; nothing else holds then
};

/// `start` are prices to start from (one per node, as from an earlier result on the same arcs) or empty.
template <typename Value>
FlowResult solve_flow(const FlowInstanceOf<Value>& instance, std::span<const std::int64_t> start,
                      const Progress& progress);

}  // namespace zonewright::allocation
