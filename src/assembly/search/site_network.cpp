#include "assembly/search/site_network.h"

#include <algorithm>
#include <cmath>
#include <map>
#include <tuple>

#include "base/errors.h"
#include "geom/planar_area.h"

namespace zonewright::assembly {
namespace {

constexpr std::int64_t cm2_per_m2 = 10000;

void check_lengths(const SitesInput& input) {
    const auto check = [&](const char* thing, std::size_t length, bool optional) {
        if (length == input.parcels.size() || (optional && length == 0)) return;
        throw InputError({both("{} 的长度", "length of {}", thing), fmt::format("{}", length),
                          fmt::format("{}", input.parcels.size()),
                          both("每宗地一个值", "one value per parcel")});
    };
    check("supply", input.supply.size(), false);
    check("cost_yuan_per_m2", input.cost_yuan_per_m2.size(), false);
    check("available", input.available.size(), true);
    check("redevelopment", input.redevelopment.size(), true);
    for (const std::vector<double>& row : input.scores) check("scores", row.size(), false);
    if (!input.graph)
        throw InputError(
            {"graph", "", both("宗地的功能邻接", "the functional adjacency of the parcels"), "link_parcels"});
}

void check_costs(const SitesInput& input) {
    constexpr double highest = 1e7;  // keeps every sum of the search far inside 64 bits
    for (std::size_t i = 0; i < input.parcels.size(); ++i) {
        const double cost = input.cost_yuan_per_m2[i];
        if (cost >= 0 && cost <= highest) continue;
        throw InputError({both("宗地 {} 的单位成本", "unit cost of parcel {}", input.parcels[i].id),
                          fmt::format("{}", cost), both("0 至 {} 元/m²", "0 to {} yuan per m²", highest),
                          both("检查成本规则", "check the cost rules")});
    }
}

void check_ids(std::span<const model::Parcel> parcels) {
    std::map<std::string, std::size_t> seen;
    for (std::size_t i = 0; i < parcels.size(); ++i) {
        const auto [first, fresh] = seen.emplace(parcels[i].id, i);
        if (!fresh)
            throw InputError({both("宗地编号", "parcel id"), parcels[i].id,
                              both("唯一；第 {} 与第 {} 宗重复", "unique; parcels {} and {} share it",
                                   first->second + 1, i + 1),
                              both("先在数据检查中更正", "correct it in the check of the sources")});
    }
}

int number_of_name(std::map<std::string, int>& numbers, const std::string& name) {
    return numbers.emplace(name, static_cast<int>(numbers.size())).first->second;
}

}  // namespace

ParcelNetwork network_of(const SitesInput& input) {
    check_lengths(input);
    check_costs(input);
    check_ids(input.parcels);
    ParcelNetwork network;
    std::vector<geom::Point> points;
    geom::Box box;
    for (const model::Parcel& parcel : input.parcels) {
        points.push_back(parcel.geometry.empty() ? geom::Point{} : geom::centroid(parcel.geometry));
        if (!parcel.geometry.empty()) box.include(points.back());
    }
    std::map<std::string, int> owners, towns;
    for (std::size_t i = 0; i < input.parcels.size(); ++i) {
        const model::Parcel& parcel = input.parcels[i];
        network.x_cm.push_back(std::llround((points[i].x - box.min_x) * 100));
        network.y_cm.push_back(std::llround((points[i].y - box.min_y) * 100));
        network.area_m2.push_back(
            parcel.geometry.empty() ? 0 : std::max<std::int64_t>(0, input.supply[i].net.cm2 / cm2_per_m2));
        network.owner.push_back(
            number_of_name(owners, parcel.owner.empty() ? "\n" + parcel.id : parcel.owner));
        network.town.push_back(number_of_name(towns, parcel.town_code));
        network.redevelopment.push_back(input.redevelopment.empty() ? char{0} : input.redevelopment[i]);
    }
    std::vector<std::pair<std::uint32_t, std::uint32_t>> links;
    for (const model::Link& link : input.graph->links) links.emplace_back(link.a.value, link.b.value);
    network.set_links(links);
    return network;
}

std::vector<char> closed_parcels(const SitesInput& input, const ParcelNetwork& network,
                                 std::vector<Text>& notes) {
    std::vector<char> closed(network.size(), 0);
    std::size_t unavailable = 0, without_net = 0, copies = 0;
    std::map<std::tuple<double, double, double, double, double>, std::size_t> shapes;
    for (std::size_t i = 0; i < network.size(); ++i) {
        const geom::Box box = geom::bounds(input.parcels[i].geometry);
        const double area = geom::planar_area(input.parcels[i].geometry);
        const bool copy =
            !box.empty() &&
            !shapes.emplace(std::tuple(box.min_x, box.min_y, box.max_x, box.max_y, area), i).second;
        if (!input.available.empty() && !input.available[i])
            ++unavailable;
        else if (network.area_m2[i] <= 0)
            ++without_net;
        else if (copy)
            ++copies;
        else
            continue;
        closed[i] = 1;
    }
    const auto note = [&](std::size_t count, const char* zh, const char* en) {
        if (count > 0)
            notes.emplace_back(fmt::format("{} 宗地未参与组合：{}", count, zh),
                               fmt::format("{} parcels take no part: {}", count, en));
    };
    note(unavailable, "不可供应", "not available");
    note(without_net, "净面积不足 1 m²", "less than 1 m² of net area");
    note(copies, "与另一宗地图形相同", "same outline as another parcel");
    return closed;
}

SiteRule rule_of(const model::Demand& demand, const model::SiteRules& rules) {
    const double least = demand.minimum_site_m2, most = demand.maximum_site_m2.value_or(least * rules.window);
    if (least == 0)
        throw InputError({both("study.toml：产业集群 {} 的 [[demand]]", "study.toml: [[demand]] of cluster {}", demand.cluster),
                          both("没有 minimum_site_mu", "no minimum_site_mu"),
                          both("每处用地的最小面积", "the smallest area of a site"),
                          both("加一行，如 minimum_site_mu = 30", "add a line such as minimum_site_mu = 30")});
    if (!(least >= 1) || !(most >= least) || most > 1e9)
        throw InputError({both("产业集群 {} 的用地规模", "site window of cluster {}", demand.cluster),
                          fmt::format("{} … {} m²", least, most),
                          both("1 ≤ 最小 ≤ 最大 ≤ 1e9 m²", "1 <= minimum <= maximum <= 1e9 m²"),
                          both("更正 study.toml 的 [[demand]]", "correct [[demand]] in study.toml")});
    SiteRule rule;
    rule.minimum_site_m2 = static_cast<std::int64_t>(std::ceil(least));
    rule.maximum_site_m2 = std::max(rule.minimum_site_m2, static_cast<std::int64_t>(std::floor(most)));
    // In a wide window a small site may not sprawl over the circle of the largest.
    const auto circle_m2 =
        static_cast<std::int64_t>(rules.circle_window * static_cast<double>(rule.minimum_site_m2));
    rule.radius_cm = radius_cm_of(std::min(rule.maximum_site_m2, circle_m2), rules.shape);
    if (rules.maximum_owners > 0) rule.limits.owners = rules.maximum_owners;
    if (rules.maximum_towns > 0) rule.limits.towns = rules.maximum_towns;
    rule.limits.redevelopment_permille =
        static_cast<int>(std::floor(1000 * std::clamp(rules.maximum_redevelopment_share, 0.0, 1.0) + 1e-9));
    return rule;
}

std::vector<std::int64_t> weighted_costs(const SitesInput& input, const ParcelNetwork& network,
                                         model::ClusterId cluster) {
    const std::vector<double>& scores = input.scores[cluster.index()];
    std::vector<std::int64_t> costs(network.size(), 0);
    for (std::size_t i = 0; i < network.size(); ++i) {
        if (std::isnan(scores[i])) continue;
        const double weight = 1 + input.weight_of_score * (1 - std::clamp(scores[i], 0.0, 1.0));
        const double yuan = input.cost_yuan_per_m2[i] * static_cast<double>(network.area_m2[i]) * weight;
        costs[i] = std::max<std::int64_t>(1, std::llround(yuan)) * ticks_per_unit;
    }
    return costs;
}

std::vector<std::int64_t> score_areas(const SitesInput& input, const ParcelNetwork& network,
                                      model::ClusterId cluster) {
    const std::vector<double>& scores = input.scores[cluster.index()];
    std::vector<std::int64_t> values(network.size(), 0);
    for (std::size_t i = 0; i < network.size(); ++i)
        if (!std::isnan(scores[i]))
            values[i] =
                -std::llround(1000 * std::clamp(scores[i], 0.0, 1.0)) * network.area_m2[i] * ticks_per_unit;
    return values;
}

}  // namespace zonewright::assembly
