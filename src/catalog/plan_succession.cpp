#include "catalog/plan_succession.h"

#include <algorithm>

#include "base/errors.h"
#include "base/units.h"

namespace zonewright::catalog {
namespace {

/// Adds the demand of one more predecessor.
void add_up(model::Demand& sum, const model::Demand& more) {
    sum.area_m2 += more.area_m2;
    sum.minimum_site_m2 = std::max(sum.minimum_site_m2, more.minimum_site_m2);
    if (sum.maximum_site_m2 && more.maximum_site_m2)
        sum.maximum_site_m2 = std::max(*sum.maximum_site_m2, *more.maximum_site_m2);
    else
        sum.maximum_site_m2.reset();
    sum.site_count = sum.site_count > 0 && more.site_count > 0 ? sum.site_count + more.site_count : 0;
    sum.output_target_yuan.reset();
    sum.output_yuan_per_mu.reset();
}

Text told(const model::Plan& plan, const model::Demand& demand, std::size_t heirs) {
    const double mu = demand.area_m2 / square_metres_per_mu;
    const auto retired = std::ranges::find(plan.retired, demand.cluster, &model::Retired::id);
    if (heirs > 1)
        return both("{} 的需求 {:g} 亩未计入：该集群已拆分，研究须写明各自的需求",
                    "the demand of {}, {:g} mu, is left out: the cluster was split, the study has to state the parts",
                    demand.cluster, mu);
    if (retired == plan.retired.end())
        return both("{} 的需求 {:g} 亩未计入：本版没有这一集群", "the demand of {}, {:g} mu, is left out: this version has no such cluster",
                    demand.cluster, mu);
    return both("{} 的需求 {:g} 亩未计入：已退出（{}）", "the demand of {}, {:g} mu, is left out: the cluster was given up ({})",
                demand.cluster, mu, retired->reason);
}

}  // namespace

void expect_not_given_up(const model::Plan& plan, const std::string& thing, const std::string& cluster) {
    const auto retired = std::ranges::find_if(plan.retired, [&](const model::Retired& each) { return each.kind == "cluster" && each.id == cluster; });
    if (retired == plan.retired.end()) return;
    throw InputError({.thing = thing,
                      .value = cluster,
                      .expected = both("规划 {} 仍有的集群；该集群已停用 [{}]：{}", "a cluster that the plan {} still has; this one was given up [{}]: {}", plan.id, retired->clause, retired->reason),
                      .advice = both("删去这一条，或改用接替它的集群", "remove this entry, or name the cluster that takes its place")});
}

std::vector<model::ClusterId> successors_of(const model::Plan& plan, const std::string& cluster) {
    std::vector<model::ClusterId> heirs;
    for (std::size_t k = 0; k < plan.clusters.size(); ++k)
        if (is_called(plan.clusters[k], cluster)) heirs.emplace_back(k);
    return heirs;
}

CarriedDemand carry_demand(const std::vector<model::Demand>& demand, const model::Plan& plan) {
    CarriedDemand carried;
    for (const model::Demand& each : demand) {
        const std::vector<model::ClusterId> heirs = successors_of(plan, each.cluster);
        if (heirs.size() != 1) {
            carried.notes.push_back(told(plan, each, heirs.size()));
            continue;
        }
        const std::string& heir = plan.cluster(heirs.front()).id;
        if (heir != each.cluster)
            carried.notes.push_back(both("{} 的需求 {:g} 亩计入 {}", "the demand of {}, {:g} mu, goes to {}", each.cluster,
                                         each.area_m2 / square_metres_per_mu, heir));
        const auto same = std::ranges::find(carried.demand, heir, &model::Demand::cluster);
        if (same != carried.demand.end()) {
            add_up(*same, each);
            continue;
        }
        carried.demand.push_back(each);
        carried.demand.back().cluster = heir;
    }
    return carried;
}

}  // namespace zonewright::catalog
