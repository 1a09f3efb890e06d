// The same instance with LEMON: allocation_lemon FILE.bin simplex|scaling
#include <lemon/cost_scaling.h>
#include <lemon/network_simplex.h>
#include <lemon/smart_graph.h>

#include <chrono>
#include <cstdint>
#include <cstdio>
#include <fstream>
#include <string>
#include <vector>

using Graph = lemon::SmartDigraph;

int main(int, char** words) {
    std::ifstream in(words[1], std::ios::binary);
    const auto numbers = [&](std::size_t count) {
        std::vector<std::int32_t> values(count);
        in.read(reinterpret_cast<char*>(values.data()), static_cast<std::streamsize>(count * 4));
        return values;
    };
    const auto units = static_cast<std::size_t>(numbers(1)[0]), clusters = static_cast<std::size_t>(numbers(1)[0]);
    const auto area = numbers(units), wanted = numbers(clusters), value = numbers(units * clusters);
    const auto start = std::chrono::steady_clock::now();
    Graph graph;
    graph.reserveNode(static_cast<int>(units + clusters + 1));
    graph.reserveArc(static_cast<int>(units * (clusters + 1)));
    std::vector<Graph::Node> unit, sink;
    for (std::size_t i = 0; i < units; ++i) unit.push_back(graph.addNode());
    for (std::size_t j = 0; j <= clusters; ++j) sink.push_back(graph.addNode());
    Graph::ArcMap<std::int64_t> cost(graph), upper(graph);
    Graph::NodeMap<std::int64_t> supply(graph);
    std::int64_t idle = 0;
    for (std::size_t i = 0; i < units; ++i) supply[unit[i]] = area[i], idle += area[i];
    for (std::size_t j = 0; j < clusters; ++j) supply[sink[j]] = -wanted[j], idle -= wanted[j];
    supply[sink[clusters]] = -idle;
    for (std::size_t i = 0; i < units; ++i)
        for (std::size_t j = 0; j <= clusters; ++j) {
            const Graph::Arc arc = graph.addArc(unit[i], sink[j]);
            cost[arc] = j < clusters ? -value[i * clusters + j] : 0;
            upper[arc] = area[i];
        }
    std::int64_t total = 0;
    if (std::string(words[2]) == "simplex") {
        lemon::NetworkSimplex<Graph, std::int64_t, std::int64_t> solver(graph);
        solver.upperMap(upper).costMap(cost).supplyMap(supply).run();
        total = solver.totalCost<std::int64_t>();
    } else {
        lemon::CostScaling<Graph, std::int64_t, std::int64_t> solver(graph);
        solver.upperMap(upper).costMap(cost).supplyMap(supply).run();
        total = solver.totalCost<std::int64_t>();
    }
    std::printf("objective %lld shortfall 0 solve %.4f\n", static_cast<long long>(-total),
                std::chrono::duration<double>(std::chrono::steady_clock::now() - start).count());
}
