#include "assembly/search/why_not_larger.h"

#include <algorithm>
#include <map>
#include <set>
#include <tuple>

#include "base/language.h"
#include "base/units.h"

namespace zonewright::assembly {
namespace {

/// Net area of the open parcels that hang together with `start` inside the circle and outside the site.
std::int64_t land_behind(const ParcelNetwork& network, std::span<const char> closed, const SiteRule& rule,
                         std::uint32_t centre, const std::set<std::uint32_t>& site, std::uint32_t start,
                         bool ignore_circle) {
    const auto open = [&](std::uint32_t v) {
        if (site.contains(v) || closed[v]) return false;
        const std::int64_t dx = network.x_cm[v] - network.x_cm[centre],
                           dy = network.y_cm[v] - network.y_cm[centre];
        return rule.radius_cm == 0 || dx * dx + dy * dy <= rule.radius_cm * rule.radius_cm;
    };
    if (!ignore_circle && !open(start)) return 0;
    if (site.contains(start) || closed[start]) return 0;
    std::vector<std::uint32_t> queue{start};
    std::set<std::uint32_t> seen{start};
    std::int64_t area = 0;
    for (std::size_t head = 0; head < queue.size(); ++head) {
        area += network.area_m2[queue[head]];
        if (ignore_circle) continue;
        for (const std::uint32_t w : network.neighbours(queue[head]))
            if (open(w) && seen.insert(w).second) queue.push_back(w);
    }
    return area;
}

Text title_of_obstacle(const std::string& kind) {
    static const std::map<std::string, Text> titles{
        {"road_too_wide", {"道路过宽", "a road that is too wide"}},
        {"arterial", {"主干路", "an arterial road"}},
        {"expressway", {"高速公路", "an expressway"}},
        {"farmland", {"永久基本农田", "permanent basic farmland"}},
        {"ecological_redline", {"生态保护红线", "the ecological redline"}},
        {"water", {"过宽的水域", "water that is too wide"}},
        {"frontage_too_short", {"相接边界过短", "a shared frontage that is too short"}},
        {"circle", {"形状（半径）规则", "the shape (radius) rule"}},
        {"closed_parcel", {"不可供应的地块", "a parcel that is not available"}}};
    const auto found = titles.find(kind);
    return found == titles.end() ? same(kind) : found->second;
}

}  // namespace

std::vector<Obstacle> obstacles_of(const ParcelNetwork& network, const model::ParcelGraph& graph,
                                   std::span<const char> closed, const SiteRule& rule, std::uint32_t centre,
                                   std::span<const std::uint32_t> parcels) {
    const std::set<std::uint32_t> site(parcels.begin(), parcels.end());
    std::vector<Obstacle> obstacles;
    const auto add = [&](const std::string& kind, std::uint32_t inside, std::uint32_t outside, double gap_m,
                         std::int64_t gain) {
        if (gain > 0) obstacles.push_back({kind, inside, outside, gap_m, gain});
    };
    for (const model::BlockedLink& link : graph.blocked) {
        const bool a_inside = site.contains(link.a.value), b_inside = site.contains(link.b.value);
        if (a_inside == b_inside) continue;
        const std::uint32_t inside = a_inside ? link.a.value : link.b.value,
                            outside = a_inside ? link.b.value : link.a.value;
        add(link.barrier, inside, outside, link.gap_m,
            land_behind(network, closed, rule, centre, site, outside, false));
    }
    for (const std::uint32_t v : site)
        for (const std::uint32_t w : network.neighbours(v)) {
            if (site.contains(w)) continue;
            const std::int64_t dx = network.x_cm[w] - network.x_cm[centre],
                               dy = network.y_cm[w] - network.y_cm[centre];
            const bool beyond = rule.radius_cm > 0 && dx * dx + dy * dy > rule.radius_cm * rule.radius_cm;
            if (closed[w])
                add("closed_parcel", v, w, 0, network.area_m2[w]);
            else if (beyond)
                add("circle", v, w, 0, land_behind(network, closed, rule, centre, site, w, true));
        }
    std::sort(obstacles.begin(), obstacles.end(), [](const Obstacle& a, const Obstacle& b) {
        return std::tuple(-a.gain_m2, a.outside, a.inside, a.kind) <
               std::tuple(-b.gain_m2, b.outside, b.inside, b.kind);
    });
    return obstacles;
}

Text in_words(std::span<const Obstacle> obstacles, double marginal_yuan_per_m2,
              std::span<const model::Parcel> parcels) {
    const Text price = marginal_yuan_per_m2 > 0
                           ? both("；边际价格 {} 元/m²", "; at the margin a m² costs {} yuan",
                                  with_thousands(marginal_yuan_per_m2, 0))
                           : Text();
    if (obstacles.empty()) return both("四周没有更多可用地块", "there is no more land around it") + price;
    const Obstacle& first = obstacles.front();
    const std::string gain = with_thousands(static_cast<double>(first.gain_m2) / square_metres_per_mu, 1);
    const std::string& inside = parcels[first.inside].id;
    const std::string& outside = parcels[first.outside].id;
    const Text title = title_of_obstacle(first.kind);
    const Text gap = first.gap_m > 0 ? both("（间距 {:.0f} m）", " ({:.0f} m across)", first.gap_m) : Text();
    if (first.kind == "circle")
        return both("{}挡住了 {}，若解除可增 {} 亩", "{} keeps {} out; without it {} mu could be added",
                    title, outside, gain) +
               price;
    return both("{} 与 {} 之间有{}{}，若解除可增 {} 亩",
                "between {} and {} lies {}{}; without it {} mu could be added", inside, outside, title, gap,
                gain) +
           price;
}

}  // namespace zonewright::assembly
