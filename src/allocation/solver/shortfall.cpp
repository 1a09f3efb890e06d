#include "allocation/solver/shortfall.h"

#include <algorithm>
#include <array>
#include <functional>
#include <map>
#include <tuple>

#include "allocation/solver/multipliers.h"
#include "allocation/solver/prices.h"
#include "allocation/solver/relaxation.h"

namespace zonewright::allocation {

namespace {

constexpr std::int64_t highest_shortfall_price = 4096;
constexpr std::size_t multiplier_rounds = 60;
constexpr std::size_t nodes_for_towns = 400;

/// The price of one area unit of shortfall: as fine as prices are, as far as all that is wanted can be added
/// up.
std::int64_t price_of_shortfall(const AllocationProblem& problem) {
    Wide wanted = 1;
    for (const Band& band : problem.demand) wanted += band.lower;
    for (const Quota& quota : problem.quotas) wanted += quota.band.lower;
    return static_cast<std::int64_t>(std::clamp<Wide>(most_worth / wanted, 1, highest_shortfall_price));
}

/// Units with the same options, quotas and cost as one; only the shortfall counts.
AllocationProblem counted(const AllocationProblem& problem) {
    const Limits limits(problem);
    const Choices choices(problem);
    const std::vector<Options> options = options_of(problem, choices);
    using Key = std::tuple<Options, std::int32_t, std::uint32_t, std::vector<std::uint32_t>>;
    std::map<Key, std::uint32_t> known;
    AllocationProblem result;
    result.cluster_names = problem.cluster_names;
    result.demand = problem.demand;
    result.quotas = problem.quotas;
    result.divisible = true;
    result.shortfall_penalty = price_of_shortfall(problem);
    for (const PlaceUnits& place : problem.places) result.places.push_back({place.name, {}});
    if (problem.budget) result.budget = Budget{problem.budget->limit, {}};
    if (problem.town_limit)
        result.town_limit = TownLimit{{}, problem.town_limit->town_count, problem.town_limit->maximum};
    const auto first_quota = static_cast<std::uint32_t>(problem.cluster_count());
    for (std::uint32_t unit = 0; unit < problem.unit_count(); ++unit) {
        const auto quotas = limits.quotas_of(unit);
        const std::int32_t cost = problem.budget ? problem.budget->cost[unit] : 0;
        const std::uint32_t town = problem.town_limit ? problem.town_limit->town_of[unit] : 0;
        const auto [found, is_new] =
            known.try_emplace({options[unit], cost, town, {quotas.begin(), quotas.end()}},
                              static_cast<std::uint32_t>(result.areas.size()));
        if (!is_new) {
            result.areas[found->second] += problem.areas[unit];
            continue;
        }
        result.areas.push_back(problem.areas[unit]);
        if (result.budget) result.budget->cost.push_back(cost);
        if (result.town_limit) result.town_limit->town_of.push_back(town);
        for (std::uint32_t cluster = 0; cluster < first_quota; ++cluster) {
            const bool open = (options[unit] >> cluster & 1) != 0;
            result.values.push_back(open ? 0 : ineligible);
            if (open && (options[unit] >> first_quota & 1) == 0)
                result.locked.push_back({found->second, cluster});
        }
        for (const std::uint32_t quota : quotas) {
            auto& units = result.places[problem.quotas[quota - first_quota].place].units;
            if (units.empty() || units.back() != found->second) units.push_back(found->second);
        }
    }
    return result;
}

Relaxed relaxed_shortfall(const AllocationProblem& counted_problem, const Progress& progress) {
    const Limits limits(counted_problem);
    const std::int64_t price = counted_problem.shortfall_penalty;
    const Relaxation relaxation(counted_problem, limits, price);
    const std::vector<Options> options = options_of(counted_problem, Choices(counted_problem));
    std::int64_t wanted = 0;
    for (std::size_t limit = 0; limit < limits.size(); ++limit) wanted += limits[limit].band.lower;
    const auto known = [&](const Relaxed&) { return -wanted * price; };
    return find_multipliers(counted_problem, limits, relaxation, options, price, {}, multiplier_rounds, known,
                            progress)
        .relaxed;
}

std::int64_t shortfall_of(std::int64_t bound, std::int64_t price) {
    return bound >= 0 ? 0 : (-bound + price - 1) / price;
}

/// Calls visit for every single rule that could be lifted, with the problem without it.
class Reliefs {
public:
    Reliefs(const AllocationProblem& problem, const std::vector<std::uint32_t>& clusters)
        : problem_(&problem), clusters_(&clusters) {}

    using Visit = std::function<void(const ShortfallRelief&, const AllocationProblem&)>;
    void for_each(const Visit& visit) const {
        quotas(visit);
        clusters(visit);
        whole_problem(visit);
    }
    AllocationProblem without_any() const {
        AllocationProblem open = *problem_;
        for (Quota& quota : open.quotas) quota.band.upper = unlimited;
        for (std::int32_t& value : open.values) value = std::max(value, 0);
        open.minimum_site.clear();
        open.forbidden.clear();
        open.locked.clear();
        open.budget.reset();
        open.town_limit.reset();
        return open;
    }

private:
    void quotas(const Visit& visit) const {
        for (std::size_t at = 0; at < problem_->quotas.size(); ++at) {
            const Quota& quota = problem_->quotas[at];
            if (quota.band.upper >= unlimited) continue;
            AllocationProblem lifted = *problem_;
            lifted.quotas[at].band.upper = unlimited;
            visit({quota.cluster ? LimitReliefKind::ClusterPlaceQuota : LimitReliefKind::PlaceQuota,
                   quota.cluster, quota.place},
                  lifted);
        }
    }
    void clusters(const Visit& visit) const {
        for (const std::uint32_t cluster : *clusters_) {
            AllocationProblem lifted = *problem_;
            for (std::size_t unit = 0; unit < lifted.unit_count(); ++unit) {
                std::int32_t& value = lifted.values[unit * lifted.cluster_count() + cluster];
                if (value == ineligible) value = 0;
            }
            visit({LimitReliefKind::Eligibility, cluster, std::nullopt}, lifted);
            if (problem_->minimum_site.empty() || problem_->minimum_site[cluster] == 0) continue;
            lifted = *problem_;
            lifted.minimum_site[cluster] = 0;
            visit({LimitReliefKind::MinimumSite, cluster, std::nullopt}, lifted);
        }
    }
    void whole_problem(const Visit& visit) const {
        const auto lift = [&](LimitReliefKind kind, bool applies,
                              const std::function<void(AllocationProblem&)>& change) {
            if (!applies) return;
            AllocationProblem lifted = *problem_;
            change(lifted);
            visit({kind, std::nullopt, std::nullopt}, lifted);
        };
        lift(LimitReliefKind::Forbidden, !problem_->forbidden.empty(),
             [](AllocationProblem& p) { p.forbidden.clear(); });
        lift(LimitReliefKind::Locked, !problem_->locked.empty(),
             [](AllocationProblem& p) { p.locked.clear(); });
        if (problem_->town_limit)
            for (std::uint32_t cluster = 0; cluster < problem_->cluster_count(); ++cluster) {
                if (problem_->town_limit->maximum[cluster] == 0) continue;
                AllocationProblem lifted = *problem_;
                lifted.town_limit->maximum[cluster] = 0;
                visit({LimitReliefKind::MaximumTowns, cluster, std::nullopt}, lifted);
            }
        lift(LimitReliefKind::Budget, problem_->budget.has_value(),
             [](AllocationProblem& p) { p.budget.reset(); });
    }

    const AllocationProblem* problem_;
    const std::vector<std::uint32_t>* clusters_;
};

}  // namespace

std::int64_t least_shortfall(const AllocationProblem& problem, const Progress& progress) {
    const AllocationProblem count = counted(problem);
    const std::int64_t price = count.shortfall_penalty;
    if (!problem.town_limit) return shortfall_of(relaxed_shortfall(count, progress).bound, price);
    return shortfall_of(solve(count, {.node_budget = nodes_for_towns}, progress).bound, price);
}

ShortfallReport explain_shortfall(const AllocationProblem& problem, const Progress& progress) {
    const Relaxed relaxed = relaxed_shortfall(counted(problem), progress);
    ShortfallReport report{.least = problem.town_limit
                                        ? least_shortfall(problem, progress)
                                        : shortfall_of(relaxed.bound, price_of_shortfall(problem))};
    if (report.least == 0) return report;
    for (std::uint32_t cluster = 0; cluster < problem.cluster_count(); ++cluster) {
        if (relaxed.prices.limit[cluster] >= 0) continue;  // more land would not lessen the shortfall
        report.clusters.push_back(cluster);
        report.wanted += problem.demand[cluster].lower;
    }
    report.reachable = std::max<std::int64_t>(0, report.wanted - report.least);
    const Reliefs reliefs(problem, report.clusters);
    reliefs.for_each([&](ShortfallRelief relief, const AllocationProblem& lifted) {
        relief.gain = report.least - least_shortfall(lifted, progress);
        if (relief.gain > 0) report.reliefs.push_back(relief);
    });
    std::stable_sort(report.reliefs.begin(), report.reliefs.end(),
                     [](const ShortfallRelief& a, const ShortfallRelief& b) { return a.gain > b.gain; });
    report.beyond_relief = least_shortfall(reliefs.without_any(), progress);
    return report;
}

model::LimitRelief in_model(const AllocationProblem& problem, const ShortfallRelief& relief) {
    static constexpr std::array kinds{"place",     "cluster_place", "eligibility", "minimum_site",
                                      "forbidden", "locked",        "budget",      "maximum_towns"};
    return {.kind = kinds[static_cast<std::size_t>(relief.kind)],
            .cluster = relief.cluster ? problem.cluster_names[*relief.cluster] : "",
            .place = relief.place ? problem.places[*relief.place].name : "",
            .gain = Area{relief.gain}};
}

}  // namespace zonewright::allocation
