// Areas as the bureau counts them: exact integers in square centimetres, shown as m², 公顷 and 亩.
// Sums of Area are exact, so every waterfall and every table can be checked for equality, not for closeness.
#pragma once

#include <compare>
#include <cstdint>
#include <span>
#include <string>
#include <vector>

namespace zonewright {

inline constexpr double square_metres_per_mu = 2000.0 / 3.0;
inline constexpr double square_metres_per_hectare = 10000.0;

/// An exact area. 64 bits hold 9.2e14 m², far more than the country.
struct Area {
    std::int64_t cm2 = 0;

    /// Rounds half away from zero to 0.01 m² (100 cm²), the precision of TBMJ (TD/T 1057: Double 18,2).
    static Area from_m2(double m2);
    constexpr double m2() const { return static_cast<double>(cm2) / 1e4; }
    constexpr double mu() const { return m2() * 3.0 / 2000.0; }
    constexpr double hectares() const { return m2() / square_metres_per_hectare; }

    constexpr auto operator<=>(const Area&) const = default;
    constexpr Area& operator+=(Area other) {
        cm2 += other.cm2;
        return *this;
    }
    constexpr Area& operator-=(Area other) {
        cm2 -= other.cm2;
        return *this;
    }
    friend constexpr Area operator+(Area a, Area b) { return a += b; }
    friend constexpr Area operator-(Area a, Area b) { return a -= b; }
    constexpr Area operator-() const { return Area{-cm2}; }
};

/// Half away from zero, as 四舍五入 is understood for areas; never banker's rounding.
double round_half_up(double value, int decimals);

/// 调平: rounds `parts` to `decimals` so that they add up to the rounded total, largest remainder first, ties
/// by position. Returns integers in units of 10^-decimals; their sum equals round_half_up(sum(parts)) in the
/// same unit.
std::vector<std::int64_t> round_closed(std::span<const double> parts, int decimals);

/// "12,345.67"
std::string with_thousands(double value, int decimals);

}  // namespace zonewright
