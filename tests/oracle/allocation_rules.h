// Random allocation problems with every combination of rules: which rules are on follows from the seed, so
// that every combination comes equally often; all else is drawn.
#pragma once

#include <algorithm>
#include <array>
#include <cstdint>
#include <string>
#include <vector>

#include "allocation/solver/problem.h"
#include "base/random.h"

namespace zonewright::allocation::testing {

enum Rule : unsigned {
    PlaceQuotas = 1,         ///< of places that overlap, with a minimum, a maximum, or both
    ClusterPlaceQuotas = 2,  ///< the same for single clusters
    MoneyLimit = 4,
    TownLimits = 8,
    NeighbourSides = 16,  ///< whole units only: divisible land draws smallest lots instead
    LocksAndForbidden = 32,
    ExclusiveSets = 64,
    DivisibleLand = 128,
};
inline constexpr unsigned rule_combinations = 256;

inline bool has(unsigned rules, Rule rule) {
    return (rules & rule) != 0;
}

inline std::string name_of(unsigned rules) {
    std::string name = has(rules, DivisibleLand) ? "divisible" : "whole";
    const std::array<std::pair<Rule, const char*>, 7> words{{{PlaceQuotas, "places"},
                                                             {ClusterPlaceQuotas, "cluster-places"},
                                                             {MoneyLimit, "budget"},
                                                             {TownLimits, "towns"},
                                                             {NeighbourSides, "neighbours"},
                                                             {LocksAndForbidden, "locks"},
                                                             {ExclusiveSets, "sets"}}};
    for (const auto& [rule, word] : words)
        if (has(rules, rule))
            name += has(rules, DivisibleLand) && rule == NeighbourSides ? " lots" : std::string(" ") + word;
    return name;
}

class RuleProblem {
public:
    explicit RuleProblem(std::uint64_t seed)
        : rules_(static_cast<unsigned>(seed % rule_combinations)), random_(seed, "rules") {}

    AllocationProblem draw() {
        problem_.divisible = has(rules_, DivisibleLand);
        add_units(3 + random_.below(6), 1 + random_.below(3));
        if (has(rules_, PlaceQuotas)) add_quotas(false);
        if (has(rules_, ClusterPlaceQuotas)) add_quotas(true);
        if (has(rules_, MoneyLimit)) add_budget();
        if (has(rules_, TownLimits)) add_towns();
        if (has(rules_, NeighbourSides)) problem_.divisible ? add_lots() : add_sides();
        if (has(rules_, LocksAndForbidden)) add_pairs();
        if (has(rules_, ExclusiveSets)) add_sets();
        if (often(0.4)) problem_.shortfall_penalty = 1 + number(often(0.5) ? 40 : 3000);
        return std::move(problem_);
    }

private:
    bool often(double share) { return random_.unit() < share; }
    std::int64_t number(std::int64_t below) {
        return static_cast<std::int64_t>(random_.below(static_cast<std::uint64_t>(below)));
    }
    std::uint32_t position(std::size_t below) { return static_cast<std::uint32_t>(random_.below(below)); }
    std::vector<std::uint32_t> some_units(double share) {
        std::vector<std::uint32_t> units;
        for (std::uint32_t unit = 0; unit < problem_.unit_count(); ++unit)
            if (often(share)) units.push_back(unit);
        return units;
    }
    Band band_within(std::int64_t land) {
        Band band;
        const std::int64_t kind = number(4);
        if (kind != 1) band.lower = number(land + 1);
        if (kind != 0) band.upper = band.lower + number(land - band.lower + 1);
        return band;
    }
    void add_units(std::size_t units, std::size_t clusters) {
        const std::int64_t largest = often(0.5) ? 60 : 6, most = often(0.5) ? 1000 : 12;
        const double gone = random_.between(0, 0.4), wanted = random_.between(0.2, 1.4) / double(clusters);
        for (std::size_t unit = 0; unit < units; ++unit) {
            problem_.unit_names.push_back("u" + std::to_string(100 + unit));
            problem_.areas.push_back(1 + number(largest));
            land_ += problem_.areas.back();
            for (std::size_t cluster = 0; cluster < clusters; ++cluster)
                problem_.values.push_back(
                    often(gone) ? ineligible
                                : static_cast<std::int32_t>(number(most) - (often(0.1) ? most : 0)));
        }
        for (std::size_t cluster = 0; cluster < clusters; ++cluster) {
            problem_.cluster_names.push_back("c" + std::to_string(cluster));
            const auto lower = static_cast<std::int64_t>(double(land_) * wanted * random_.between(0.2, 1.5));
            problem_.demand.push_back(
                {often(0.2) ? 0 : lower, often(0.1) ? unlimited : lower + number(land_)});
            if (often(0.3)) problem_.demand.back().upper = problem_.demand.back().lower + number(4);
        }
    }
    void add_quotas(bool of_cluster) {
        for (std::int64_t left = 1 + number(3); left > 0; --left) {
            const std::vector<std::uint32_t> units = some_units(0.6);
            std::int64_t land = 0;
            for (const std::uint32_t unit : units) land += problem_.areas[unit];
            Quota quota{.place = static_cast<std::uint32_t>(problem_.places.size()),
                        .band = band_within(land)};
            if (of_cluster) quota.cluster = position(problem_.cluster_count());
            problem_.places.push_back({"p" + std::to_string(quota.place), units});
            problem_.quotas.push_back(quota);
        }
    }
    void add_budget() {
        Budget budget;
        double all = 0;
        for (const std::int64_t area : problem_.areas) {
            budget.cost.push_back(static_cast<std::int32_t>(number(40)));
            all += double(area) * budget.cost.back();
        }
        budget.limit = static_cast<std::int64_t>(all * random_.between(0.1, 0.9));
        problem_.budget = budget;
    }
    void add_towns() {
        TownLimit limit{.town_of = {}, .town_count = 3, .maximum = {}};
        for (std::size_t unit = 0; unit < problem_.unit_count(); ++unit) limit.town_of.push_back(position(3));
        for (std::size_t cluster = 0; cluster < problem_.cluster_count(); ++cluster)
            limit.maximum.push_back(position(3));
        problem_.town_limit = limit;
    }
    void add_lots() {
        for (std::size_t cluster = 0; cluster < problem_.cluster_count(); ++cluster)
            problem_.minimum_site.push_back(number(20));
    }
    void add_sides() {
        const std::size_t clusters = problem_.cluster_count();
        Neighbourhood sides{{}, std::vector<std::int64_t>(clusters * clusters, 0)};
        for (std::uint32_t a = 0; a < problem_.unit_count(); ++a)
            for (std::uint32_t b = a + 1; b < problem_.unit_count(); ++b)
                if (often(0.3)) sides.sides.push_back({a, b, 1 + number(20)});
        for (std::size_t j = 0; j < clusters; ++j)
            for (std::size_t l = j; l < clusters; ++l)
                sides.affinity[j * clusters + l] = sides.affinity[l * clusters + j] = number(101) - 50;
        problem_.neighbourhood = sides;
    }
    void add_pairs() {
        for (std::uint32_t unit = 0; unit < 2; ++unit) {
            const std::uint32_t cluster = position(problem_.cluster_count());
            if (problem_.value(unit, cluster) == ineligible) continue;
            (unit == 0 ? problem_.locked : problem_.forbidden).push_back({unit, cluster});
        }
    }
    void add_sets() {
        for (std::int64_t left = 1 + number(3); left > 0; --left) {
            const std::vector<std::uint32_t> units = some_units(0.4);
            if (units.size() > 1) problem_.exclusive.push_back(units);
        }
    }

    unsigned rules_;
    Random random_;
    AllocationProblem problem_;
    std::int64_t land_ = 0;
};

/// The same problem with all land, lots, bands, money and sides so many times as large.
inline AllocationProblem enlarged(AllocationProblem problem, std::int64_t times) {
    const auto grow = [&](Band& band) {
        band.lower *= times;
        if (band.upper < unlimited) band.upper *= times;
    };
    for (std::int64_t& area : problem.areas) area *= times;
    for (std::int64_t& lot : problem.minimum_site) lot *= times;
    for (Band& band : problem.demand) grow(band);
    for (Quota& quota : problem.quotas) grow(quota.band);
    if (problem.budget) problem.budget->limit *= times;
    if (problem.neighbourhood)
        for (Side& side : problem.neighbourhood->sides) side.weight *= times;
    return problem;
}

}  // namespace zonewright::allocation::testing
