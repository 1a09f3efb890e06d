#include "model/printed_area.h"

#include <algorithm>
#include <cmath>
#include <functional>
#include <numeric>
#include <optional>
#include <utility>

#include "base/errors.h"

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
    return scaled / unit.denominator - (scaled % unit.denominator < 0 ? 1 : 0);
}

/// Above the floor; 0 … denominator − 1.
std::int64_t remainder_of(Area area, const PrintUnit& unit) {
    return area.cm2 * unit.numerator - floor_of(area, unit) * unit.denominator;
}

/// Half away from zero.
std::int64_t half_up(Area area, const PrintUnit& unit) {
    if (area.cm2 < 0) return -half_up(-area, unit);
    return floor_of(area, unit) + (2 * remainder_of(area, unit) >= unit.denominator ? 1 : 0);
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

/// The cells of a cross table while they are brought to their totals, in units of print.
class CrossTable {
public:
    CrossTable(std::span<const std::vector<Area>> cells, std::span<const double> rows, std::span<const double> columns)
        : cells_(cells), row_left_(units_of(rows)), column_left_(units_of(columns)) {
        if (std::accumulate(row_left_.begin(), row_left_.end(), std::int64_t{0}) !=
            std::accumulate(column_left_.begin(), column_left_.end(), std::int64_t{0}))
            throw InternalError({.thing = "close_cross", .value = "rows and columns add up differently"});
        for (std::size_t i = 0; i < cells.size(); ++i) {
            units_.emplace_back();
            for (std::size_t j = 0; j < cells[i].size(); ++j) {
                units_.back().push_back(half_up(cells[i][j], in_hectares));
                row_left_[i] -= units_[i][j], column_left_[j] -= units_[i][j];
            }
        }
        while (any(row_left_, 1) || any(row_left_, -1) || any(column_left_, 1) || any(column_left_, -1)) step();
    }

    std::vector<std::vector<double>> hectares() const {
        std::vector<std::vector<double>> result;
        for (const auto& row : units_) {
            result.emplace_back();
            for (const std::int64_t cell : row) result.back().push_back(whole(cell, in_hectares));
        }
        return result;
    }

private:
    static std::vector<std::int64_t> units_of(std::span<const double> hectares) {
        std::vector<std::int64_t> units;
        for (const double value : hectares) units.push_back(std::llround(value * in_hectares.per_whole));
        return units;
    }
    static bool any(const std::vector<std::int64_t>& left, std::int64_t sign) {
        return std::ranges::any_of(left, [&](std::int64_t units) { return units * sign > 0; });
    }

    /// How well a cell bears one unit more (or less): what it is short of, zeros last.
    double bearing(std::size_t i, std::size_t j, std::int64_t sign) const {
        const double short_of = cells_[i][j].hectares() * in_hectares.per_whole - static_cast<double>(units_[i][j]);
        return (cells_[i][j] == Area{} ? -10 : 0) + short_of * static_cast<double>(sign);
    }

    /// One unit in the best of the cells whose row and column both want it.
    bool change_one(std::int64_t sign) {
        std::optional<std::pair<std::size_t, std::size_t>> best;
        for (std::size_t i = 0; i < units_.size(); ++i)
            for (std::size_t j = 0; row_left_[i] * sign > 0 && j < units_[i].size(); ++j)
                if (column_left_[j] * sign > 0 &&
                    (!best || bearing(i, j, sign) > bearing(best->first, best->second, sign)))
                    best = {i, j};
        if (best) put(best->first, best->second, sign);
        return best.has_value();
    }

    void put(std::size_t i, std::size_t j, std::int64_t sign) {
        units_[i][j] += sign, row_left_[i] -= sign, column_left_[j] -= sign;
    }

    /// A unit goes where row and column want it; else from a row that has too much to one that has too little, in one
    /// column, or from a column to another in one row.
    void step() {
        if (change_one(1) || change_one(-1)) return;
        const bool between_rows = any(row_left_, 1);
        const auto& left = between_rows ? row_left_ : column_left_;
        const auto more = static_cast<std::size_t>(std::ranges::max_element(left) - left.begin());
        const auto less = static_cast<std::size_t>(std::ranges::min_element(left) - left.begin());
        const std::size_t others = between_rows ? column_left_.size() : row_left_.size();
        const auto gain = [&](std::size_t k) {
            return between_rows ? bearing(more, k, 1) + bearing(less, k, -1) : bearing(k, more, 1) + bearing(k, less, -1);
        };
        std::size_t best = 0;
        for (std::size_t k = 1; k < others; ++k)
            if (gain(k) > gain(best)) best = k;
        put(between_rows ? more : best, between_rows ? best : more, 1);
        put(between_rows ? less : best, between_rows ? best : less, -1);
    }

    std::span<const std::vector<Area>> cells_;
    std::vector<std::int64_t> row_left_, column_left_;  ///< what rows and columns are still short of
    std::vector<std::vector<std::int64_t>> units_;
};

}  // namespace

std::vector<std::vector<double>> close_cross(std::span<const std::vector<Area>> cells, std::span<const double> rows,
                                             std::span<const double> columns) {
    return CrossTable(cells, rows, columns).hectares();
}

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
