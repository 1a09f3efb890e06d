#include "base/units.h"

#include <fmt/format.h>

#include <algorithm>
#include <cmath>
#include <numeric>

#include "base/errors.h"

namespace zonewright {

double round_half_up(double value, int decimals) {
    const double scale = std::pow(10.0, decimals);
    const double scaled = std::fabs(value) * scale;
    // The nudge undoes the binary representation error of decimal halves (0.285 is stored as 0.28499…).
    return std::copysign(std::floor(scaled + 0.5 + scaled * 1e-15) / scale, value);
}

Area Area::from_m2(double m2) {
    // More than the Earth has; what is beyond cannot be held, and is the area of coordinates that are no place.
    constexpr double most_m2 = 9e14;
    if (!(std::fabs(m2) <= most_m2))
        throw InputError({.thing = both("面积", "area"),
                          .value = both("{} 平方米", "{} m²", m2),
                          .expected = both("地球上的面积", "an area on the Earth"),
                          .advice = both("检查坐标系，以及坐标是否漏了小数点", "check the CRS, and the coordinates for a lost point")});
    return Area{std::llround(round_half_up(m2, 2) * 100.0) * 100};
}

std::vector<std::int64_t> round_closed(std::span<const double> parts, int decimals) {
    const double scale = std::pow(10.0, decimals);
    double total = 0;
    for (double part : parts) total += part;
    std::vector<std::int64_t> rounded;
    rounded.reserve(parts.size());
    for (double part : parts) rounded.push_back(static_cast<std::int64_t>(std::floor(part * scale)));
    std::int64_t missing = std::llround(round_half_up(total, decimals) * scale) -
                           std::accumulate(rounded.begin(), rounded.end(), std::int64_t{0});
    std::vector<std::size_t> order(parts.size());
    std::iota(order.begin(), order.end(), std::size_t{0});
    std::stable_sort(order.begin(), order.end(), [&](std::size_t a, std::size_t b) {
        return parts[a] * scale - std::floor(parts[a] * scale) >
               parts[b] * scale - std::floor(parts[b] * scale);
    });
    for (std::size_t i = 0; missing > 0 && !order.empty(); i = (i + 1) % order.size(), --missing)
        ++rounded[order[i]];
    for (std::size_t i = order.size(); missing < 0 && !order.empty(); ++missing) {
        i = (i == 0 ? order.size() : i) - 1;
        --rounded[order[i]];
    }
    return rounded;
}

std::string with_thousands(double value, int decimals) {
    std::string digits = fmt::format("{:.{}f}", round_half_up(std::fabs(value), decimals), decimals);
    const std::size_t point = digits.find('.');
    for (std::size_t at = point == std::string::npos ? digits.size() : point; at > 3;)
        digits.insert(at -= 3, ",");
    return value < 0 ? "-" + digits : digits;
}

}  // namespace zonewright
