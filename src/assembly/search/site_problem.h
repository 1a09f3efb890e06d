// One rooted problem as plain numbers: the cheapest connected set of parcels around a centre, under the site
// rules.
//
// Node 0 is the centre parcel; all other nodes are the parcels that may belong to a site around it. Areas are
// whole m² (rounded down), costs whole ticks; 1024 ticks are one unit of the objective, so that multipliers
// in ticks per m² are fine enough and every bound is an exact integer. Costs may be negative (scores to be
// collected).
#pragma once

#include <cstdint>
#include <limits>
#include <span>
#include <vector>

namespace zonewright::assembly {

inline constexpr std::int64_t ticks_per_unit = 1024;
/// "No such set": larger than any cost, small enough to be added to without overflow.
inline constexpr std::int64_t unreachable = std::numeric_limits<std::int64_t>::max() / 8;

/// Limits on the whole site; the defaults limit nothing.
struct SiteLimits {
    int owners = std::numeric_limits<int>::max();
    int towns = std::numeric_limits<int>::max();
    int redevelopment_permille = 1000;  ///< share of the site's area that may be redevelopment
    bool operator==(const SiteLimits&) const = default;
};

/// A shape rule as sets of nodes: at least one set must lie wholly inside the site (a place for the disc or
/// rectangle).
using Placements = std::vector<std::vector<int>>;

struct SiteProblem {
    std::vector<std::uint32_t> parcel;  ///< position of each node in the caller's parcels
    std::vector<std::int64_t> area_m2;  ///< non-negative
    std::vector<std::int64_t> cost;     ///< ticks
    std::vector<int> owner, town;       ///< small numbers; equal means the same
    std::vector<char> redevelopment;    ///< 1: counts toward the limit
    std::vector<int> first_neighbour;   ///< neighbours of v: neighbour[first_neighbour[v]] … [v + 1]
    std::vector<int> neighbour;         ///< ascending within a node
    std::int64_t minimum_site_m2 = 0, maximum_site_m2 = 0;
    SiteLimits limits;
    std::vector<Placements> shape_rules;        ///< each of them must hold
    std::int64_t cost_step = ticks_per_unit;  ///< every cost is a multiple of it

    int size() const { return static_cast<int>(area_m2.size()); }
    std::span<const int> neighbours(int node) const {
        const auto at = static_cast<std::size_t>(node);
        return std::span(neighbour).subspan(
            static_cast<std::size_t>(first_neighbour[at]),
            static_cast<std::size_t>(first_neighbour[at + 1] - first_neighbour[at]));
    }
    bool has_negative_costs() const;
    std::int64_t total_area_m2() const;
};

/// Least cost of a set with its area in the window when parcels may be cut and need not touch: a lower bound,
/// rounded down to a tick; `unreachable` when even all nodes are too small or the centre alone too large. O(n
/// log n).
std::int64_t knapsack_bound(const SiteProblem& problem);

/// Does the set (ascending nodes) keep the window, the connection, the limits and the shape rules? The plain
/// check, without any of the search's devices.
bool is_feasible(const SiteProblem& problem, std::span<const int> nodes);
std::int64_t cost_of(const SiteProblem& problem, std::span<const int> nodes);
std::int64_t area_of(const SiteProblem& problem, std::span<const int> nodes);

/// a / b rounded toward minus infinity; b > 0.
constexpr std::int64_t floor_divide(std::int64_t a, std::int64_t b) {
    return a >= 0 ? a / b : -((-a + b - 1) / b);
}
constexpr std::int64_t ceil_divide(std::int64_t a, std::int64_t b) {
    return -floor_divide(-a, b);
}

}  // namespace zonewright::assembly
