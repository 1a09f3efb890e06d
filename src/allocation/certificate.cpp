#include "allocation/certificate.h"

#include <nlohmann/json.hpp>

namespace zonewright::allocation {

namespace {

using nlohmann::json;

json in_json(const Band& band) {
    return {band.lower, band.upper >= unlimited ? json(nullptr) : json(band.upper)};
}

json in_json(const std::vector<UnitCluster>& pairs) {
    json list = json::array();
    for (const UnitCluster& pair : pairs) list.push_back({pair.unit, pair.cluster});
    return list;
}

json units_of(const AllocationProblem& problem) {
    json units = json::array();
    for (std::size_t unit = 0; unit < problem.unit_count(); ++unit) {
        json values = json::array();
        for (std::size_t cluster = 0; cluster < problem.cluster_count(); ++cluster) {
            const std::int32_t value = problem.value(unit, cluster);
            values.push_back(value == ineligible ? json(nullptr) : json(value));
        }
        units.push_back({problem.unit_name(unit), problem.areas[unit], std::move(values)});
    }
    return units;
}

json problem_in_json(const AllocationProblem& problem, std::int64_t penalty) {
    json text{{"clusters", problem.cluster_names},       {"units", units_of(problem)},
              {"minimum_lot", problem.minimum_site},     {"locked", in_json(problem.locked)},
              {"forbidden", in_json(problem.forbidden)}, {"exclusive", problem.exclusive},
              {"divisible", problem.divisible},          {"shortfall_penalty", penalty}};
    for (const Band& band : problem.demand) text["demand"].push_back(in_json(band));
    text["places"] = json::array();
    for (const PlaceUnits& place : problem.places)
        text["places"].push_back({{"name", place.name}, {"units", place.units}});
    text["quotas"] = json::array();
    for (const Quota& quota : problem.quotas)
        text["quotas"].push_back({{"place", quota.place},
                                  {"band", in_json(quota.band)},
                                  {"cluster", quota.cluster ? json(*quota.cluster) : json(nullptr)}});
    if (problem.budget) text["budget"] = {{"limit", problem.budget->limit}, {"cost", problem.budget->cost}};
    if (problem.town_limit)
        text["town_limit"] = {{"town_of", problem.town_limit->town_of},
                              {"town_count", problem.town_limit->town_count},
                              {"maximum", problem.town_limit->maximum}};
    if (!problem.neighbourhood) return text;
    json sides = json::array();
    for (const Side& side : problem.neighbourhood->sides) sides.push_back({side.a, side.b, side.weight});
    text["neighbourhood"] = {{"affinity", problem.neighbourhood->affinity}, {"sides", sides}};
    return text;
}

json answer_in_json(const Answer& answer) {
    json pieces = json::array();
    for (const Piece& piece : answer.pieces) pieces.push_back({piece.unit, piece.cluster, piece.area});
    return {{"pieces", pieces},
            {"prices",
             {{"scale", answer.prices.scale},
              {"limit", answer.prices.limit},
              {"exclusive", answer.prices.exclusive},
              {"messages", answer.prices.messages},
              {"units", answer.prices.units},
              {"unit_limits", answer.prices.unit_limits},
              {"unit_sets", answer.prices.unit_sets}}},
            {"objective", answer.objective},
            {"value", answer.value},
            {"shortfall", answer.shortfall},
            {"bound", answer.bound},
            {"price_bound", answer.price_bound},
            {"gap", answer.gap},
            {"stop", model::to_string(answer.stop)}};
}

}  // namespace

std::string certificate_of(const AllocationProblem& problem, const Answer& answer) {
    return json{{"schema", certificate_schema},
                {"problem", problem_in_json(problem, answer.penalty)},
                {"answer", answer_in_json(answer)}}
        .dump();
}

}  // namespace zonewright::allocation
