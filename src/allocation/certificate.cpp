#include "allocation/certificate.h"

#include <cmath>
#include <nlohmann/json.hpp>

#include "base/errors.h"
#include "base/language.h"

namespace zonewright::allocation {

namespace {

using nlohmann::json;

constexpr const char* schema = "zonewright-allocation-certificate/1";

json in_json(const Band& band) {
    return {band.lower, band.upper >= unlimited ? json(nullptr) : json(band.upper)};
}

Band band_from(const json& text) {
    return {text.at(0).get<std::int64_t>(),
            text.at(1).is_null() ? unlimited : text.at(1).get<std::int64_t>()};
}

json in_json(const std::vector<UnitCluster>& pairs) {
    json list = json::array();
    for (const UnitCluster& pair : pairs) list.push_back({pair.unit, pair.cluster});
    return list;
}

std::vector<UnitCluster> pairs_from(const json& list) {
    std::vector<UnitCluster> pairs;
    for (const json& pair : list)
        pairs.push_back({pair.at(0).get<std::uint32_t>(), pair.at(1).get<std::uint32_t>()});
    return pairs;
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

AllocationProblem problem_from(const json& text) {
    AllocationProblem problem;
    text.at("clusters").get_to(problem.cluster_names);
    for (const json& band : text.at("demand")) problem.demand.push_back(band_from(band));
    for (const json& unit : text.at("units")) {
        problem.unit_names.push_back(unit.at(0).get<std::string>());
        problem.areas.push_back(unit.at(1).get<std::int64_t>());
        for (const json& value : unit.at(2))
            problem.values.push_back(value.is_null() ? ineligible : value.get<std::int32_t>());
    }
    text.at("minimum_lot").get_to(problem.minimum_site);
    problem.locked = pairs_from(text.at("locked"));
    problem.forbidden = pairs_from(text.at("forbidden"));
    text.at("exclusive").get_to(problem.exclusive);
    text.at("divisible").get_to(problem.divisible);
    text.at("shortfall_penalty").get_to(problem.shortfall_penalty);
    for (const json& place : text.at("places"))
        problem.places.push_back(
            {place.at("name").get<std::string>(), place.at("units").get<std::vector<std::uint32_t>>()});
    for (const json& quota : text.at("quotas")) {
        Quota read{.place = quota.at("place").get<std::uint32_t>(), .band = band_from(quota.at("band"))};
        if (!quota.at("cluster").is_null()) read.cluster = quota.at("cluster").get<std::uint32_t>();
        problem.quotas.push_back(read);
    }
    if (text.contains("budget"))
        problem.budget = Budget{text["budget"].at("limit").get<std::int64_t>(),
                                text["budget"].at("cost").get<std::vector<std::int32_t>>()};
    if (text.contains("town_limit"))
        problem.town_limit = TownLimit{text["town_limit"].at("town_of").get<std::vector<std::uint32_t>>(),
                                       text["town_limit"].at("town_count").get<std::uint32_t>(),
                                       text["town_limit"].at("maximum").get<std::vector<std::uint32_t>>()};
    if (!text.contains("neighbourhood")) return problem;
    problem.neighbourhood.emplace();
    text["neighbourhood"].at("affinity").get_to(problem.neighbourhood->affinity);
    for (const json& side : text["neighbourhood"].at("sides"))
        problem.neighbourhood->sides.push_back({side.at(0).get<std::uint32_t>(),
                                                side.at(1).get<std::uint32_t>(),
                                                side.at(2).get<std::int64_t>()});
    return problem;
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
              {"unit_limits", answer.prices.unit_limits}}},
            {"objective", answer.objective},
            {"value", answer.value},
            {"shortfall", answer.shortfall},
            {"bound", answer.bound},
            {"price_bound", answer.price_bound},
            {"gap", answer.gap},
            {"stop", model::to_string(answer.stop)}};
}

Answer answer_from(const json& text, std::int64_t penalty) {
    Answer answer{.penalty = penalty};
    for (const json& piece : text.at("pieces"))
        answer.pieces.push_back({piece.at(0).get<std::uint32_t>(), piece.at(1).get<std::uint32_t>(),
                                 piece.at(2).get<std::int64_t>()});
    const json& prices = text.at("prices");
    prices.at("scale").get_to(answer.prices.scale);
    prices.at("limit").get_to(answer.prices.limit);
    prices.at("exclusive").get_to(answer.prices.exclusive);
    prices.at("messages").get_to(answer.prices.messages);
    if (prices.contains("units")) prices["units"].get_to(answer.prices.units);
    if (prices.contains("unit_limits")) prices["unit_limits"].get_to(answer.prices.unit_limits);
    text.at("objective").get_to(answer.objective);
    text.at("value").get_to(answer.value);
    text.at("shortfall").get_to(answer.shortfall);
    text.at("bound").get_to(answer.bound);
    text.at("price_bound").get_to(answer.price_bound);
    text.at("gap").get_to(answer.gap);
    return answer;
}

}  // namespace

std::string certificate_of(const AllocationProblem& problem, const Answer& answer) {
    return json{{"schema", schema},
                {"problem", problem_in_json(problem, answer.penalty)},
                {"answer", answer_in_json(answer)}}
        .dump();
}

Certificate read_certificate(std::string_view text) {
    try {
        const json whole = json::parse(text);
        if (whole.at("schema") != schema)
            throw InputError({"schema", whole.at("schema").dump(), schema,
                              both("重新运行 allocate", "run allocate again")});
        Certificate certificate{.problem = problem_from(whole.at("problem"))};
        certificate.answer = answer_from(whole.at("answer"), certificate.problem.shortfall_penalty);
        return certificate;
    } catch (const json::exception& wrong) {
        throw InputError({both("配置证书", "the certificate of the allocation"), wrong.what(), schema,
                          both("重新运行 allocate", "run allocate again")});
    }
}

}  // namespace zonewright::allocation
