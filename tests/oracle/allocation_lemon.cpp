// Divisible land: the flow over few sinks agrees with LEMON's network simplex on the whole graph, built from
// the definition of the problem (units as nodes, places and clusters with lower and upper limits, shortfall
// as dear arcs).
#include <gtest/gtest.h>
#include <lemon/network_simplex.h>
#include <lemon/smart_graph.h>

#include <map>
#include <set>

#include "property/allocation_instances.h"

namespace zonewright::allocation::testing {
namespace {

using Graph = lemon::SmartDigraph;
using Simplex = lemon::NetworkSimplex<Graph, std::int64_t, std::int64_t>;

/// The graph of a problem whose places are disjoint towns.
class Oracle {
public:
    explicit Oracle(const AllocationProblem& problem) : problem_(problem), penalty_(penalty_of(problem)) {}

    std::int64_t optimum() {
        build();
        Graph::ArcMap<std::int64_t> lower(graph_), upper(graph_), cost(graph_);
        for (std::size_t arc = 0; arc < arcs_.size(); ++arc) {
            lower[arcs_[arc]] = bands_[arc].lower;
            upper[arcs_[arc]] = bands_[arc].upper;
            cost[arcs_[arc]] = costs_[arc];
        }
        Graph::NodeMap<std::int64_t> supply(graph_, 0);
        supply[source_] = supply_;
        supply[sink_] = -supply_;
        Simplex simplex(graph_);
        simplex.lowerMap(lower).upperMap(upper).costMap(cost).supplyMap(supply);
        EXPECT_EQ(simplex.run(), Simplex::OPTIMAL);
        return -simplex.totalCost<std::int64_t>();
    }

private:
    void arc(Graph::Node from, Graph::Node to, Band band, std::int64_t cost) {
        arcs_.push_back(graph_.addArc(from, to));
        bands_.push_back({band.lower, std::min<std::int64_t>(band.upper, supply_)});
        costs_.push_back(cost);
    }
    void build() {
        source_ = graph_.addNode();
        sink_ = graph_.addNode();
        for (const std::int64_t area : problem_.areas) supply_ += area;
        for (const Band& band : problem_.demand) supply_ += band.lower;
        for (const Quota& quota : problem_.quotas) supply_ += quota.band.lower;
        arc(source_, sink_, {}, 0);  // land that stays idle
        std::vector<Graph::Node> cluster;
        for (const Band& band : problem_.demand) {
            cluster.push_back(graph_.addNode());
            arc(cluster.back(), sink_, band, 0);
            arc(source_, cluster.back(), {0, band.lower}, penalty_);
        }
        std::vector<Graph::Node> from(problem_.unit_count(), source_);
        std::map<std::pair<std::uint32_t, std::uint32_t>, Graph::Node> by_place;  // place, cluster
        std::vector<std::uint32_t> place_of(problem_.unit_count(), ~0u);
        for (const Quota& quota : problem_.quotas) {
            const Graph::Node node = graph_.addNode();
            if (quota.cluster) {
                by_place[{quota.place, *quota.cluster}] = node;
                arc(node, cluster[*quota.cluster], quota.band, 0);
                arc(cluster[*quota.cluster], node, {0, quota.band.lower}, penalty_);
            } else {
                arc(source_, node, quota.band, 0);
                arc(node, sink_, {0, quota.band.lower}, penalty_);
            }
            for (const std::uint32_t unit : problem_.places[quota.place].units) {
                place_of[unit] = quota.place;
                if (!quota.cluster) from[unit] = node;
            }
        }
        for (std::uint32_t unit = 0; unit < problem_.unit_count(); ++unit) {
            const Graph::Node node = graph_.addNode();
            arc(from[unit], node, {0, problem_.areas[unit]}, 0);
            for (std::uint32_t j = 0; j < problem_.cluster_count(); ++j) {
                if (problem_.value(unit, j) == ineligible) continue;
                const auto quota = by_place.find({place_of[unit], j});
                arc(node, quota == by_place.end() ? cluster[j] : quota->second, {}, -problem_.value(unit, j));
            }
        }
    }

    const AllocationProblem& problem_;
    std::int64_t penalty_;
    std::int64_t supply_ = 0;
    Graph graph_;
    Graph::Node source_, sink_;
    std::vector<Graph::Arc> arcs_;
    std::vector<Band> bands_;
    std::vector<std::int64_t> costs_;
};

void agrees(const Shape& shape, std::uint64_t seed) {
    const AllocationProblem problem = random_problem(seed, shape);
    const Answer answer = solve(problem, {}, Progress());
    EXPECT_EQ(answer.objective, Oracle(problem).optimum()) << "seed " << seed;
    EXPECT_EQ(answer.bound, answer.objective) << "seed " << seed;
    EXPECT_EQ(answer.price_bound, answer.objective) << "the prices alone prove it; seed " << seed;
    EXPECT_EQ(answer.stop, model::StopReason::Proved);
}

Shape divisible(std::size_t units, std::size_t clusters) {
    Shape shape;
    shape.units = units;
    shape.clusters = clusters;
    shape.divisible = true;
    shape.largest_area = 5000;
    shape.largest_value = 10000;
    return shape;
}

TEST(Lemon, AgreesOnBands) {
    for (std::uint64_t seed = 1; seed <= 12; ++seed) agrees(divisible(200 * seed, 2 + seed), seed);
}

TEST(Lemon, AgreesWhenDemandExceedsSupply) {
    for (std::uint64_t seed = 1; seed <= 8; ++seed) {
        Shape shape = divisible(150 * seed, 5);
        shape.demand_share = 1.4;
        agrees(shape, seed);
    }
}

TEST(Lemon, AgreesOnTownQuotas) {
    for (std::uint64_t seed = 1; seed <= 10; ++seed) {
        Shape shape = divisible(150 * seed, 6);
        shape.town_quotas = true;
        agrees(shape, seed);
    }
}

TEST(Lemon, AgreesOnQuotasByClusterAndTown) {
    for (std::uint64_t seed = 1; seed <= 10; ++seed) {
        Shape shape = divisible(150 * seed, 6);
        shape.town_quotas = shape.cluster_quotas = true;
        agrees(shape, seed);
    }
}

TEST(Lemon, AgreesBeyondTheSizeWherePricesComeFromASample) {
    for (std::uint64_t seed = 1; seed <= 3; ++seed) {
        Shape shape = divisible(12000, 6);
        shape.town_quotas = seed > 1;
        shape.cluster_quotas = seed > 2;
        agrees(shape, seed);
    }
}

TEST(Lemon, AgreesWhenFewValuesTie) {
    for (std::uint64_t seed = 1; seed <= 8; ++seed) {
        Shape shape = divisible(300 * seed, 6);
        shape.largest_value = 3;
        shape.largest_area = 4;
        agrees(shape, seed);
    }
}

}  // namespace
}  // namespace zonewright::allocation::testing
