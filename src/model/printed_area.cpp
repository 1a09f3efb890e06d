#include "model/printed_area.h"

#include <algorithm>
#include <functional>
#include <numeric>
#include <utility>

namespace zonewright::model {
namespace {

/// A unit of print as a fraction of cm²: area × numerator / denominator counts units in the last decimal.
struct PrintUnit {
    std::int64_t numerator, denominator;
    double per_whole;  ///< units of print in one 公顷 or 亩
};
constexpr PrintUnit in_hectares{1, 10000, 1e4};  // 0.0001 公顷 = 1 m²
constexpr PrintUnit in_mu{3, 200000, 1e2};       // 0.01 亩 = 20/3 m²

std::int64_t floor_of(Area area, const PrintUnit& unit) {
    const std::int64_t scaled = area.cm2 * unit.numerator;
    return scaled / unit.denominator - (scaled % unit.denominator < 0);
}

/// Above the floor; 0 … denominator − 1.
std::int64_t remainder_of(Area area, const PrintUnit& unit) {
    return area.cm2 * unit.numerator - floor_of(area, unit) * unit.denominator;
}

/// Half away from zero.
std::int64_t half_up(Area area, const PrintUnit& unit) {
    if (area.cm2 < 0) return -half_up(-area, unit);
    return floor_of(area, unit) + (2 * remainder_of(area, unit) >= unit.denominator);
}

/// `total` differs by less than one unit from the sum of the rows, so the missing units are none for a row
/// without a remainder and at most one for any other.
std::vector<std::int64_t> closed_to(std::int64_t total, std::span<const Area> rows, const PrintUnit& unit) {
    std::vector<std::int64_t> units;
    for (const Area row : rows) units.push_back(floor_of(row, unit));
    const std::int64_t missing = total - std::accumulate(units.begin(), units.end(), std::int64_t{0});
    std::vector<std::size_t> order(rows.size());
    std::iota(order.begin(), order.end(), std::size_t{0});
    std::ranges::stable_sort(order, std::greater{},
                             [&](std::size_t row) { return remainder_of(rows[row], unit); });
    for (std::size_t i = 0; std::cmp_less(i, missing); ++i) ++units[order.at(i)];
    return units;
}

double whole(std::int64_t units, const PrintUnit& unit) {
    return static_cast<double>(units) / unit.per_whole;
}

std::vector<PrintedArea> closed_between(Area from, Area to, std::span<const Area> rows) {
    const auto hectares = closed_to(half_up(from, in_hectares) - half_up(to, in_hectares), rows, in_hectares);
    const auto mu = closed_to(half_up(from, in_mu) - half_up(to, in_mu), rows, in_mu);
    std::vector<PrintedArea> closed;
    for (std::size_t i = 0; i < rows.size(); ++i)
        closed.push_back({rows[i], whole(hectares[i], in_hectares), whole(mu[i], in_mu)});
    return closed;
}

Area sum_of(std::span<const Area> rows) {
    return std::accumulate(rows.begin(), rows.end(), Area{});
}

}  // namespace

PrintedArea printed(Area area) {
    return {area, whole(half_up(area, in_hectares), in_hectares), whole(half_up(area, in_mu), in_mu)};
}

PrintedRows close_rows(std::span<const Area> rows) {
    const Area total = sum_of(rows);
    return {closed_between(total, Area{}, rows), printed(total)};
}

PrintedWaterfall close_waterfall(Area gross, std::span<const Area> deductions) {
    const Area net = gross - sum_of(deductions);
    return {printed(gross), closed_between(gross, net, deductions), printed(net)};
}

}  // namespace zonewright::model
