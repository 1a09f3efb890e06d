#include "assembly/search/parcel_network.h"

#include <algorithm>
#include <cmath>
#include <numbers>

namespace zonewright::assembly {

void ParcelNetwork::set_links(std::span<const std::pair<std::uint32_t, std::uint32_t>> links) {
    std::vector<std::vector<std::uint32_t>> near(size());
    for (const auto& [a, b] : links) {
        near[a].push_back(b);
        near[b].push_back(a);
    }
    first_neighbour.assign(1, 0);
    neighbour.clear();
    for (std::vector<std::uint32_t>& list : near) {
        std::sort(list.begin(), list.end());
        list.erase(std::unique(list.begin(), list.end()), list.end());
        neighbour.insert(neighbour.end(), list.begin(), list.end());
        first_neighbour.push_back(static_cast<std::uint32_t>(neighbour.size()));
    }
}

std::int64_t radius_cm_of(std::int64_t maximum_site_m2, double shape) {
    if (shape <= 0) return 0;
    return static_cast<std::int64_t>(
        100 * std::sqrt(static_cast<double>(maximum_site_m2) / (std::numbers::pi * shape)));
}

SiteProblem ProblemCutter::cut(std::uint32_t centre, const SiteRule& rule, std::span<const char> closed) {
    SiteProblem problem;
    problem.minimum_site_m2 = rule.minimum_site_m2;
    problem.maximum_site_m2 = rule.maximum_site_m2;
    problem.limits = rule.limits;
    const auto usable = [&](std::uint32_t v) {
        if ((!closed.empty() && closed[v]) || network_.area_m2[v] <= 0 ||
            network_.area_m2[v] > rule.maximum_site_m2)
            return false;
        const std::int64_t dx = network_.x_cm[v] - network_.x_cm[centre],
                           dy = network_.y_cm[v] - network_.y_cm[centre];
        return rule.radius_cm == 0 || dx * dx + dy * dy <= rule.radius_cm * rule.radius_cm;
    };
    if (!usable(centre)) return problem;
    problem.parcel.push_back(centre);
    local_[centre] = 0;
    for (std::size_t head = 0; head < problem.parcel.size(); ++head)
        for (const std::uint32_t w : network_.neighbours(problem.parcel[head]))
            if (local_[w] < 0 && usable(w)) {
                local_[w] = static_cast<int>(problem.parcel.size());
                problem.parcel.push_back(w);
            }
    problem.first_neighbour.push_back(0);
    for (const std::uint32_t v : problem.parcel) {
        problem.area_m2.push_back(network_.area_m2[v]);
        problem.owner.push_back(network_.owner[v]);
        problem.town.push_back(network_.town[v]);
        problem.redevelopment.push_back(network_.redevelopment[v]);
        const auto begin = problem.neighbour.size();
        for (const std::uint32_t w : network_.neighbours(v))
            if (local_[w] >= 0) problem.neighbour.push_back(local_[w]);
        std::sort(problem.neighbour.begin() + static_cast<std::ptrdiff_t>(begin), problem.neighbour.end());
        problem.first_neighbour.push_back(static_cast<int>(problem.neighbour.size()));
    }
    for (const std::uint32_t v : problem.parcel) local_[v] = -1;
    return problem;
}

}  // namespace zonewright::assembly
