#include <algorithm>
#include <map>

#include "supply/market.h"

namespace zonewright::supply {
namespace {

using model::ParcelOffer;
using model::SupplyCurve;

/// Suitable parcels of a cluster, cheapest first, ties by id.
std::vector<std::size_t> by_cost(const Market& market, const std::vector<ParcelOffer>& offers,
                                 std::size_t cluster) {
    std::vector<std::size_t> chosen;
    for (std::size_t i = 0; i < market.parcels.size(); ++i)
        if (market.suitable(i, cluster)) chosen.push_back(i);
    std::sort(chosen.begin(), chosen.end(), [&](std::size_t a, std::size_t b) {
        const double cost_a = offers[a].cost_yuan_per_m2.central, cost_b = offers[b].cost_yuan_per_m2.central;
        return cost_a != cost_b ? cost_a < cost_b : market.parcels[a].id < market.parcels[b].id;
    });
    return chosen;
}

void append(SupplyCurve& curve, std::size_t parcel, Area net, const model::Estimate& unit_cost) {
    const Area before = curve.points.empty() ? Area{} : curve.points.back().cumulative;
    curve.points.push_back({model::ParcelId(parcel), net, before + net, unit_cost});
}

}  // namespace

bool Market::on_offer(std::size_t parcel) const {
    return model::is_offered(statement.parcels.at(parcel), statement.offered_classes);
}

bool Market::suitable(std::size_t parcel, std::size_t cluster) const {
    if (!on_offer(parcel)) return false;
    const model::ParcelScore& score = suitability.of(parcel, cluster);
    return score.state == model::ScoreState::Scored && score.score >= least_score;
}

std::vector<SupplyCurve> supply_curves(const Market& market, const std::vector<ParcelOffer>& offers) {
    std::vector<SupplyCurve> curves;
    for (std::size_t c = 0; c < market.suitability.clusters.size(); ++c) {
        const model::ClusterId cluster = market.suitability.clusters[c].cluster;
        SupplyCurve city{cluster, "", market.least_score, {}};
        std::map<std::string, SupplyCurve> towns;
        for (std::size_t i : by_cost(market, offers, c)) {
            const Area net = market.statement.parcels[i].net;
            append(city, i, net, offers[i].cost_yuan_per_m2);
            const std::string town =
                market.parcels[i].town_code.empty() ? model::no_town : market.parcels[i].town_code;
            auto& curve =
                towns.try_emplace(town, SupplyCurve{cluster, town, market.least_score, {}}).first->second;
            append(curve, i, net, offers[i].cost_yuan_per_m2);
        }
        curves.push_back(std::move(city));
        for (auto& [town, curve] : towns) curves.push_back(std::move(curve));
    }
    return curves;
}

std::vector<model::ParetoFront> pareto_fronts(const Market& market, const std::vector<ParcelOffer>& offers) {
    std::vector<model::ParetoFront> fronts;
    for (std::size_t c = 0; c < market.suitability.clusters.size(); ++c) {
        model::ParetoFront front{market.suitability.clusters[c].cluster, market.least_score, {}};
        std::vector<std::size_t> order = by_cost(market, offers, c);
        // At equal cost the better one first, so that it hides the others.
        std::stable_sort(order.begin(), order.end(), [&](std::size_t a, std::size_t b) {
            const ParcelOffer &x = offers[a], &y = offers[b];
            if (x.cost_yuan_per_m2.central != y.cost_yuan_per_m2.central)
                return x.cost_yuan_per_m2.central < y.cost_yuan_per_m2.central;
            return x.quality.central > y.quality.central;
        });
        double best = -1;
        for (std::size_t i : order)
            if (offers[i].quality.central > best) {
                front.parcels.emplace_back(i);
                best = offers[i].quality.central;
            }
        fronts.push_back(std::move(front));
    }
    return fronts;
}

}  // namespace zonewright::supply
