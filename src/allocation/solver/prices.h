// Prices of the limits, and what they prove: an upper bound on every allocation (weak duality), recomputable
// by anyone.
//
// The bound in the certificate's arithmetic, `>> 20` rounding towards minus infinity:
//   rules   = sum over limits of price · (upper if price > 0, else lower); the budget's term >> 20, rounded
//   up
//             + prices of exclusive sets + what the sides of the neighbourhood have left
//   worth   = scale · value − prices of the limits that (unit, cluster) counts towards − charge of the unit
//             (+ what the unit took over from its sides); idle land: 0 (+ the same)
//   charge  = sum over its exclusive sets of price / area, rounded down, + money price · cost >> 20
//   bound   = floor((rules + sum over units of area · best worth of its options) / scale)
// Divisible land under a budget pays for whole units at once: there the charge has no part for money, and a
// unit that is used pays (money price · cost · area) >> 20 instead.
// Areas in area units (cm²). Cost of price_bound: one pass over units × clusters, in 128-bit integers: exact.
// Errors: none; prices that prove nothing are told by are_valid().
#pragma once

#include <cstdint>
#include <span>
#include <vector>

#include "allocation/solver/limits.h"
#include "allocation/solver/magnitude.h"
#include "allocation/solver/problem.h"

namespace zonewright::allocation {

/// The options of a unit as bits: bit j for cluster j, bit `cluster_count` for idle land.
using Options = std::uint64_t;
inline constexpr std::size_t most_clusters = 62;

inline constexpr int budget_shift = 20;  ///< the budget's price is in 2^-20 of a price

struct Prices {
    std::int64_t scale = 1;  ///< prices are in 1/scale of a value
    /// Per area unit, within ±largest_price; of the budget: per money unit, in 2^-budget_shift, not negative.
    std::vector<std::int64_t> limit;
    std::vector<std::int64_t> exclusive;  ///< per exclusive set, in scaled value · area; not negative
    /// Per side of the neighbourhood (or empty) and unit of the side (a, then b) and option (clusters, then
    /// idle): what the unit's option takes over from the side, scaled, per area unit.
    std::vector<std::int32_t> messages;
    /// Per unit (or empty), scaled, for the whole unit: what it costs whoever takes it (set_relaxation.h).
    std::vector<std::int64_t> units;
    /// Per exclusive set (or empty), with `units`: the same for whoever takes one of it; not negative.
    std::vector<std::int64_t> unit_sets;
    /// Per limit (or empty), with `units`: what the quotas charge there, per area unit, in 2^-budget_shift of
    /// a price; 0 for what is no quota.
    std::vector<std::int64_t> unit_limits;
};

/// Which options every unit has from the start.
std::vector<Options> options_of(const AllocationProblem& problem, const Choices& choices);

/// What the prices leave of each option: scaled value per area unit, less everything that the option is
/// charged for.
class Worth {
public:
    Worth(const AllocationProblem& problem, const Limits& limits, const Prices& prices);

    /// `option` is a cluster or, at cluster_count, idle land.
    std::int64_t of(std::size_t unit, std::size_t option) const;
    /// The best of the given options; ties go to the first.
    std::size_t best(std::size_t unit, Options options) const;

private:
    void charge_exclusive_sets();
    void take_over_messages();

    const AllocationProblem* problem_;
    const Limits* limits_;
    const Prices* prices_;
    std::vector<std::int64_t> charge_;  ///< per unit for being used: exclusive sets and budget; or empty
    std::vector<std::int64_t>
        taken_over_;  ///< units × options, from the sides of the neighbourhood; or empty
};

/// What the limits, exclusive sets and sides themselves are worth at most at their prices.
Wide scaled_worth_of_rules(const AllocationProblem& problem, const Limits& limits,
                           std::span<const Options> options, const Prices& prices);

/// Whether weak duality covers the prices: sizes, signs, magnitudes, none of a side that a limit does not
/// have. Others prove nothing. Prices of units: see set_relaxation.h.
bool are_valid(const AllocationProblem& problem, const Limits& limits, const Prices& prices,
               std::int64_t penalty);

/// The bound that the prices prove for the given options; the objective of no allocation exceeds it.
Wide scaled_price_bound(const AllocationProblem& problem, const Limits& limits,
                        std::span<const Options> options, const Prices& prices);
std::int64_t price_bound(const AllocationProblem& problem, const Limits& limits,
                         std::span<const Options> options, const Prices& prices);

}  // namespace zonewright::allocation
