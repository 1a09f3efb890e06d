#include "allocation/solver/land_network.h"

#include <algorithm>
#include <map>

#include "allocation/solver/magnitude.h"

namespace zonewright::allocation {

namespace {

Band remaining(const Band& band, std::int64_t used) {
    const std::int64_t upper =
        band.upper >= unlimited ? unlimited : std::max<std::int64_t>(0, band.upper - used);
    return {std::max<std::int64_t>(0, band.lower - used), upper};
}

}  // namespace

LandNetwork::LandNetwork(const AllocationProblem& problem, const Limits& limits)
    : problem_(&problem), limits_(&limits) {
    const auto clusters = static_cast<std::uint32_t>(problem.cluster_count());
    node_count_ = clusters + 1;
    std::vector<std::vector<std::uint32_t>> families(clusters +
                                                     1);  // by column: the clusters, then idle land
    for (std::uint32_t limit = clusters; limit < limits.size(); ++limit) {
        if (limits[limit].kind == LimitKind::Budget)
            side_limits_.push_back(limit);
        else
            families[limits[limit].cluster.value_or(clusters)].push_back(limit);
    }
    std::vector<std::vector<std::uint32_t>> leaves(clusters + 1);
    for (std::uint32_t column = 0; column <= clusters; ++column)
        if (!families[column].empty()) nest(families[column], column, leaves[column]);
    ++node_count_;  // the root
    classify(leaves);
    std::sort(side_limits_.begin(), side_limits_.end());
}

/// Takes the quotas of a family from the largest place to the smallest; one that lies within a single leaf
/// becomes a node below it, one that crosses leaves becomes a side limit.
void LandNetwork::nest(std::vector<std::uint32_t> quotas, std::uint32_t base_node,
                       std::vector<std::uint32_t>& leaf) {
    const auto units_of = [&](std::uint32_t limit) -> const std::vector<std::uint32_t>& {
        return problem_->places[*(*limits_)[limit].place].units;
    };
    std::stable_sort(quotas.begin(), quotas.end(), [&](std::uint32_t a, std::uint32_t b) {
        return units_of(a).size() > units_of(b).size();
    });
    leaf.assign(problem_->unit_count(), base_node);
    for (const std::uint32_t limit : quotas) {
        const std::vector<std::uint32_t>& units = units_of(limit);
        const bool crossing = std::any_of(units.begin(), units.end(), [&](std::uint32_t unit) {
            return leaf[unit] != leaf[units.front()];
        });
        if (units.empty()) continue;  // its price follows from the land that counts: none
        if (crossing) {
            side_limits_.push_back(limit);
            continue;
        }
        quota_nodes_.push_back({limit, node_count_, leaf[units.front()]});
        for (const std::uint32_t unit : units) leaf[unit] = node_count_;
        ++node_count_;
    }
}

void LandNetwork::classify(const std::vector<std::vector<std::uint32_t>>& leaves) {
    const auto columns = static_cast<std::uint32_t>(leaves.size());
    std::vector<std::uint32_t> plain(columns);
    for (std::uint32_t column = 0; column < columns; ++column) plain[column] = column;
    if (quota_nodes_.empty()) {
        node_of_.push_back(plain);
        return;
    }
    std::map<std::vector<std::uint32_t>, std::uint16_t> known;
    for (std::size_t unit = 0; unit < problem_->unit_count(); ++unit) {
        std::vector<std::uint32_t> nodes = plain;
        for (std::uint32_t column = 0; column < columns; ++column)
            if (!leaves[column].empty()) nodes[column] = leaves[column][unit];
        const auto [found, is_new] = known.try_emplace(nodes, static_cast<std::uint16_t>(known.size()));
        if (is_new) node_of_.push_back(nodes);
        classes_.push_back(found->second);
    }
}

template <typename Value>
FlowInstanceOf<Value> LandNetwork::frame(std::span<const std::int64_t> used, std::int64_t penalty) const {
    const auto clusters = static_cast<std::uint32_t>(problem_->cluster_count());
    const std::uint32_t root = node_count_ - 1;
    FlowInstanceOf<Value> frame{.columns = clusters + 1u, .node_of = node_of_, .node_count = node_count_};
    std::vector<FlowArc>& arcs = frame.arcs;
    const auto shortfall = [&](std::uint32_t from, std::uint32_t to, std::int64_t lower) {
        if (lower > 0) arcs.push_back({from, to, {0, lower}, penalty});
    };
    for (std::uint32_t cluster = 0; cluster < clusters; ++cluster)
        shortfall(root, cluster, remaining((*limits_)[cluster].band, used[cluster]).lower);
    for (const QuotaNode& quota : quota_nodes_)
        if ((*limits_)[quota.limit].cluster)
            shortfall(quota.parent, quota.node,
                      remaining((*limits_)[quota.limit].band, used[quota.limit]).lower);
    for (auto quota = quota_nodes_.rbegin(); quota != quota_nodes_.rend(); ++quota) {
        const Limit& limit = (*limits_)[quota->limit];
        const Band band = remaining(limit.band, used[quota->limit]);
        arcs.push_back({quota->node, quota->parent, band, 0, !limit.cluster});
        if (!limit.cluster && band.lower > 0)
            arcs.push_back({quota->node, quota->parent, {0, unlimited}, penalty});
    }
    for (std::uint32_t cluster = 0; cluster < clusters; ++cluster)
        arcs.push_back({cluster, root, remaining((*limits_)[cluster].band, used[cluster])});
    arcs.push_back({clusters, root, {0, unlimited}});
    return frame;
}

template FlowInstance LandNetwork::frame<std::int32_t>(std::span<const std::int64_t>, std::int64_t) const;
template FineFlowInstance LandNetwork::frame<std::int64_t>(std::span<const std::int64_t>, std::int64_t) const;

std::vector<LandNetwork::Node> LandNetwork::nodes() const {
    const auto clusters = static_cast<std::uint32_t>(problem_->cluster_count());
    std::vector<Node> nodes(node_count_ - 1, Node{.parent = node_count_ - 1, .limit = std::nullopt});
    for (std::uint32_t cluster = 0; cluster < clusters; ++cluster) nodes[cluster].limit = cluster;
    for (const QuotaNode& quota : quota_nodes_) nodes[quota.node] = {quota.parent, quota.limit};
    return nodes;
}

std::vector<std::int64_t> LandNetwork::limit_prices(std::span<const std::int64_t> node_prices,
                                                    std::span<const std::int64_t> land,
                                                    std::span<const std::int64_t> used,
                                                    std::int64_t penalty) const {
    std::vector<std::int64_t> prices(limits_->size(), 0);
    for (std::size_t cluster = 0; cluster < problem_->cluster_count(); ++cluster)
        prices[cluster] = node_prices[cluster];
    for (const QuotaNode& quota : quota_nodes_) {
        const std::int64_t step = node_prices[quota.node] - node_prices[quota.parent];
        prices[quota.limit] = (*limits_)[quota.limit].cluster ? step : -step;
    }
    for (std::size_t limit = 0; limit < prices.size(); ++limit) {
        const Band& band = (*limits_)[limit].band;
        // A minimum that all land there cannot meet: what is missing is missing whatever the land is paid.
        if (band.lower > land[limit] && !is_side_limit(static_cast<std::uint32_t>(limit)))
            prices[limit] = -penalty;
        // A minimum that is met whatever is chosen: its price would pay the land beyond it for nothing.
        if (prices[limit] < 0)
            prices[limit] = band.lower <= used[limit] ? 0 : std::max(prices[limit], -penalty);
        // An upper side that no land can reach: dropping its price charges the units less than it saves.
        if (prices[limit] > 0 && (band.upper >= land[limit] || band.upper >= unlimited)) prices[limit] = 0;
        prices[limit] = std::min(prices[limit], largest_price);
    }
    return prices;
}

}  // namespace zonewright::allocation
