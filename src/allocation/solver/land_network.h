// The allocation problem as a flow over few sinks, as far as its limits fit one.
//
// A unit's options lead to the node of a cluster or to idle land. Quotas of one cluster become nodes before
// the cluster's node; quotas of a place over all clusters become nodes of idle land ("used at most u" is
// "idle at least total − u"). That is an exact flow as long as the places of each family nest or are disjoint
// (laminar): towns, and bases or parks inside towns or made up of towns. A quota whose place crosses another
// one, and the budget, do not fit; they are side limits, which a price has to keep (relaxation.h). Areas in
// area units (cm²), prices in scaled values per area unit. Errors: none.
#pragma once

#include <algorithm>
#include <cstdint>
#include <optional>
#include <span>
#include <vector>

#include "allocation/solver/flow.h"
#include "allocation/solver/limits.h"
#include "allocation/solver/problem.h"

namespace zonewright::allocation {

class LandNetwork {
public:
    LandNetwork(const AllocationProblem& problem, const Limits& limits);

    /// Limits that the flow does not keep, ascending.
    const std::vector<std::uint32_t>& side_limits() const { return side_limits_; }

    /// An instance without units: columns, nodes and arcs, with `used` (per limit) already taken from every
    /// band and `penalty` for what is missing from a lower side.
    template <typename Value>
    FlowInstanceOf<Value> frame(std::span<const std::int64_t> used, std::int64_t penalty) const;
    std::uint16_t class_of(std::size_t unit) const {
        return classes_.empty() ? std::uint16_t{0} : classes_[unit];
    }
    bool has_classes() const { return !classes_.empty(); }

    /// `land`: per limit, all land that could count towards it; `used`: what does whatever is chosen.
    /// Prices of the limits from prices of the nodes; 0 for side limits. Prices of sides that a limit does
    /// not have are dropped and none falls below -penalty, which never loosens the bound.
    std::vector<std::int64_t> limit_prices(std::span<const std::int64_t> node_prices,
                                           std::span<const std::int64_t> land,
                                           std::span<const std::int64_t> used, std::int64_t penalty) const;

    /// A node but the root: where its land goes on to, and the limit that counts it. The limit of a node of
    /// idle land counts what is not idle there.
    struct Node {
        std::uint32_t parent = 0;
        std::optional<std::uint32_t> limit;
    };
    /// The nodes but the root, and the root's number behind them.
    std::vector<Node> nodes() const;
    std::uint32_t node_at(std::size_t unit, std::size_t column) const {
        return node_of_[class_of(unit)][column];
    }

private:
    struct QuotaNode {
        std::uint32_t limit;
        std::uint32_t node;
        std::uint32_t parent;
    };
    void nest(std::vector<std::uint32_t> quotas, std::uint32_t base_node, std::vector<std::uint32_t>& leaf);
    bool is_side_limit(std::uint32_t limit) const {
        return std::find(side_limits_.begin(), side_limits_.end(), limit) != side_limits_.end();
    }
    void classify(const std::vector<std::vector<std::uint32_t>>& leaves);

    const AllocationProblem* problem_;
    const Limits* limits_;
    std::vector<QuotaNode> quota_nodes_;  ///< outer before inner
    std::vector<std::uint32_t> side_limits_;
    std::vector<std::uint16_t> classes_;
    std::vector<std::vector<std::uint32_t>> node_of_;
    std::uint32_t node_count_ = 0;
};

}  // namespace zonewright::allocation
