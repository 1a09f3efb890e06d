// A certificate read back, strictly: see certificate.h.
#include <algorithm>
#include <array>
#include <utility>

#include "allocation/certificate.h"
#include "allocation/solver/strict_json.h"
#include "base/errors.h"
#include "base/language.h"

namespace zonewright::allocation {

namespace {

Band band_from(const StrictJson& text) {
    const auto sides = text.items(2);
    return {sides[0].whole<std::int64_t>(), sides[1].is_null() ? unlimited : sides[1].whole<std::int64_t>()};
}

std::vector<UnitCluster> pairs_from(const StrictJson& list) {
    std::vector<UnitCluster> pairs;
    for (const StrictJson& item : list.items()) {
        const auto pair = item.items(2);
        pairs.push_back({pair[0].whole<std::uint32_t>(), pair[1].whole<std::uint32_t>()});
    }
    return pairs;
}

void read_units(const StrictJson& list, AllocationProblem& problem) {
    for (const StrictJson& item : list.items()) {
        const auto unit = item.items(3);
        problem.unit_names.push_back(unit[0].word());
        problem.areas.push_back(unit[1].whole<std::int64_t>());
        for (const StrictJson& value : unit[2].items(problem.cluster_count()))
            problem.values.push_back(value.is_null() ? ineligible : value.whole<std::int32_t>());
    }
}

void read_quotas(StrictObject& text, AllocationProblem& problem) {
    for (const StrictJson& item : text.at("places").items()) {
        StrictObject place(item);
        problem.places.push_back({place.at("name").word(), place.at("units").wholes<std::uint32_t>()});
        place.close();
    }
    for (const StrictJson& item : text.at("quotas").items()) {
        StrictObject quota(item);
        Quota read{.place = quota.at("place").whole<std::uint32_t>(), .band = band_from(quota.at("band"))};
        const StrictJson cluster = quota.at("cluster");
        if (!cluster.is_null()) read.cluster = cluster.whole<std::uint32_t>();
        quota.close();
        problem.quotas.push_back(read);
    }
}

void read_budget(const StrictJson& text, AllocationProblem& problem) {
    StrictObject budget(text);
    problem.budget =
        Budget{budget.at("limit").whole<std::int64_t>(), budget.at("cost").wholes<std::int32_t>()};
    budget.close();
}

void read_towns(const StrictJson& text, AllocationProblem& problem) {
    StrictObject towns(text);
    problem.town_limit =
        TownLimit{towns.at("town_of").wholes<std::uint32_t>(), towns.at("town_count").whole<std::uint32_t>(),
                  towns.at("maximum").wholes<std::uint32_t>()};
    towns.close();
}

void read_neighbourhood(const StrictJson& text, AllocationProblem& problem) {
    StrictObject neighbourhood(text);
    problem.neighbourhood.emplace();
    problem.neighbourhood->affinity = neighbourhood.at("affinity").wholes<std::int64_t>();
    for (const StrictJson& item : neighbourhood.at("sides").items()) {
        const auto side = item.items(3);
        problem.neighbourhood->sides.push_back(
            {side[0].whole<std::uint32_t>(), side[1].whole<std::uint32_t>(), side[2].whole<std::int64_t>()});
    }
    neighbourhood.close();
}

AllocationProblem problem_from(const StrictJson& value) {
    StrictObject text(value);
    AllocationProblem problem;
    problem.cluster_names = text.at("clusters").words();
    for (const StrictJson& band : text.at("demand").items()) problem.demand.push_back(band_from(band));
    read_units(text.at("units"), problem);
    problem.minimum_site = text.at("minimum_lot").wholes<std::int64_t>();
    problem.locked = pairs_from(text.at("locked"));
    problem.forbidden = pairs_from(text.at("forbidden"));
    for (const StrictJson& set : text.at("exclusive").items())
        problem.exclusive.push_back(set.wholes<std::uint32_t>());
    problem.divisible = text.at("divisible").flag();
    problem.shortfall_penalty = text.at("shortfall_penalty").whole<std::int64_t>();
    read_quotas(text, problem);
    if (text.has("budget")) read_budget(text.at("budget"), problem);
    if (text.has("town_limit")) read_towns(text.at("town_limit"), problem);
    if (text.has("neighbourhood")) read_neighbourhood(text.at("neighbourhood"), problem);
    text.close();
    return problem;
}

Prices prices_from(const StrictJson& value) {
    StrictObject text(value);
    Prices prices;
    prices.scale = text.at("scale").whole<std::int64_t>();
    prices.limit = text.at("limit").wholes<std::int64_t>();
    prices.exclusive = text.at("exclusive").wholes<std::int64_t>();
    prices.messages = text.at("messages").wholes<std::int32_t>();
    if (text.has("units")) prices.units = text.at("units").wholes<std::int64_t>();
    if (text.has("unit_limits")) prices.unit_limits = text.at("unit_limits").wholes<std::int64_t>();
    if (text.has("unit_sets")) prices.unit_sets = text.at("unit_sets").wholes<std::int64_t>();
    text.close();
    return prices;
}

model::StopReason stop_from(const StrictJson& text) {
    using enum model::StopReason;
    const std::string word = text.word();
    for (const model::StopReason reason : {Proved, GapReached, NodeBudget, RoundBudget})
        if (model::to_string(reason) == word) return reason;
    text.refuse("proved / gap_reached / node_budget / round_budget");
}

/// Pieces of the problem, each once, in order.
std::vector<Piece> pieces_from(const StrictJson& list, const AllocationProblem& problem) {
    std::vector<Piece> pieces;
    for (const StrictJson& item : list.items()) {
        const auto piece = item.items(3);
        pieces.push_back({piece[0].whole<std::uint32_t>(), piece[1].whole<std::uint32_t>(),
                          piece[2].whole<std::int64_t>()});
        const Piece& last = pieces.back();
        if (last.unit >= problem.unit_count() || last.cluster >= problem.cluster_count())
            item.refuse(both("已有的单元与产业", "a known unit and cluster"));
        if (last.area <= 0 || last.area > problem.areas[last.unit])
            item.refuse(both("1 … {} 的面积", "an area of 1 … {}", problem.areas[last.unit]));
        if (pieces.size() < 2) continue;
        const Piece& before = pieces[pieces.size() - 2];
        if (std::pair(before.unit, before.cluster) >= std::pair(last.unit, last.cluster))
            item.refuse(both("每个单元与产业一次，按顺序", "every unit and cluster once, in order"));
    }
    return pieces;
}

Answer answer_from(const StrictJson& value, const AllocationProblem& problem) {
    StrictObject text(value);
    Answer answer{.penalty = problem.shortfall_penalty};
    answer.pieces = pieces_from(text.at("pieces"), problem);
    answer.prices = prices_from(text.at("prices"));
    answer.objective = text.at("objective").whole<std::int64_t>();
    answer.value = text.at("value").whole<std::int64_t>();
    answer.shortfall = text.at("shortfall").whole<std::int64_t>();
    answer.bound = text.at("bound").whole<std::int64_t>();
    answer.price_bound = text.at("price_bound").whole<std::int64_t>();
    answer.gap = text.at("gap").number();
    answer.stop = stop_from(text.at("stop"));
    text.close();
    return answer;
}

}  // namespace

Certificate read_certificate(std::string_view text) {
    const nlohmann::json whole = parse_strictly(text);
    StrictObject top(StrictJson(whole, ""));
    const StrictJson schema = top.at("schema");
    if (schema.word() != certificate_schema) schema.refuse(certificate_schema);
    Certificate certificate{.problem = problem_from(top.at("problem"))};
    validate(certificate.problem);
    certificate.answer = answer_from(top.at("answer"), certificate.problem);
    top.close();
    return certificate;
}

}  // namespace zonewright::allocation
