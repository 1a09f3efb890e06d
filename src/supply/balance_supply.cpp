#include <algorithm>
#include <map>
#include <numeric>

#include "base/errors.h"
#include "supply/market.h"

namespace zonewright::supply {
namespace {

using model::SupplyBalance;

/// Groups of parcels that hang together by links.
class Groups {
public:
    explicit Groups(std::size_t count) : parent_(count) {
        std::iota(parent_.begin(), parent_.end(), std::size_t{0});
    }
    std::size_t root(std::size_t i) {
        while (parent_[i] != i) i = parent_[i] = parent_[parent_[i]];
        return i;
    }
    void join(std::size_t a, std::size_t b) {
        a = root(a), b = root(b);
        parent_[std::max(a, b)] = std::min(a, b);
    }

private:
    std::vector<std::size_t> parent_;
};

/// Net land per group of suitable parcels, by the group's first parcel.
std::vector<Area> group_areas(const Market& market, std::size_t cluster, const model::ParcelGraph& graph) {
    Groups groups(market.parcels.size());
    for (const model::Link& link : graph.links)
        if (market.suitable(link.a.index(), cluster) && market.suitable(link.b.index(), cluster))
            groups.join(link.a.index(), link.b.index());
    std::vector<Area> sums(market.parcels.size()), areas(market.parcels.size());
    for (std::size_t i = 0; i < areas.size(); ++i)
        if (market.suitable(i, cluster)) sums[groups.root(i)] += market.statement.parcels[i].net;
    for (std::size_t i = 0; i < areas.size(); ++i) areas[i] = sums[groups.root(i)];
    return areas;
}

Text assumption_of(const model::Demand& demand) {
    const std::string year = demand.year ? fmt::format("{}", *demand.year) : std::string();
    if (!demand.output_target_yuan || !demand.output_yuan_per_mu)
        return {fmt::format("study.toml 给定{}{}", year.empty() ? "" : "，目标年 ", year),
                fmt::format("given in study.toml{}{}", year.empty() ? "" : ", for ", year)};
    return {fmt::format("产值目标 {:.0f} 元 ÷ 亩均产值 {:.0f} 元{}{}", *demand.output_target_yuan,
                        *demand.output_yuan_per_mu, year.empty() ? "" : "，目标年 ", year),
            fmt::format("output target {:.0f} yuan ÷ {:.0f} yuan per mu{}{}", *demand.output_target_yuan,
                        *demand.output_yuan_per_mu, year.empty() ? "" : ", for ", year)};
}

std::size_t position_of(const Market& market, model::ClusterId cluster) {
    const auto& clusters = market.suitability.clusters;
    const auto found =
        std::find_if(clusters.begin(), clusters.end(),
                     [&](const model::ClusterRating& rating) { return rating.cluster == cluster; });
    return static_cast<std::size_t>(found - clusters.begin());
}

void count(SupplyBalance& row, Area net, Area group) {
    row.eligible += net;
    if (net >= row.minimum_site) row.usable += net;
    if (group >= row.minimum_site) row.reachable += net;
}

std::vector<SupplyBalance> rows_of(const Market& market, model::ClusterId cluster,
                                   const model::Demand& demand, const model::ParcelGraph& graph) {
    SupplyBalance city;
    city.cluster = cluster;
    city.minimum_site = Area::from_m2(demand.minimum_site_m2);
    const SupplyBalance empty = city;
    std::map<std::string, SupplyBalance> towns;
    const std::size_t c = position_of(market, cluster);
    const bool rated = c < market.suitability.clusters.size();
    const std::vector<Area> groups = rated ? group_areas(market, c, graph) : std::vector<Area>();
    for (std::size_t i = 0; rated && i < market.parcels.size(); ++i) {
        if (!market.suitable(i, c)) continue;
        const std::string town =
            market.parcels[i].town_code.empty() ? model::no_town : market.parcels[i].town_code;
        SupplyBalance& row = towns.try_emplace(town, empty).first->second;
        row.town_code = town;
        count(row, market.statement.parcels[i].net, groups[i]);
        count(city, market.statement.parcels[i].net, groups[i]);
    }
    city.demand = Area::from_m2(demand.area_m2);
    city.shortfall = std::max(Area{}, city.demand - city.reachable);
    city.assumption = assumption_of(demand);
    std::vector<SupplyBalance> rows = {city};
    for (auto& [town, row] : towns) rows.push_back(std::move(row));
    return rows;
}

}  // namespace

std::vector<SupplyBalance> balance_supply(const Market& market, const model::Plan& plan,
                                          const std::vector<model::Demand>& demand,
                                          const model::ParcelGraph& graph) {
    std::vector<SupplyBalance> balances;
    for (const model::Demand& asked : demand) {
        const auto cluster = plan.find_cluster(asked.cluster);
        if (!cluster)
            throw InputError({.thing = "study.toml: demand.cluster",
                              .value = asked.cluster,
                              .expected = both("规划中的产业集群", "a cluster of the plan"),
                              .advice = both("用 zonewright plan show 查看", "see zonewright plan show")});
        for (SupplyBalance& row : rows_of(market, *cluster, asked, graph)) balances.push_back(std::move(row));
    }
    return balances;
}

}  // namespace zonewright::supply
