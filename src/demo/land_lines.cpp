#include "demo/land_lines.h"

#include <algorithm>
#include <cmath>

#include "base/parallel.h"
#include "demo/noise.h"
#include "demo/outline.h"
#include "geom/planar_area.h"

namespace zonewright::demo {
namespace {

using Mask = raster::Grid<std::uint8_t>;

constexpr std::int32_t village_conflict = 6;  // every so many village plots may meet farmland

std::size_t cells_of(const CityGrid& city, double area_m2) {
    return static_cast<std::size_t>(std::llround(area_m2 / city.cell_area_m2()));
}

template <typename Score>
raster::Grid<float> scored(const CityGrid& city, const Score& score) {
    raster::Grid<float> grid(city.spec, 0.0F);
    parallel_for(city.spec.rows, 16, city.loops, [&](std::size_t row) {
        for (std::size_t cell = row * city.spec.columns; cell < (row + 1) * city.spec.columns; ++cell)
            if (city.inside(cell)) grid.cells[cell] = static_cast<float>(score(cell));
    });
    return grid;
}

template <typename Allowed>
Mask allowed_where(const CityGrid& city, const Allowed& allowed) {
    Mask mask(city.spec, 0);
    for (std::size_t cell = 0; cell < mask.cells.size(); ++cell)
        mask.cells[cell] = city.inside(cell) && allowed(cell) ? 1 : 0;
    return mask;
}

void set_line(CityGrid& city, const Mask& chosen, Line line) {
    for (std::size_t cell = 0; cell < chosen.cells.size(); ++cell)
        if (chosen.cells[cell] != 0) city.line.cells[cell] = line;
}

/// Share of road cells around, scaled so that an ordinary main road makes about 1.
raster::Grid<float> roads_around(const CityGrid& city, const RoadNetwork& network) {
    raster::Grid<float> around(city.spec, 0.0F);
    for (std::size_t cell = city.spec.columns; cell + city.spec.columns < around.cells.size(); ++cell)
        around.cells[cell] = network.class_at(cell) == RoadClass::None ? 0.0F : 12.0F;
    blur(around, 14, 2, city.loops);
    return around;
}

}  // namespace

void draw_redline(CityGrid& city, const Parameters& parameters, std::uint64_t seed) {
    const Noise noise(seed, "redline");
    raster::Grid<float> score = scored(city, [&](std::size_t cell) {
        const auto height = static_cast<double>(city.elevation_m.cells[cell]),
                   slope = static_cast<double>(city.slope_share.cells[cell]);
        const double hills = height / (height + 90) + 0.9 * std::min(0.5, slope);
        const double reservoir = city.water.cells[cell] == Water::Reservoir ? 0.5 : 0;
        return hills + reservoir + 0.3 * noise.fractal(city.centre(cell), 3000, 4);
    });
    blur(score, 4, 2, city.loops);
    const Mask allowed =
        allowed_where(city, [&](std::size_t cell) { return city.water.cells[cell] != Water::River; });
    city.line = raster::Grid<Line>(city.spec, Line::None);
    set_line(city, highest_cells(score, allowed, cells_of(city, parameters.totals.redline_m2)),
             Line::Redline);
}

void draw_growth_boundary(CityGrid& city, const Parameters& parameters, const RoadNetwork& network,
                          std::uint64_t seed) {
    const Noise noise(seed, "growth boundary");
    const raster::Grid<float> roads = roads_around(city, network);
    raster::Grid<float> score = scored(city, [&](std::size_t cell) {
        const TownTarget& town = parameters.towns[static_cast<std::size_t>(city.town.cells[cell])];
        const geom::Point p = city.centre(cell);
        const double away = geom::distance(p, town.seat),
                     centre = 1 / (1 + away * away / (0.22 * town.area_m2));
        const auto slope = static_cast<double>(city.slope_share.cells[cell]),
                   height = static_cast<double>(city.elevation_m.cells[cell]);
        const double road = std::min(1.2, static_cast<double>(roads.cells[cell]));
        const double water = city.water.cells[cell] == Water::None ? 0 : 0.5;
        return centre + 0.35 * road - 3.5 * slope - 0.006 * std::max(0.0, height - 45) - water +
               0.8 * noise.fractal(p, 2600, 4);
    });
    blur(score, 2, 2, city.loops);
    const Totals& totals = parameters.totals;
    const Mask allowed = allowed_where(city, [&](std::size_t cell) {
        return city.line.cells[cell] == Line::None && city.water.cells[cell] != Water::River &&
               city.water.cells[cell] != Water::Reservoir;
    });
    const double area = totals.growth_limit_m2 * totals.growth_fill_share;
    const Mask chosen = highest_cells(score, allowed, cells_of(city, area));
    set_line(city, chosen, Line::Concentrated);

    const Noise green(seed, "special zones");
    raster::Grid<float> special = scored(city, [&](std::size_t cell) {
        const double near_water = city.water.cells[cell] == Water::None ? 0 : 0.4;
        return green.fractal(city.centre(cell), 1500, 3) +
               2 * static_cast<double>(city.slope_share.cells[cell]) + near_water;
    });
    blur(special, 3, 2, city.loops);
    const Mask special_cells = highest_cells(special, chosen, cells_of(city, area * totals.special_share));
    set_line(city, special_cells, Line::Special);
    const Mask rest =
        allowed_where(city, [&](std::size_t cell) { return city.line.cells[cell] == Line::Concentrated; });
    for (float& value : score.cells) value = -value;
    set_line(city, highest_cells(score, rest, cells_of(city, area * totals.flexible_share)), Line::Flexible);
}

void draw_farmland(CityGrid& city, const Parameters& parameters, std::uint64_t seed) {
    const Noise noise(seed, "farmland");
    raster::Grid<float> score = scored(city, [&](std::size_t cell) {
        const auto height = static_cast<double>(city.elevation_m.cells[cell]),
                   slope = static_cast<double>(city.slope_share.cells[cell]);
        return noise.fractal(city.centre(cell), 1200, 3) - 0.035 * std::max(0.0, height - 2) - 6 * slope;
    });
    blur(score, 2, 2, city.loops);
    const Mask allowed = allowed_where(city, [&](std::size_t cell) {
        return city.line.cells[cell] == Line::None && city.water.cells[cell] == Water::None &&
               city.road.cells[cell] == RoadClass::None && city.slope_share.cells[cell] < 0.08F &&
               (city.block.cells[cell] < 0 || city.block.cells[cell] % village_conflict == 0);
    });
    set_line(city, highest_cells(score, allowed, cells_of(city, parameters.totals.farmland_m2)),
             Line::Farmland);
}

void adjust_line(CityGrid& city, Line line, std::int64_t surplus_cells) {
    const auto belongs = [&](std::size_t cell) {
        return line == Line::Concentrated ? in_growth_boundary(city.line.cells[cell])
                                          : city.line.cells[cell] == line;
    };
    const bool grow = surplus_cells < 0;
    auto left = static_cast<std::size_t>(std::abs(surplus_cells));
    while (left > 0) {  // one ring of border cells after the other, evenly spread over the city
        std::vector<std::size_t> border;
        for (std::size_t cell = city.spec.columns; cell + city.spec.columns < city.line.cells.size();
             ++cell) {
            const bool free = city.inside(cell) && city.line.cells[cell] == Line::None &&
                              city.water.cells[cell] == Water::None && city.block.cells[cell] < 0 &&
                              city.road.cells[cell] == RoadClass::None;
            if (grow ? !free : !belongs(cell) || city.block.cells[cell] >= 0) continue;
            const auto neighbours = city.neighbours(cell);
            if (std::any_of(neighbours.begin(), neighbours.end(),
                            [&](std::size_t n) { return grow == belongs(n); }))
                border.push_back(cell);
        }
        if (border.empty()) return;
        const std::size_t take = std::min(left, border.size());
        for (std::size_t i = 0; i < take; ++i) {
            const std::size_t cell = border[i * border.size() / take];
            Line joined = line;
            if (line == Line::Concentrated)  // the zone of the neighbour
                for (std::size_t n : city.neighbours(cell))
                    if (belongs(n)) joined = city.line.cells[n];
            city.line.cells[cell] = grow ? joined : Line::None;
        }
        left -= take;
    }
}

}  // namespace zonewright::demo
