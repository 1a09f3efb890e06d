#include "assembly/search/site_problem.h"

#include <algorithm>
#include <numeric>
#include <set>

#include "assembly/search/node_position.h"

namespace zonewright::assembly {
namespace {

/// The other nodes by cost per m², cheapest first, ties by position.
std::vector<int> by_unit_cost(const SiteProblem& problem) {
    std::vector<int> order(at(std::max(0, problem.size() - 1)));
    std::iota(order.begin(), order.end(), 1);
    std::sort(order.begin(), order.end(), [&](int x, int y) {
        const __int128 left = static_cast<__int128>(problem.cost[at(x)]) * problem.area_m2[at(y)];
        const __int128 right = static_cast<__int128>(problem.cost[at(y)]) * problem.area_m2[at(x)];
        return left != right ? left < right : x < y;
    });
    return order;
}

bool is_connected(const SiteProblem& problem, std::span<const int> nodes) {
    std::vector<int> queue{nodes.front()};
    std::set<int> left(nodes.begin() + 1, nodes.end());
    for (std::size_t head = 0; head < queue.size(); ++head)
        for (const int next : problem.neighbours(queue[head]))
            if (left.erase(next)) queue.push_back(next);
    return left.empty();
}

bool keeps_limits(const SiteProblem& problem, std::span<const int> nodes) {
    std::set<int> owners, towns;
    std::int64_t area = 0, redevelopment = 0;
    for (const int node : nodes) {
        owners.insert(problem.owner[at(node)]);
        towns.insert(problem.town[at(node)]);
        area += problem.area_m2[at(node)];
        if (problem.redevelopment[at(node)]) redevelopment += problem.area_m2[at(node)];
    }
    return static_cast<int>(owners.size()) <= problem.limits.owners &&
           static_cast<int>(towns.size()) <= problem.limits.towns &&
           redevelopment * 1000 <= area * problem.limits.redevelopment_permille;
}

}  // namespace

bool SiteProblem::has_negative_costs() const {
    return std::any_of(cost.begin(), cost.end(), [](std::int64_t c) { return c < 0; });
}

std::int64_t SiteProblem::total_area_m2() const {
    return std::accumulate(area_m2.begin(), area_m2.end(), std::int64_t{0});
}

std::int64_t knapsack_bound(const SiteProblem& problem) {
    std::int64_t area = problem.area_m2[0], cost = problem.cost[0];
    if (area > problem.maximum_site_m2) return unreachable;
    for (const int node : by_unit_cost(problem)) {
        const std::int64_t more = problem.area_m2[at(node)], price = problem.cost[at(node)];
        const std::int64_t room = (price < 0 ? problem.maximum_site_m2 : problem.minimum_site_m2) - area;
        if (price >= 0 && room <= 0) break;
        if (more > room) {
            const __int128 share = static_cast<__int128>(price) * room;
            const __int128 cut = share >= 0 ? share / more : -((-share + more - 1) / more);
            cost += static_cast<std::int64_t>(cut);
            area += room;
            if (price >= 0) break;
            continue;
        }
        area += more;
        cost += price;
    }
    return area >= problem.minimum_site_m2 ? cost : unreachable;
}

std::int64_t cost_of(const SiteProblem& problem, std::span<const int> nodes) {
    std::int64_t sum = 0;
    for (const int node : nodes) sum += problem.cost[at(node)];
    return sum;
}

std::int64_t area_of(const SiteProblem& problem, std::span<const int> nodes) {
    std::int64_t sum = 0;
    for (const int node : nodes) sum += problem.area_m2[at(node)];
    return sum;
}

bool is_feasible(const SiteProblem& problem, std::span<const int> nodes) {
    if (nodes.empty() || nodes.front() != 0) return false;
    const std::int64_t area = area_of(problem, nodes);
    if (area < problem.minimum_site_m2 || area > problem.maximum_site_m2) return false;
    const auto holds = [&](const Placements& placements) {
        return std::any_of(placements.begin(), placements.end(), [&](const std::vector<int>& placement) {
            return std::includes(nodes.begin(), nodes.end(), placement.begin(), placement.end());
        });
    };
    return is_connected(problem, nodes) && keeps_limits(problem, nodes) &&
           std::all_of(problem.shape_rules.begin(), problem.shape_rules.end(), holds);
}

}  // namespace zonewright::assembly
