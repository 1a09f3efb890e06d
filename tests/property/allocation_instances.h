// Random allocation problems for the tests of allocation: small enough to enumerate, with every rule switched
// on by turns.
#pragma once

#include <algorithm>
#include <cstdint>
#include <optional>
#include <string>

#include "allocation/solve.h"
#include "allocation/solver/evaluation.h"
#include "allocation/solver/problem.h"
#include "base/errors.h"
#include "base/random.h"

namespace zonewright::allocation::testing {

struct Shape {
    std::size_t units = 6;
    std::size_t clusters = 3;
    std::int64_t largest_area = 20;
    std::int32_t largest_value = 30;
    double ineligible_share = 0.15;
    double demand_share = 0.8;  ///< of all land, wanted at least
    double band = 0.25;
    bool divisible = false;
    bool town_quotas = false;      ///< disjoint places: a flow
    bool cluster_quotas = false;   ///< the same places, by cluster
    bool crossing_quotas = false;  ///< places that cross the towns: side limits
    bool budget = false;
    bool exclusive = false;
    bool town_limit = false;
    bool locks = false;
    bool neighbours = false;
};

inline AllocationProblem random_problem(std::uint64_t seed, const Shape& shape) {
    Random random(seed, "allocation");
    AllocationProblem problem;
    problem.divisible = shape.divisible;
    std::int64_t land = 0;
    for (std::size_t unit = 0; unit < shape.units; ++unit) {
        problem.areas.push_back(
            1 + static_cast<std::int64_t>(random.below(static_cast<std::uint64_t>(shape.largest_area))));
        land += problem.areas.back();
        for (std::size_t cluster = 0; cluster < shape.clusters; ++cluster)
            problem.values.push_back(random.unit() < shape.ineligible_share
                                         ? ineligible
                                         : static_cast<std::int32_t>(random.below(
                                               static_cast<std::uint64_t>(shape.largest_value) + 1)));
    }
    std::vector<double> weights;
    double total = 0;
    for (std::size_t cluster = 0; cluster < shape.clusters; ++cluster)
        weights.push_back(0.2 + random.unit()), total += weights.back();
    for (std::size_t cluster = 0; cluster < shape.clusters; ++cluster) {
        problem.cluster_names.push_back("c" + std::to_string(cluster));
        const double wanted = shape.demand_share * static_cast<double>(land) * weights[cluster] / total;
        problem.demand.push_back(
            {static_cast<std::int64_t>(wanted), static_cast<std::int64_t>(wanted * (1 + shape.band))});
    }
    constexpr std::uint32_t towns = 3;
    std::vector<PlaceUnits> town(towns), strip(2);
    std::vector<std::uint32_t> town_of;
    for (std::uint32_t unit = 0; unit < shape.units; ++unit) {
        town_of.push_back(static_cast<std::uint32_t>(random.below(towns)));
        town[town_of.back()].units.push_back(unit);
        strip[random.below(2)].units.push_back(unit);
    }
    const auto land_of = [&](const PlaceUnits& place) {
        std::int64_t area = 0;
        for (const std::uint32_t unit : place.units) area += problem.areas[unit];
        return static_cast<double>(area);
    };
    const auto add_place = [&](const PlaceUnits& place, const std::string& name) {
        problem.places.push_back({name, place.units});
        return static_cast<std::uint32_t>(problem.places.size() - 1);
    };
    const auto band_of = [&](double area, double low, double high) {
        return Band{static_cast<std::int64_t>(area * low * random.unit()),
                    static_cast<std::int64_t>(area * (low + high * random.unit()))};
    };
    for (std::uint32_t t = 0; t < towns; ++t) {
        if (town[t].units.empty() || !(shape.town_quotas || shape.cluster_quotas)) continue;
        const std::uint32_t place = add_place(town[t], "t" + std::to_string(t));
        const double area = land_of(town[t]);
        if (shape.town_quotas) problem.quotas.push_back({place, std::nullopt, band_of(area, 0.4, 0.6)});
        if (shape.cluster_quotas)
            for (std::uint32_t cluster = 0; cluster < shape.clusters; cluster += 2)
                problem.quotas.push_back({place, cluster, {0, band_of(area, 0.2, 0.4).upper}});
    }
    if (shape.crossing_quotas)
        for (const PlaceUnits& place : strip)
            if (!place.units.empty())
                problem.quotas.push_back(
                    {add_place(place, "s"),
                     std::nullopt,
                     {0, static_cast<std::int64_t>(land_of(place) * random.between(0.4, 0.9))}});
    if (shape.budget) {
        Budget budget;
        double all = 0;
        for (std::size_t unit = 0; unit < shape.units; ++unit) {
            budget.cost.push_back(static_cast<std::int32_t>(random.below(10)));
            all += static_cast<double>(budget.cost.back() * problem.areas[unit]);
        }
        budget.limit = static_cast<std::int64_t>(all * random.between(0.2, 0.8));
        problem.budget = budget;
    }
    if (shape.town_limit)
        problem.town_limit = TownLimit{town_of, towns, std::vector<std::uint32_t>(shape.clusters, 1)};
    if (shape.exclusive)
        for (int set = 0; set < 2; ++set) {
            std::vector<std::uint32_t> units;
            for (std::uint32_t unit = 0; unit < shape.units; ++unit)
                if (random.unit() < 0.35) units.push_back(unit);
            if (units.size() > 1) problem.exclusive.push_back(units);
        }
    if (shape.neighbours) {
        Neighbourhood neighbourhood;
        for (std::uint32_t a = 0; a < shape.units; ++a)
            for (std::uint32_t b = a + 1; b < shape.units; ++b)
                if (random.unit() < 0.4)
                    neighbourhood.sides.push_back({a, b, 1 + static_cast<std::int64_t>(random.below(9))});
        neighbourhood.affinity.assign(shape.clusters * shape.clusters, 0);
        for (std::size_t j = 0; j < shape.clusters; ++j)
            for (std::size_t l = j; l < shape.clusters; ++l) {
                const std::int64_t liking = j == l ? 8 : static_cast<std::int64_t>(random.below(9)) - 8;
                neighbourhood.affinity[j * shape.clusters + l] =
                    neighbourhood.affinity[l * shape.clusters + j] = liking;
            }
        problem.neighbourhood = neighbourhood;
    }
    if (shape.locks && shape.units > 2) {
        for (const std::uint32_t unit : {0u, 1u}) {
            const auto cluster = static_cast<std::uint32_t>(random.below(shape.clusters));
            if (problem.value(unit, cluster) == ineligible ||
                problem.areas[unit] > problem.demand[cluster].upper / 2)
                continue;
            if (unit == 0)
                problem.locked.push_back({unit, cluster});
            else
                problem.forbidden.push_back({unit, cluster});
        }
    }
    return problem;
}

/// The best allocation of whole units by trying all of them; nothing when no allocation keeps every rule.
inline std::optional<std::int64_t> best_by_enumeration(const AllocationProblem& problem) {
    const Limits limits(problem);
    const std::int64_t penalty = penalty_of(problem);
    std::vector<std::uint32_t> option(problem.unit_count(), 0);
    std::optional<std::int64_t> best;
    while (true) {
        std::vector<Piece> pieces;
        for (std::uint32_t unit = 0; unit < option.size(); ++unit)
            if (option[unit] > 0) pieces.push_back({unit, option[unit] - 1, problem.areas[unit]});
        const Evaluation evaluation = evaluate(problem, limits, pieces);
        const std::int64_t objective = evaluation.value - penalty * evaluation.shortfall;
        if (evaluation.violations.empty() && (!best || objective > *best)) best = objective;
        std::size_t at = 0;
        while (at < option.size() && option[at] == problem.cluster_count()) option[at++] = 0;
        if (at == option.size()) return best;
        ++option[at];
    }
}

}  // namespace zonewright::allocation::testing
