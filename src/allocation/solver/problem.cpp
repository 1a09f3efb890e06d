#include "allocation/solver/problem.h"

#include <algorithm>
#include <functional>
#include <set>

#include "allocation/solver/limits.h"
#include "allocation/solver/magnitude.h"
#include "allocation/solver/prices.h"
#include "base/errors.h"
#include "base/language.h"
#include "base/units.h"

namespace zonewright::allocation {

namespace {

[[noreturn]] void refuse(Text thing, Text value, Text expected, Text advice) {
    throw InputError({std::move(thing), std::move(value), std::move(expected), std::move(advice)});
}

/// For people: "12,345.67 m²（18.52 亩）".
Text land_of(Wide cm2) {
    const Area area{clamped(cm2, unlimited)};
    return both("{} m²（{} 亩）", "{} m² ({} mu)", with_thousands(area.m2(), 2),
                with_thousands(area.mu(), 2));
}

/// Of cm² times yuan per m².
Text money_of(Wide amount) {
    return both("{} 元", "{} yuan", with_thousands(static_cast<double>(amount) / 1e4, 0));
}

std::int64_t largest_value(const AllocationProblem& problem) {
    std::int64_t most = 0;
    for (const std::int32_t value : problem.values)
        if (value != ineligible) most = std::max(most, std::abs(std::int64_t{value}));
    return most;
}

void check_sizes(const AllocationProblem& problem) {
    const std::size_t clusters = problem.cluster_count();
    if (clusters == 0 || clusters > most_clusters)
        refuse(both("产业数", "number of clusters"), std::to_string(clusters),
               "1 … " + std::to_string(most_clusters), "");
    const auto fits = [&](const char* what, std::size_t size, std::size_t expected) {
        if (size != expected) refuse(what, std::to_string(size), std::to_string(expected), "");
    };
    fits("demand", problem.demand.size(), clusters);
    fits("values", problem.values.size(), problem.unit_count() * clusters);
    if (!problem.unit_names.empty()) fits("unit_names", problem.unit_names.size(), problem.unit_count());
    if (!problem.minimum_site.empty()) fits("minimum_site", problem.minimum_site.size(), clusters);
    if (problem.budget) fits("budget.cost", problem.budget->cost.size(), problem.unit_count());
    if (problem.town_limit) {
        fits("town_limit.town_of", problem.town_limit->town_of.size(), problem.unit_count());
        fits("town_limit.maximum", problem.town_limit->maximum.size(), clusters);
        for (const std::uint32_t town : problem.town_limit->town_of)
            if (town >= problem.town_limit->town_count)
                refuse("town_limit.town_of", std::to_string(town), "", "");
    }
    if (problem.neighbourhood) fits("affinity", problem.neighbourhood->affinity.size(), clusters * clusters);
}

void check_once(const Text& thing, std::vector<std::string> names) {
    std::sort(names.begin(), names.end());
    const auto twice = std::adjacent_find(names.begin(), names.end());
    if (twice != names.end())
        refuse(thing, *twice, both("每个编号只出现一次", "every id only once"),
               both("删除重复的一个", "remove one of the two"));
}

void check_units(const AllocationProblem& problem) {
    for (std::size_t unit = 0; unit < problem.unit_count(); ++unit)
        if (problem.areas[unit] <= 0)
            refuse(both("单元 {} 的面积", "area of unit {}", problem.unit_name(unit)),
                   land_of(problem.areas[unit]), both("正数", "a positive number"),
                   both("删除该单元或改正面积", "remove the unit or correct its area"));
    check_once(both("单元编号", "unit id"), problem.unit_names);
    check_once(both("产业编号", "cluster id"), problem.cluster_names);
    if (problem.budget)
        for (std::size_t unit = 0; unit < problem.unit_count(); ++unit)
            if (problem.budget->cost[unit] < 0)
                refuse(both("单元 {} 的成本", "cost of unit {}", problem.unit_name(unit)),
                       std::to_string(problem.budget->cost[unit]), both("不为负", "not negative"), "");
}

void check_band(const Text& thing, const Band& band) {
    if (band.lower < 0 || band.lower > band.upper || band.upper > unlimited)
        refuse(thing, land_of(band.lower) + " … " + land_of(band.upper),
               both("0 ≤ 下限 ≤ 上限", "0 <= lower <= upper"), both("改正上下限", "correct the limits"));
}

/// Known units, each once, in order.
void check_list(const AllocationProblem& problem, const Text& thing,
                const std::vector<std::uint32_t>& units) {
    const auto unknown = std::find_if(units.begin(), units.end(),
                                      [&](std::uint32_t unit) { return unit >= problem.unit_count(); });
    if (unknown != units.end())
        refuse(thing, std::to_string(*unknown), both("已有的单元", "a known unit"),
               both("改正列表", "correct the list"));
    const auto wrong = std::adjacent_find(units.begin(), units.end(), std::greater_equal<>());
    if (wrong != units.end())
        refuse(thing, problem.unit_name(*std::next(wrong)),
               both("每个单元一次，按顺序", "every unit once, in order"),
               both("改正列表", "correct the list"));
}

void check_lists(const AllocationProblem& problem) {
    for (const PlaceUnits& place : problem.places) check_list(problem, place.name, place.units);
    for (std::size_t set = 0; set < problem.exclusive.size(); ++set) {
        std::vector<std::uint32_t> units = problem.exclusive[set];
        std::sort(units.begin(), units.end());
        check_list(problem, both("互斥组 {}", "exclusive set {}", set), units);
    }
    if (!problem.neighbourhood) return;
    for (const Side& side : problem.neighbourhood->sides)
        if (side.a == side.b || std::max(side.a, side.b) >= problem.unit_count())
            refuse(both("相邻关系", "neighbours"), std::to_string(side.a) + " – " + std::to_string(side.b),
                   both("两个已有的单元", "two known units"), both("改正列表", "correct the list"));
}

Text quota_name(const AllocationProblem& problem, const Quota& quota) {
    const Text cluster =
        quota.cluster ? problem.cluster_names[*quota.cluster] : both("全部产业", "all clusters");
    return both("{} 的限额（{}）", "quota of {} ({})", problem.places[quota.place].name, cluster);
}

void check_quota(const AllocationProblem& problem, const Quota& quota) {
    if (quota.place >= problem.places.size() || (quota.cluster && *quota.cluster >= problem.cluster_count()))
        refuse("quota", std::to_string(quota.place), both("已有的地区与产业", "a known place and cluster"),
               "");
    check_band(quota_name(problem, quota), quota.band);
    Wide land = 0;
    for (const std::uint32_t unit : problem.places[quota.place].units) land += problem.areas[unit];
    if (quota.band.lower > land)
        refuse(quota_name(problem, quota), land_of(quota.band.lower),
               both("不超过该地可用土地 {}", "at most the land there, {}", land_of(land)),
               both("降低下限", "lower the minimum"));
    Wide wanted = 0;
    for (std::size_t cluster = 0; cluster < problem.cluster_count(); ++cluster)
        if (!quota.cluster || *quota.cluster == cluster) wanted += problem.demand[cluster].upper;
    if (quota.band.lower > wanted)
        refuse(
            quota_name(problem, quota), land_of(quota.band.lower),
            both("不超过各产业需求上限之和 {}", "at most what the clusters take in all, {}", land_of(wanted)),
            both("提高需求上限或降低下限", "raise the demand bands or lower the minimum"));
}

/// A minimum inside a place cannot exceed the maximum of a place that holds it.
void check_nesting(const AllocationProblem& problem) {
    for (const Quota& outer : problem.quotas)
        for (const Quota& inner : problem.quotas) {
            if (&inner == &outer || inner.band.lower <= outer.band.upper) continue;
            if (outer.cluster && (!inner.cluster || *inner.cluster != *outer.cluster)) continue;
            const auto& large = problem.places[outer.place].units;
            const auto& small = problem.places[inner.place].units;
            if (!std::includes(large.begin(), large.end(), small.begin(), small.end())) continue;
            refuse(quota_name(problem, inner), land_of(inner.band.lower),
                   both("不超过 {} 的上限 {}", "at most the maximum of the {}, {}",
                        quota_name(problem, outer), land_of(outer.band.upper)),
                   both("改正其中一个", "correct one of them"));
        }
}

void check_pairs(const AllocationProblem& problem) {
    const auto known = [&](const std::vector<UnitCluster>& pairs, const char* what) {
        for (const UnitCluster& pair : pairs)
            if (pair.unit >= problem.unit_count() || pair.cluster >= problem.cluster_count())
                refuse(what, std::to_string(pair.unit) + " → " + std::to_string(pair.cluster),
                       both("已有的单元与产业", "a known unit and cluster"), "");
    };
    known(problem.locked, "locked");
    known(problem.forbidden, "forbidden");
    std::vector<UnitCluster> locked = problem.locked;
    std::sort(locked.begin(), locked.end());
    for (std::size_t i = 1; i < locked.size(); ++i)
        if (locked[i].unit == locked[i - 1].unit)
            refuse(both("单元 {} 的锁定", "locks of unit {}", problem.unit_name(locked[i].unit)),
                   problem.cluster_names[locked[i - 1].cluster] + ", " +
                       problem.cluster_names[locked[i].cluster],
                   both("只锁定一个产业", "a lock to one cluster only"),
                   both("删除其中一个", "remove one of them"));
    const Choices choices(problem);
    for (const UnitCluster& lock : problem.locked)
        if (!choices.allowed(lock.unit, lock.cluster))
            refuse(both("单元 {} 锁定到 {}", "lock of unit {} to {}", problem.unit_name(lock.unit),
                        problem.cluster_names[lock.cluster]),
                   "",
                   both("允许的产业：有评分、未被禁止、不小于最小地块",
                        "a cluster it may go to: scored, not forbidden, no smaller than the minimum lot"),
                   both("删除锁定", "remove the lock"));
}

/// Locked land must fit into every limit it counts towards.
void check_locks_fit(const AllocationProblem& problem) {
    const Limits limits(problem);
    std::vector<Wide> used(limits.size(), 0);
    for (const UnitCluster& lock : problem.locked) {
        const Wide area = problem.areas[lock.unit];
        limits.for_each(lock.unit, lock.cluster, [&](std::uint32_t limit) { used[limit] += area; });
        if (limits.budget()) used[*limits.budget()] += area * problem.budget->cost[lock.unit];
    }
    for (std::size_t limit = 0; limit < limits.size(); ++limit) {
        if (used[limit] <= limits[limit].band.upper) continue;
        const Text thing = limit < problem.cluster_count()
                               ? both("{} 的需求上限", "upper demand of {}", problem.cluster_names[limit])
                           : limits[limit].kind == LimitKind::Budget
                               ? both("预算", "the budget")
                               : quota_name(problem, problem.quotas[limit - problem.cluster_count()]);
        const auto shown = [&](Wide amount) {
            return limits[limit].kind == LimitKind::Budget ? money_of(amount) : land_of(amount);
        };
        refuse(thing, shown(limits[limit].band.upper),
               both("至少为已锁定的 {}", "at least what is locked, {}", shown(used[limit])),
               both("提高上限或解除锁定", "raise the limit or remove locks"));
    }
    for (const auto& set : problem.exclusive) {
        const auto locked = std::count_if(set.begin(), set.end(), [&](std::uint32_t unit) {
            return std::any_of(problem.locked.begin(), problem.locked.end(),
                               [&](const UnitCluster& lock) { return lock.unit == unit; });
        });
        if (locked > 1)
            refuse(both("互斥单元 {} 等", "exclusive units {} …", problem.unit_name(set.front())),
                   std::to_string(locked), both("至多锁定一个", "at most one locked"), "");
    }
}

void check_towns_of_locks(const AllocationProblem& problem) {
    if (!problem.town_limit) return;
    std::vector<std::set<std::uint32_t>> towns(problem.cluster_count());
    for (const UnitCluster& lock : problem.locked)
        towns[lock.cluster].insert(problem.town_limit->town_of[lock.unit]);
    for (std::size_t cluster = 0; cluster < towns.size(); ++cluster) {
        const std::uint32_t maximum = problem.town_limit->maximum[cluster];
        if (maximum > 0 && towns[cluster].size() > maximum)
            refuse(both("{} 的镇街数上限", "number of towns for {}", problem.cluster_names[cluster]),
                   std::to_string(maximum),
                   both("至少为已锁定的 {}", "at least those of the locks, {}", towns[cluster].size()), "");
    }
}

}  // namespace

std::int64_t penalty_of(const AllocationProblem& problem) {
    if (problem.shortfall_penalty > 0) return problem.shortfall_penalty;
    // Meeting a demand may move land through every cluster and quota once; each step loses at most twice the
    // largest value.
    const auto steps = static_cast<std::int64_t>(problem.cluster_count() + problem.quotas.size() + 1);
    return 2 * steps * std::max<std::int64_t>(1, largest_value(problem));
}

void validate(const AllocationProblem& problem) {
    check_sizes(problem);
    check_units(problem);
    for (std::size_t cluster = 0; cluster < problem.cluster_count(); ++cluster)
        check_band(both("{} 的需求", "demand of {}", problem.cluster_names[cluster]),
                   problem.demand[cluster]);
    check_lists(problem);
    for (const Quota& quota : problem.quotas) check_quota(problem, quota);
    check_magnitude(problem);
    check_nesting(problem);
    check_pairs(problem);
    check_locks_fit(problem);
    check_towns_of_locks(problem);
}

}  // namespace zonewright::allocation
