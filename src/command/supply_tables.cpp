#include "command/supply_tables.h"

#include <nlohmann/json.hpp>

namespace zonewright::command {
namespace {

using Json = nlohmann::ordered_json;

Json json_of(const model::Estimate& estimate) {
    return {{"low", estimate.low}, {"central", estimate.central}, {"high", estimate.high}};
}

std::string range(const model::Estimate& estimate, int places) {
    if (estimate.exact()) return with_thousands(estimate.central, places);
    return fmt::format("{} ({}–{})", with_thousands(estimate.central, places),
                       with_thousands(estimate.low, places), with_thousands(estimate.high, places));
}

Json json_of(const model::SupplyCurve& curve, const study::Results& results) {
    Json points = Json::array();
    for (const model::SupplyCurvePoint& point : curve.points)
        points.push_back({{"parcel", results.parcels[point.parcel.index()].id},
                          {"net_m2", point.net.m2()},
                          {"cumulative_m2", point.cumulative.m2()},
                          {"cost_yuan_per_m2", json_of(point.cost_yuan_per_m2)}});
    return {{"cluster", results.catalogue.plan.cluster(curve.cluster).id},
            {"town_code", curve.town_code},
            {"least_score", curve.least_score},
            {"points", std::move(points)}};
}

/// 亩 at the cheapest quarter, half, three quarters and all of the land, each with the unit cost reached.
void print_curve(Session& session, const model::SupplyCurve& curve, const std::string& name) {
    if (curve.points.empty()) {
        session.print(
            say("  {}：没有达到适宜性要求的供应", "  {}: no land reaches the suitability asked for", name));
        return;
    }
    std::string line = "  " + name + ":";
    const std::size_t count = curve.points.size();
    for (std::size_t quarter = 1; quarter <= 4; ++quarter) {
        const model::SupplyCurvePoint& point = curve.points[(count * quarter + 3) / 4 - 1];
        line +=
            say("  ≤{} 元/㎡ {} 亩", "  ≤{} yuan/m² {} mu", with_thousands(point.cost_yuan_per_m2.central, 0),
                with_thousands(point.cumulative.mu(), 2));
    }
    session.print(line);
}

void print_front(Session& session, const study::Results& results, const model::ParetoFront& front) {
    constexpr std::size_t most = 3;
    for (std::size_t i = 0; i < std::min(most, front.parcels.size()); ++i) {
        const std::size_t parcel = front.parcels[i].index();
        const model::ParcelOffer& offer = results.offers[parcel];
        session.print(say("      {}  {} 亩  {} 元/㎡  质量 {}", "      {}  {} mu  {} yuan/m²  quality {}",
                          results.parcels[parcel].id,
                          with_thousands(results.supply.parcels[parcel].net.mu(), 2),
                          range(offer.cost_yuan_per_m2, 0), range(offer.quality, 2)));
    }
    if (front.parcels.size() > most)
        session.print(say("      …共 {} 宗", "      … {} in all", front.parcels.size()));
}

}  // namespace

void tell_structure(Session& session, const std::vector<supply::SizeGrouping>& groupings,
                    const model::PolicyRules& size_titles) {
    session.result()["structure"] = Json::array();
    for (const supply::SizeGrouping& grouping : groupings) {
        Json told = {{"by", grouping.id}, {"adds_up", grouping.adds_up}};
        if (!grouping.unchecked_reason.zh.empty()) {
            told["not_checked"] = grouping.unchecked_reason.said();
            session.warn(
                {fmt::format("规模结构“{}”未核查：{}", grouping.title.zh, grouping.unchecked_reason.zh),
                 fmt::format("size structure by {} was not checked: {}", grouping.title.en,
                             grouping.unchecked_reason.en)});
        } else {
            session.print(say(
                "\n规模结构：按{}（净面积，亩；括号内宗数）{}",
                "\nSize structure by {} (net, mu; parcels in brackets){}", grouping.title.said(),
                grouping.adds_up ? "" : say("，各组有重叠，不可相加", "; groups overlap, do not add up")));
        }
        for (const supply::SizeGroup& group : grouping.groups) {
            std::string line = "  " + group.title.said() + ":";
            for (const supply::SizeRow& row : group.rows) {
                told["groups"][group.id].push_back({{"size_class", row.size_class},
                                                    {"parcels", row.parcel_count},
                                                    {"net_m2", row.net.m2()}});
                if (row.parcel_count > 0)
                    line += fmt::format("  {} {} ({})", size_titles.title_of(row.size_class),
                                        with_thousands(row.net.mu(), 2), row.parcel_count);
            }
            session.print(line.ends_with(':') ? line + "  —" : line);
        }
        session.result()["structure"].push_back(std::move(told));
    }
}

void tell_offers(Session& session, const study::Results& results,
                 const std::vector<model::SupplyCurve>& curves, const std::vector<model::ParetoFront>& fronts,
                 const std::string& town_code) {
    session.result()["curves"] = Json::array();
    for (const model::SupplyCurve& curve : curves)
        session.result()["curves"].push_back(json_of(curve, results));
    session.result()["best_buys"] = Json::array();
    session.print(
        say("\n供给曲线（累计净面积）和质优价低的地块（没有别的地块既更好又更便宜）",
            "\nSupply curves (cumulative net land) and best buys (no other is both better and cheaper)"));
    for (const model::ParetoFront& front : fronts) {
        const model::Cluster& cluster = results.catalogue.plan.cluster(front.cluster);
        Json parcels = Json::array();
        for (const model::ParcelId parcel : front.parcels) {
            const model::ParcelOffer& offer = results.offers[parcel.index()];
            parcels.push_back({{"parcel", results.parcels[parcel.index()].id},
                               {"net_m2", results.supply.parcels[parcel.index()].net.m2()},
                               {"cost_yuan_per_m2", json_of(offer.cost_yuan_per_m2)},
                               {"quality", json_of(offer.quality)}});
        }
        session.result()["best_buys"].push_back({{"cluster", cluster.id}, {"parcels", std::move(parcels)}});
        for (const model::SupplyCurve& curve : curves)
            if (curve.cluster == front.cluster && curve.town_code == town_code)
                print_curve(session, curve, cluster.name.said());
        if (town_code.empty()) print_front(session, results, front);
    }
}

}  // namespace zonewright::command
