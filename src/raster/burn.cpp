#include "raster/burn.h"

#include <algorithm>
#include <cmath>

#include "base/errors.h"


namespace zonewright::raster {
namespace {

/// The last column whose centre lies west of x, plus one; half-open, so that neighbours share no cell.
std::size_t columns_west_of(const GridSpec& spec, double x) {
    const double column = std::ceil((x - spec.west_m) / spec.cell_m - 0.5);
    return static_cast<std::size_t>(std::clamp(column, 0.0, static_cast<double>(spec.columns)));
}

/// Where the boundary crosses the height y, ascending. An edge covers its lower end and not its upper one.
void find_crossings(const geom::Polygon& polygon, double y, std::vector<double>& crossings) {
    crossings.clear();
    for (const geom::Ring& ring : polygon.rings)
        for (std::size_t i = 1; i < ring.size(); ++i) {
            geom::Point a = ring[i - 1], b = ring[i];
            if ((a.y <= y) == (b.y <= y)) continue;
            // The same edge seen from both neighbours must give the same number.
            if (a.y > b.y) std::swap(a, b);
            crossings.push_back(a.x + (y - a.y) / (b.y - a.y) * (b.x - a.x));
        }
    std::sort(crossings.begin(), crossings.end());
}

void burn_polygon(Grid<float>& grid, const geom::Polygon& polygon, float value) {
    const auto& spec = grid.spec;
    const geom::Box box = geom::bounds(polygon);
    if (box.empty() || !box.meets(spec.box())) return;
    const auto row_of = [&](double y) {
        const double row = std::floor((spec.north_m - y) / spec.cell_m);
        return static_cast<std::size_t>(std::clamp(row, 0.0, static_cast<double>(spec.rows)));
    };
    std::vector<double> crossings;
    for (std::size_t row = row_of(box.max_y), end = std::min(spec.rows, row_of(box.min_y) + 1); row < end;
         ++row) {
        find_crossings(polygon, spec.centre(0, row).y, crossings);
        for (std::size_t i = 0; i + 1 < crossings.size(); i += 2) {
            const auto cells = grid.row(row);
            const auto from = static_cast<std::ptrdiff_t>(columns_west_of(spec, crossings[i]));
            const auto to = static_cast<std::ptrdiff_t>(columns_west_of(spec, crossings[i + 1]));
            std::fill(cells.begin() + from, cells.begin() + to, value);
        }
    }
}

}  // namespace

void burn(Grid<float>& grid, std::span<const geom::MultiPolygon> polygons,
          std::span<const float> values) {
    if (polygons.size() != values.size())
        throw InternalError({.thing = "burn", .value = "polygons and values differ in number"});
    for (std::size_t i = 0; i < polygons.size(); ++i)
        for (const geom::Polygon& part : polygons[i].parts) burn_polygon(grid, part, values[i]);
}

}  // namespace zonewright::raster
