#include "answer/supply_market.h"

#include "model/printed_area.h"
#include "study/study.h"
#include "supply/market.h"
#include "supply/size_structure.h"
#include "supply/supply_rules.h"

namespace zonewright::answer {
namespace {

PriceRange price_range(const model::Estimate& estimate) {
    return {estimate.low, estimate.central, estimate.high};
}

std::vector<SizeFigure> size_figures(const model::SizeGroup& group, const model::PolicyRules& size_titles) {
    std::vector<SizeFigure> figures;
    for (const model::SizeRow& row : group.rows)
        figures.push_back({.size_class = row.size_class,
                           .size_title = size_titles.title_of(row.size_class),
                           .parcel_count = row.parcel_count,
                           .net = row.net,
                           .net_mu = model::printed(row.net).mu});
    return figures;
}

SupplyStructure stated_structure(const model::SizeGrouping& grouping, const model::PolicyRules& size_titles) {
    SupplyStructure structure{.by = grouping.id, .title = grouping.title, .adds_up = grouping.adds_up};
    if (!grouping.unchecked_reason.empty()) structure.not_checked = grouping.unchecked_reason;
    for (const model::SizeGroup& group : grouping.groups) {
        if (!structure.groups) structure.groups.emplace();
        (*structure.groups)[group.id] = size_figures(group, size_titles);
        structure.group_titles.push_back({group.id, group.title});
    }
    return structure;
}

BestBuy best_buy(const study::Study& study, model::ParcelId parcel) {
    const model::ParcelOffer& offer = study.offers()[parcel.index()];
    return {study.parcels()[parcel.index()].id, study.supply_statement().parcels[parcel.index()].net,
            price_range(offer.cost_yuan_per_m2), price_range(offer.quality)};
}

}  // namespace

Market market_of(const study::Study& study, const SupplyQuestion& question, const SupplyAnswer& answer,
                 const Progress& progress) {
    const supply::Market land{study.parcels(), study.supply_statement(), study.suitability(),
                              answer.least_score};
    Market market;
    const auto sizes = supply::supply_rules_of(study.catalogue()).sizes;
    if (question.structure || !question.workbook.empty())
        market.structure = supply::size_structure({land, study.plan(), study.sources(), study.zones(),
                                                   study.catalogue().rules_of("supply_classes"), sizes,
                                                   answer.town_code},
                                                  progress);
    if (question.offers || !question.charts.empty() || !question.workbook.empty()) {
        market.curves = supply::supply_curves(land, study.offers());
        market.fronts = supply::pareto_fronts(land, study.offers());
    }
    if (question.demand)
        market.balances =
            supply::balance_supply(land, study.plan(), study.definition().demand, study.graph());
    return market;
}

std::vector<SupplyStructure> structure_of(const study::Study& study, const Market& market,
                                          SupplyAnswer& answer) {
    std::vector<SupplyStructure> structures;
    for (const model::SizeGrouping& grouping : market.structure) {
        structures.push_back(stated_structure(grouping, study.catalogue().rules_of("size_classes")));
        if (structures.back().not_checked)
            answer.warn(both("规模结构“{}”未核查：{}", "size structure by {} was not checked: {}", grouping.title,
                             grouping.unchecked_reason));
    }
    return structures;
}

std::vector<ClusterCurve> curves_of(const study::Study& study, const Market& market) {
    std::vector<ClusterCurve> curves;
    for (const model::SupplyCurve& curve : market.curves) {
        const model::Cluster& cluster = study.plan().cluster(curve.cluster);
        curves.push_back({cluster.id, cluster.name, curve.town_code, curve.least_score, {}});
        for (const model::SupplyCurvePoint& point : curve.points)
            curves.back().points.push_back({study.parcels()[point.parcel.index()].id, point.net,
                                            point.cumulative, price_range(point.cost_yuan_per_m2)});
    }
    return curves;
}

std::vector<ClusterBestBuys> best_buys_of(const study::Study& study, const Market& market) {
    std::vector<ClusterBestBuys> all;
    for (const model::ParetoFront& front : market.fronts) {
        const model::Cluster& cluster = study.plan().cluster(front.cluster);
        all.push_back({cluster.id, cluster.name, {}});
        for (const model::ParcelId parcel : front.parcels)
            all.back().parcels.push_back(best_buy(study, parcel));
    }
    return all;
}

std::vector<ClusterBalance> balance_of(const study::Study& study, const Market& market, SupplyAnswer& answer) {
    std::vector<ClusterBalance> balances;
    for (const model::SupplyBalance& row : market.balances) {
        const model::Cluster& cluster = study.plan().cluster(row.cluster);
        ClusterBalance balance{.cluster = cluster.id,
                               .cluster_title = cluster.name,
                               .town_code = row.town_code,
                               .eligible = row.eligible,
                               .usable = row.usable,
                               .reachable = row.reachable};
        if (row.town_code.empty())
            balance.demand = row.demand, balance.shortfall = row.shortfall, balance.assumption = row.assumption;
        if (row.shortfall > Area{}) answer.complete = false;
        balances.push_back(std::move(balance));
    }
    return balances;
}

}  // namespace zonewright::answer
