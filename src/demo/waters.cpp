#include "demo/waters.h"

#include <algorithm>
#include <cmath>

#include "geom/planar_area.h"

namespace zonewright::demo {
namespace {

void mark(CityGrid& city, std::size_t cell, Water water, std::int16_t body) {
    if (!city.inside(cell) || city.water.cells[cell] != Water::None) return;
    city.water.cells[cell] = water;
    city.water_body.cells[cell] = body;
}

/// Marks the cells whose centre lies within `radius_m` of the point, and the point's own cell.
void stamp(CityGrid& city, geom::Point p, double radius_m, Water water, std::int16_t body) {
    if (!city.spec.box().grown(-radius_m - 2 * city.spec.cell_m).contains(p)) return;
    const auto reach = static_cast<std::size_t>(radius_m / city.spec.cell_m) + 1;
    const std::size_t middle = city.cell_at(p), columns = city.spec.columns;
    mark(city, middle, water, body);
    for (std::size_t row = middle / columns - reach; row <= middle / columns + reach; ++row)
        for (std::size_t column = middle % columns - reach; column <= middle % columns + reach; ++column)
            if (geom::distance(city.spec.centre(column, row), p) <= radius_m)
                mark(city, row * columns + column, water, body);
}

void draw_river(CityGrid& city, const River& river, std::int16_t body, const Warp& meander) {
    const Water water = river.kind == "canal" ? Water::Canal : Water::River;
    // Half a diagonal: thinner rivers would fall apart into cells that touch by corners only.
    const double radius = std::max(0.5 * river.width_m, 0.71 * city.spec.cell_m);
    for (geom::Point p : stepped(rounded(river.course, 3), 0.4 * city.spec.cell_m))
        stamp(city, meander(p), radius, water, body);
}

/// Grows over the cells that a bent distance and low ground make cheapest, up to the area.
void flood_reservoir(CityGrid& city, geom::Point centre, double area_m2, std::int16_t body,
                     const Noise& noise) {
    const std::size_t middle = city.cell_at(centre), columns = city.spec.columns;
    const auto reach = static_cast<std::size_t>(std::sqrt(area_m2) / city.spec.cell_m) + 2;
    std::vector<std::pair<double, std::size_t>> cells;
    for (std::size_t row = middle / columns - reach; row <= middle / columns + reach; ++row)
        for (std::size_t column = middle % columns - reach; column <= middle % columns + reach; ++column) {
            const geom::Point p = city.spec.centre(column, row);
            const double bend = 1 + 0.9 * noise.fractal(p, 1300, 3);
            const double cost = geom::distance(p, centre) * std::max(0.25, bend);
            if (city.inside(row * columns + column)) cells.emplace_back(cost, row * columns + column);
        }
    std::sort(cells.begin(), cells.end());
    cells.resize(std::min(cells.size(), static_cast<std::size_t>(area_m2 / city.cell_area_m2())));
    for (const auto& [cost, cell] : cells) mark(city, cell, Water::Reservoir, body);
}

}  // namespace

void draw_waters(CityGrid& city, const Parameters& parameters, std::uint64_t seed, const Progress& progress) {
    city.water = raster::Grid<Water>(city.spec, Water::None);
    city.water_body = raster::Grid<std::int16_t>(city.spec, std::int16_t{-1});
    const Warp meander(seed, "meander", 420, 2600);
    const Noise shore(seed, "shore");
    std::int16_t body = 0;
    for (const River& river : parameters.landforms.rivers) {
        progress.checkpoint();
        draw_river(city, river, body++, meander);
    }
    for (const Reservoir& reservoir : parameters.landforms.reservoirs)
        flood_reservoir(city, find_spot(city, parameters.towns, reservoir.spot), reservoir.area_m2, body++,
                        shore);
}

}  // namespace zonewright::demo
