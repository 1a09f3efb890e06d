#include "raster/terrain.h"

#include <algorithm>
#include <array>
#include <cmath>
#include <numbers>

#include "base/parallel.h"
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

double degrees_of(double rise_east, double rise_south) {
    return std::atan(std::hypot(rise_east, rise_south)) * 180.0 / std::numbers::pi;
}

/// Sliding highest and lowest value of a row within ±half cells (van Herk / Gil-Werman blocks).
class SlidingRange {
public:
    void run(std::span<const float> row, std::int64_t half, std::vector<float>& lowest,
             std::vector<float>& highest) {
        const auto n = static_cast<std::int64_t>(row.size()), wide = 2 * half + 1;
        const std::int64_t padded = (n + 2 * half + wide - 1) / wide * wide;
        pass(row, half, padded, wide, lowest, std::numeric_limits<float>::infinity(),
             [](float a, float b) { return b < a ? b : a; });
        pass(row, half, padded, wide, highest, -std::numeric_limits<float>::infinity(),
             [](float a, float b) { return b > a ? b : a; });
    }

private:
    template <typename Better>
    void pass(std::span<const float> row, std::int64_t half, std::int64_t padded, std::int64_t wide,
              std::vector<float>& out, float nothing, const Better& better) {
        const auto n = static_cast<std::int64_t>(row.size());
        const auto value = [&](std::int64_t i) {
            const std::int64_t c = i - half;
            if (c < 0 || c >= n) return nothing;
            const float v = row[static_cast<std::size_t>(c)];
            return v == v ? v : nothing;
        };
        forward_.resize(static_cast<std::size_t>(padded));
        backward_.resize(static_cast<std::size_t>(padded));
        for (std::int64_t i = 0; i < padded; ++i) {
            const auto at = static_cast<std::size_t>(i);
            forward_[at] = i % wide == 0 ? value(i) : better(forward_[at - 1], value(i));
        }
        for (std::int64_t i = padded; i-- > 0;) {
            const auto at = static_cast<std::size_t>(i);
            backward_[at] = (i + 1) % wide == 0 ? value(i) : better(backward_[at + 1], value(i));
        }
        out.resize(static_cast<std::size_t>(n));
        for (std::int64_t c = 0; c < n; ++c)
            out[static_cast<std::size_t>(c)] = better(backward_[static_cast<std::size_t>(c)],
                                                      forward_[static_cast<std::size_t>(c + wide - 1)]);
    }

    std::vector<float> forward_, backward_;
};

Grid<float> relief(const Grid<float>& heights, const std::vector<std::int64_t>& half_widths,
                   const Progress& progress) {
    Grid<float> result(heights.spec, no_data);
    const auto reach = static_cast<std::int64_t>(half_widths.size()) - 1;
    const auto rows = static_cast<std::int64_t>(heights.spec.rows);
    parallel_for(heights.spec.rows, 16, progress, [&](std::size_t r) {
        SlidingRange sliding;
        std::vector<float> lowest, highest;
        std::vector<float> low(heights.spec.columns, std::numeric_limits<float>::infinity());
        std::vector<float> high(heights.spec.columns, -std::numeric_limits<float>::infinity());
        const auto here = static_cast<std::int64_t>(r);
        for (std::int64_t other = std::max<std::int64_t>(0, here - reach);
             other <= std::min(rows - 1, here + reach); ++other) {
            const auto away = static_cast<std::size_t>(std::abs(other - here));
            sliding.run(heights.row(static_cast<std::size_t>(other)), half_widths[away], lowest, highest);
            for (std::size_t c = 0; c < low.size(); ++c) {
                low[c] = std::min(low[c], lowest[c]);
                high[c] = std::max(high[c], highest[c]);
            }
        }
        for (std::size_t c = 0; c < low.size(); ++c)
            if (!std::isnan(heights.at(c, r))) result.at(c, r) = high[c] - low[c];
    });
    return result;
}

}  // namespace

Grid<float> slope_degrees(const Grid<float>& heights, const Progress& progress) {
    Grid<float> result(heights.spec, no_data);
    const double span_m = 8 * heights.spec.cell_m;
    parallel_for(heights.spec.rows, 16, progress, [&](std::size_t row) {
        for (std::size_t column = 0; column < heights.spec.columns; ++column) {
            if (std::isnan(heights.at(column, row))) continue;
            Neighbourhood z(heights, column, row);
            const double east = z.at(1, -1) + 2 * z.at(1, 0) + z.at(1, 1),
                         west = z.at(-1, -1) + 2 * z.at(-1, 0) + z.at(-1, 1);
            const double north = z.at(-1, -1) + 2 * z.at(0, -1) + z.at(1, -1),
                         south = z.at(-1, 1) + 2 * z.at(0, 1) + z.at(1, 1);
            result.at(column, row) =
                static_cast<float>(degrees_of((east - west) / span_m, (south - north) / span_m));
        }
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
