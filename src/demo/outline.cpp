#include "demo/outline.h"

#include <algorithm>
#include <cmath>
#include <numeric>

#include "base/parallel.h"
#include "demo/town_growth.h"
#include "geom/planar_area.h"

namespace zonewright::demo {
namespace {

raster::Grid<float> attraction(const raster::GridSpec& spec, const std::vector<TownTarget>& towns,
                               const geom::Polygon& sea, const Warp& warp, const Progress& progress) {
    std::vector<geom::Point> seats;
    seats.reserve(towns.size());
    for (const TownTarget& town : towns) seats.push_back(warp(town.seat));
    const geom::Box sea_box = geom::bounds(sea);
    raster::Grid<float> field(spec, 0.0F);
    parallel_for(spec.rows, 16, progress, [&](std::size_t row) {
        for (std::size_t column = 0; column < spec.columns; ++column) {
            const geom::Point centre = spec.centre(column, row);
            const geom::Point p = warp(centre);
            if (sea_box.contains(p) && geom::locate(p, sea) != geom::Position::Outside) continue;
            double sum = 0;
            for (std::size_t i = 0; i < towns.size(); ++i) {
                const double dx = p.x - seats[i].x, dy = p.y - seats[i].y;
                const double pull = towns[i].area_m2 / (dx * dx + dy * dy + 1e6);
                sum += pull * pull;
            }
            field.at(column, row) = static_cast<float>(sum);
        }
    });
    return field;
}

/// Marks 1 what lies above the level or is enclosed by it; returns the count.
std::size_t fill_above(const raster::Grid<float>& field, float level, raster::Grid<std::uint8_t>& inside) {
    const auto columns = field.spec.columns, rows = field.spec.rows;
    std::fill(inside.cells.begin(), inside.cells.end(), std::uint8_t{1});
    std::vector<std::size_t> stack;
    const auto visit = [&](std::size_t column, std::size_t row) {
        const std::size_t cell = row * columns + column;
        if (inside.cells[cell] == 0 || field.cells[cell] > level) return;
        inside.cells[cell] = 0;
        stack.push_back(cell);
    };
    for (std::size_t column = 0; column < columns; ++column) visit(column, 0), visit(column, rows - 1);
    for (std::size_t row = 0; row < rows; ++row) visit(0, row), visit(columns - 1, row);
    while (!stack.empty()) {
        const std::size_t cell = stack.back(), column = cell % columns, row = cell / columns;
        stack.pop_back();
        if (column > 0) visit(column - 1, row);
        if (column + 1 < columns) visit(column + 1, row);
        if (row > 0) visit(column, row - 1);
        if (row + 1 < rows) visit(column, row + 1);
    }
    return static_cast<std::size_t>(std::count(inside.cells.begin(), inside.cells.end(), std::uint8_t{1}));
}

}  // namespace

raster::Grid<std::uint8_t> draw_outline(const raster::GridSpec& spec, const std::vector<TownTarget>& towns,
                                        const geom::Polygon& sea, double land_area_m2, const Warp& warp,
                                        const Progress& progress) {
    const raster::Grid<float> field = attraction(spec, towns, sea, warp, progress);
    const auto wanted = static_cast<std::size_t>(land_area_m2 / (spec.cell_m * spec.cell_m));
    raster::Grid<std::uint8_t> inside(spec, 0);
    // Closed holes only add cells, so the level lies above the one that ignores them, and not far above.
    std::vector<float> sorted = field.cells;
    const auto at_level = sorted.end() - static_cast<std::ptrdiff_t>(wanted);
    std::nth_element(sorted.begin(), at_level, sorted.end());
    float low = 0.98F * *at_level, high = 1.6F * *at_level;
    for (int step = 0; step < 13; ++step) {
        const float middle = 0.5F * (low + high);
        (fill_above(field, middle, inside) > wanted ? low : high) = middle;
    }
    fill_above(field, high, inside);
    return inside;
}

raster::Grid<std::uint8_t> highest_cells(const raster::Grid<float>& score,
                                         const raster::Grid<std::uint8_t>& allowed, std::size_t count) {
    std::vector<std::uint32_t> cells;
    for (std::size_t cell = 0; cell < score.cells.size(); ++cell)
        if (allowed.cells[cell] != 0) cells.push_back(static_cast<std::uint32_t>(cell));
    count = std::min(count, cells.size());
    const auto before = [&](std::uint32_t a, std::uint32_t b) {
        return score.cells[a] != score.cells[b] ? score.cells[a] > score.cells[b] : a < b;
    };
    std::nth_element(cells.begin(), cells.begin() + static_cast<std::ptrdiff_t>(count), cells.end(), before);
    raster::Grid<std::uint8_t> chosen(score.spec, 0);
    for (std::size_t i = 0; i < count; ++i) chosen.cells[cells[i]] = 1;
    return chosen;
}

namespace {

/// Running mean of a line of `count` values that lie `stride` apart; the ends repeat.
void blur_line(float* first, std::size_t count, std::size_t stride, std::size_t radius,
               std::vector<double>& sums) {
    sums.assign(count + 1, 0);
    for (std::size_t i = 0; i < count; ++i) sums[i + 1] = sums[i] + static_cast<double>(first[i * stride]);
    for (std::size_t i = 0; i < count; ++i) {
        const std::size_t from = i < radius ? 0 : i - radius, to = std::min(count, i + radius + 1);
        first[i * stride] = static_cast<float>((sums[to] - sums[from]) / static_cast<double>(to - from));
    }
}

}  // namespace

void blur(raster::Grid<float>& score, std::size_t radius, int times, const Progress& progress) {
    const auto columns = score.spec.columns, rows = score.spec.rows;
    for (int time = 0; time < times; ++time) {
        parallel_blocks(rows, 64, progress, [&](std::size_t begin, std::size_t end) {
            std::vector<double> sums;
            for (std::size_t row = begin; row < end; ++row)
                blur_line(score.cells.data() + row * columns, columns, 1, radius, sums);
        });
        parallel_blocks(columns, 64, progress, [&](std::size_t begin, std::size_t end) {
            std::vector<double> sums;
            for (std::size_t column = begin; column < end; ++column)
                blur_line(score.cells.data() + column, rows, columns, radius, sums);
        });
    }
}

}  // namespace zonewright::demo
