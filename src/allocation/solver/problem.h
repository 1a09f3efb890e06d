// The allocation problem in integers: what may be chosen, what it is worth, and within which limits.
//
// Choose x(i,j), the area of unit i given to cluster j, to maximise  sum value(i,j)·x(i,j) −
// penalty·shortfall  so that
//   a unit is used once:      sum_j x(i,j) <= area(i);   indivisible: x(i,j) is 0 or area(i)
//   limits hold:              lower <= sum of x over the limit's (unit, cluster) pairs <= upper
// A limit is the demand band of a cluster, a quota of a place for all clusters or for one, or the budget.
// Upper sides are hard; what is missing from a lower side is the shortfall. Areas are integers, cm² where
// people read them (messages, certificates), values are integers per area unit: nothing here is rounded, so
// bands hold exactly and bounds are exact.
// Errors: InputError from validate alone.
#pragma once

#include <cstdint>
#include <limits>
#include <optional>
#include <string>
#include <utility>
#include <vector>

namespace zonewright::allocation {

inline constexpr std::int32_t ineligible = std::numeric_limits<std::int32_t>::min();
inline constexpr std::int64_t unlimited = std::numeric_limits<std::int64_t>::max() / 8;

struct Band {
    std::int64_t lower = 0;
    std::int64_t upper = unlimited;
};

struct PlaceUnits {
    std::string name;
    std::vector<std::uint32_t> units;  ///< ascending, without repetition
};

/// At least `band.lower` and at most `band.upper` of a place for one cluster, or for all together.
struct Quota {
    std::uint32_t place = 0;
    std::optional<std::uint32_t> cluster;
    Band band;
};

struct UnitCluster {
    std::uint32_t unit = 0;
    std::uint32_t cluster = 0;
    auto operator<=>(const UnitCluster&) const = default;
};

struct Budget {
    std::int64_t limit = 0;
    std::vector<std::int32_t> cost;  ///< per area unit, one per unit
};

/// At most `maximum[j]` towns for cluster j; 0 means no limit. The towns are the places `town_of[unit]`.
struct TownLimit {
    std::vector<std::uint32_t> town_of;
    std::uint32_t town_count = 0;
    std::vector<std::uint32_t> maximum;
};

/// Two units side by side: worth affinity(j, l) · weight when one goes to j and the other to l. Indivisible
/// land only.
struct Side {
    std::uint32_t a = 0, b = 0;
    std::int64_t weight = 1;
};

struct Neighbourhood {
    std::vector<Side> sides;
    std::vector<std::int64_t>
        affinity;  ///< clusters × clusters, symmetric; positive likes, negative keeps apart
};

struct AllocationProblem {
    std::vector<std::string> unit_names;  ///< unique; or empty: units are named by position
    std::vector<std::int64_t> areas;      ///< positive
    std::vector<std::string> cluster_names;
    std::vector<Band> demand;          ///< one per cluster
    std::vector<std::int32_t> values;  ///< units × clusters, row by row; `ineligible` where it may not be
    std::vector<std::int64_t>
        minimum_site;  ///< one per cluster, or empty: smallest piece it takes, as `areas`
    std::vector<PlaceUnits> places;
    std::vector<Quota> quotas;
    std::vector<UnitCluster> locked;  ///< the whole unit goes to the cluster
    std::vector<UnitCluster> forbidden;
    std::optional<Budget> budget;
    std::optional<TownLimit> town_limit;
    std::vector<std::vector<std::uint32_t>> exclusive;  ///< at most one unit of each set is used
    std::optional<Neighbourhood> neighbourhood;
    bool divisible = false;
    std::int64_t shortfall_penalty = 0;  ///< per area unit; 0: so high that no score outweighs a shortfall

    std::size_t unit_count() const { return areas.size(); }
    std::size_t cluster_count() const { return cluster_names.size(); }
    std::int32_t value(std::size_t unit, std::size_t cluster) const {
        return values[unit * cluster_names.size() + cluster];
    }
    std::string unit_name(std::size_t unit) const {
        return unit_names.empty() ? std::to_string(unit) : unit_names[unit];
    }
};

/// Throws InputError that names the thing and the numbers: sizes that do not fit, an area that is not
/// positive, a band upside down, two locks on one unit, a lock that is forbidden, locks beyond a band, quotas
/// that contradict each other or the bands, numbers too large to add exactly. Demand beyond supply and
/// clusters without an eligible unit are no faults of the input: they end in a shortfall that is explained
/// (shortfall.h).
void validate(const AllocationProblem& problem);

/// The penalty in force: the given one, or one that outweighs every exchange of land among all clusters.
std::int64_t penalty_of(const AllocationProblem& problem);

}  // namespace zonewright::allocation
