#include "raster/terrain.h"

#include <algorithm>
#include <array>
#include <cmath>
#include <numbers>

#include "base/parallel.h"
#include "base/vectorised.h"
#include "raster/disc.h"

namespace zonewright::raster {
namespace {

/// The 3 × 3 heights around a cell with every missing one continued through the centre.
class Neighbourhood {
public:
    Neighbourhood(const Grid<float>& heights, std::size_t column, std::size_t row) {
        const auto columns = static_cast<std::ptrdiff_t>(heights.spec.columns);
        const auto rows = static_cast<std::ptrdiff_t>(heights.spec.rows);
        for (int dy = -1; dy <= 1; ++dy)
            for (int dx = -1; dx <= 1; ++dx) {
                const std::ptrdiff_t c = static_cast<std::ptrdiff_t>(column) + dx,
                                     r = static_cast<std::ptrdiff_t>(row) + dy;
                const bool there = c >= 0 && r >= 0 && c < columns && r < rows;
                at(dx, dy) = there ? static_cast<double>(
                                         heights.at(static_cast<std::size_t>(c), static_cast<std::size_t>(r)))
                                   : std::nan("");
            }
        continue_side(1, 0);
        continue_side(0, 1);
        const auto known = z_;
        for (int dy : {-1, 1})
            for (int dx : {-1, 1}) {
                if (!std::isnan(at(dx, dy))) continue;
                const double opposite = known[position(-dx, -dy)];
                at(dx, dy) =
                    std::isnan(opposite) ? at(dx, 0) + at(0, dy) - at(0, 0) : 2 * at(0, 0) - opposite;
            }
    }

    double& at(int dx, int dy) { return z_[position(dx, dy)]; }

private:
    static std::size_t position(int dx, int dy) { return static_cast<std::size_t>(3 * (dy + 1) + dx + 1); }

    void continue_side(int dx, int dy) {
        double &a = at(dx, dy), &b = at(-dx, -dy);
        const double centre = at(0, 0);
        if (std::isnan(a) && std::isnan(b)) a = b = centre;
        if (std::isnan(a)) a = 2 * centre - b;
        if (std::isnan(b)) b = 2 * centre - a;
    }

    std::array<double, 9> z_{};
};

/// tan(a / 2) of tan a.
inline double half_of(double tangent) {
    return tangent / (1 + std::sqrt(1 + tangent * tangent));
}
/// The angle of a slope in degrees, the same on every machine: three times the half of it is taken, and the series of the
/// arc tangent has an end below the last place for what is left (at most 11.25°).
inline double degrees_of(double rise_east, double rise_south) {
    const double eighth = half_of(half_of(half_of(std::sqrt(rise_east * rise_east + rise_south * rise_south))));
    const double s = eighth * eighth;  // written out: loops in loops are not vectorised
    const double far = 1.0 / 13 - s * (1.0 / 15 - s * (1.0 / 17 - s * (1.0 / 19 - s * (1.0 / 21))));
    const double near = 1.0 - s * (1.0 / 3 - s * (1.0 / 5 - s * (1.0 / 7 - s * (1.0 / 9 - s * (1.0 / 11 - s * far)))));
    return 8 * eighth * near * (180.0 / std::numbers::pi);
}

/// Slopes of `count` cells in a row from the rows before, of and behind them; no data where a height around is missing.
ZONEWRIGHT_VECTORISED void slopes_inside(const float* before, const float* here, const float* behind, std::size_t count,
                                         double span_m, float* degrees) {
    for (std::size_t i = 0; i < count; ++i) {
        const auto north_west = static_cast<double>(before[i]), north = static_cast<double>(before[i + 1]),
                   north_east = static_cast<double>(before[i + 2]), west = static_cast<double>(here[i]),
                   centre = static_cast<double>(here[i + 1]), east = static_cast<double>(here[i + 2]),
                   south_west = static_cast<double>(behind[i]), south = static_cast<double>(behind[i + 1]),
                   south_east = static_cast<double>(behind[i + 2]);
        const double to_east = (north_east + 2 * east + south_east) - (north_west + 2 * west + south_west);
        const double to_south = (south_west + 2 * south + south_east) - (north_west + 2 * north + north_east);
        const double angle = degrees_of(to_east / span_m, to_south / span_m);
        degrees[i] = static_cast<float>(angle + 0 * centre);  // no data stays no data
    }
}

ZONEWRIGHT_VECTORISED void pairwise_lowest(const float* a, const float* b, float* out, std::size_t count) {
    for (std::size_t i = 0; i < count; ++i) out[i] = b[i] < a[i] ? b[i] : a[i];
}
ZONEWRIGHT_VECTORISED void lower_to(const float* a, const float* b, float* out, std::size_t count) {
    for (std::size_t i = 0; i < count; ++i) {
        const float lowest = b[i] < a[i] ? b[i] : a[i];
        out[i] = lowest < out[i] ? lowest : out[i];
    }
}

/// The lowest value of a row within any number of cells to both sides: two overlapping stretches whose length
/// is a power of two, each level made from the one below.
class Stretches {
public:
    /// `sign` -1 asks for the highest. Missing cells and cells beyond the row are left out.
    void load(std::span<const float> row, std::size_t reach, float sign) {
        constexpr float nothing = std::numeric_limits<float>::infinity();
        reach_ = reach;
        columns_ = row.size();
        const std::size_t padded = columns_ + 2 * reach;
        std::size_t count = 1;
        while ((std::size_t{1} << count) <= 2 * reach + 1) ++count;
        levels_.resize(count);
        levels_[0].assign(padded, nothing);
        for (std::size_t c = 0; c < columns_; ++c)
            if (row[c] == row[c]) levels_[0][c + reach] = sign * row[c];
        for (std::size_t p = 1; p < count; ++p) {
            const std::size_t half = std::size_t{1} << (p - 1);
            levels_[p].resize(padded);
            if (padded < 2 * half) continue;
            pairwise_lowest(levels_[p - 1].data(), levels_[p - 1].data() + half, levels_[p].data(),
                            padded - 2 * half + 1);
        }
    }
    /// out[c] becomes the lowest of itself and the cells c - half … c + half.
    void lower(float* out, std::size_t half) const {
        const std::size_t wide = 2 * half + 1;
        std::size_t p = 0;
        while ((std::size_t{2} << p) <= wide) ++p;
        const float* first = levels_[p].data() + reach_ - half;
        lower_to(first, first + wide - (std::size_t{1} << p), out, columns_);
    }

private:
    std::vector<std::vector<float>> levels_;
    std::size_t reach_ = 0, columns_ = 0;
};

/// Lowest and (negated) highest values around the rows of one block, taken from every row that reaches into
/// it.
class ReliefBlock {
public:
    ReliefBlock(const Grid<float>& heights, const std::vector<std::int64_t>& half_widths, std::size_t first,
                std::size_t end)
        : heights_(heights), first_(first), end_(end) {
        constexpr float nothing = std::numeric_limits<float>::infinity();
        low_.assign((end - first) * heights.spec.columns, nothing);
        high_ = low_;
        const std::size_t reach = half_widths.size() - 1;
        const auto widest =
            static_cast<std::size_t>(*std::max_element(half_widths.begin(), half_widths.end()));
        for (std::size_t row = first - std::min(first, reach); row < std::min(heights.spec.rows, end + reach);
             ++row) {
            lowest_.load(heights.row(row), widest, 1);
            highest_.load(heights.row(row), widest, -1);
            for (std::size_t away = 0; away <= reach; ++away) {
                const auto half = static_cast<std::size_t>(half_widths[away]);
                lower(row + away, half);
                if (away > 0 && row >= away) lower(row - away, half);
            }
        }
    }
    void write(Grid<float>& relief) const {
        const std::size_t columns = heights_.spec.columns;
        for (std::size_t row = first_; row < end_; ++row)
            for (std::size_t c = 0; c < columns; ++c)
                if (!std::isnan(heights_.at(c, row)))
                    relief.at(c, row) =
                        -high_[(row - first_) * columns + c] - low_[(row - first_) * columns + c];
    }

private:
    void lower(std::size_t row, std::size_t half) {
        if (row < first_ || row >= end_) return;
        const std::size_t offset = (row - first_) * heights_.spec.columns;
        lowest_.lower(low_.data() + offset, half);
        highest_.lower(high_.data() + offset, half);
    }

    const Grid<float>& heights_;
    std::size_t first_, end_;
    std::vector<float> low_, high_;
    Stretches lowest_, highest_;
};

constexpr std::size_t rows_of_block = 64;

Grid<float> relief(const Grid<float>& heights, const std::vector<std::int64_t>& half_widths,
                   const Progress& progress) {
    Grid<float> result(heights.spec, no_data);
    parallel_blocks(heights.spec.rows, rows_of_block, progress, [&](std::size_t first, std::size_t end) {
        ReliefBlock(heights, half_widths, first, end).write(result);
    });
    return result;
}

}  // namespace

Grid<float> slope_degrees(const Grid<float>& heights, const Progress& progress) {
    Grid<float> result(heights.spec, no_data);
    const std::size_t columns = heights.spec.columns, rows = heights.spec.rows;
    const double span_m = 8 * heights.spec.cell_m;
    const auto at_an_edge = [&](std::size_t column, std::size_t row) {
        Neighbourhood z(heights, column, row);
        const double east = z.at(1, -1) + 2 * z.at(1, 0) + z.at(1, 1), west = z.at(-1, -1) + 2 * z.at(-1, 0) + z.at(-1, 1);
        const double north = z.at(-1, -1) + 2 * z.at(0, -1) + z.at(1, -1), south = z.at(-1, 1) + 2 * z.at(0, 1) + z.at(1, 1);
        return static_cast<float>(degrees_of((east - west) / span_m, (south - north) / span_m));
    };
    parallel_for(rows, 16, progress, [&](std::size_t row) {
        const bool inside = row > 0 && row + 1 < rows && columns > 2;
        if (inside)
            slopes_inside(heights.row(row - 1).data(), heights.row(row).data(), heights.row(row + 1).data(), columns - 2, span_m,
                          &result.at(1, row));
        for (std::size_t column = 0; column < columns; ++column)
            if (std::isnan(result.at(column, row)) && !std::isnan(heights.at(column, row)))
                result.at(column, row) = at_an_edge(column, row);
    });
    return result;
}

Grid<float> relief_in_disc(const Grid<float>& heights, double radius_m, const Progress& progress) {
    return relief(heights, disc_half_widths(radius_m, heights.spec.cell_m), progress);
}

Grid<float> relief_in_square(const Grid<float>& heights, std::size_t cells_wide, const Progress& progress) {
    const auto half = static_cast<std::int64_t>(cells_wide / 2);
    return relief(heights, std::vector<std::int64_t>(static_cast<std::size_t>(half) + 1, half), progress);
}

}  // namespace zonewright::raster
