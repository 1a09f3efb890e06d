// How large may the numbers of an allocation be, so that every sum and product of them is exact?
//
// The door (check_magnitude, part of validate) admits a problem whose objective, shortfall, money and land in
// quotas all stay within 2^61; prices stay within the bounds below, so that a price of one area unit fits 64
// bits whatever limits a unit counts towards; what multiplies prices and areas is added in 128 bits. A bound
// is brought back to 64 bits by `to_bound`, which only ever raises one that would not fit: no objective lies
// beyond 2^62, so the raised bound holds too. Errors: InputError from check_magnitude alone.
#pragma once

#include <algorithm>
#include <cstddef>
#include <cstdint>

#include "allocation/solver/problem.h"

namespace zonewright::allocation {

/// Sums of area · value · scale are exact in this.
using Wide = __int128;

inline constexpr std::int64_t most_land = std::int64_t{1} << 57;  ///< cm²: a thousand times a large country
inline constexpr std::int64_t most_worth = std::int64_t{1}
                                           << 61;          ///< of all land, sides and shortfalls together
inline constexpr std::int64_t most_money = unlimited - 1;  ///< of all land
inline constexpr std::int64_t most_penalty = std::int64_t{1} << 38;
inline constexpr std::size_t most_quotas = std::size_t{1} << 14;
inline constexpr std::uint32_t most_towns = 100'000;

inline constexpr std::int64_t largest_scale = std::int64_t{1} << 30;  ///< of prices
inline constexpr std::int64_t largest_price = std::int64_t{1} << 46;  ///< scaled, per area unit, of one limit
inline constexpr std::int64_t highest_money_price = unlimited / 2;    ///< in 2^-budget_shift, per money unit
inline constexpr std::int64_t largest_charge = std::int64_t{1}
                                               << 59;  ///< scaled, per area unit, of sets and money
inline constexpr std::int64_t no_objective = -(std::int64_t{3} << 60);  ///< below that of every allocation

/// The product, or the nearest number that fits.
inline Wide product(Wide a, Wide b) {
    Wide result = 0;
    if (!__builtin_mul_overflow(a, b, &result)) return result;
    const Wide most = static_cast<Wide>(~static_cast<unsigned __int128>(0) >> 1);
    return (a < 0) == (b < 0) ? most : -most;
}

inline std::int64_t clamped(Wide number, std::int64_t reach) {
    return static_cast<std::int64_t>(std::clamp<Wide>(number, -reach, reach));
}

/// The number of a double that may be anything, NaN included, within ±reach.
std::int64_t rounded(double number, std::int64_t reach);

/// The whole objective below a scaled bound, in 64 bits.
std::int64_t to_bound(Wide scaled, std::int64_t scale);

/// Throws InputError that names the number, its limit and what helps.
void check_magnitude(const AllocationProblem& problem);

}  // namespace zonewright::allocation
