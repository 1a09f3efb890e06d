#include "demo/street_blocks.h"

#include <algorithm>
#include <cmath>

#include "base/random.h"
#include "demo/noise.h"
#include "demo/outline.h"
#include "geom/planar_area.h"

namespace zonewright::demo {
namespace {

constexpr std::size_t smallest_industrial_cells = 16;  // 4 ha
constexpr double steepest_mean = 0.11;

bool part_of_block(const CityGrid& city, std::size_t cell) {
    const Line line = city.line.cells[cell];
    return (line == Line::Concentrated || line == Line::Flexible) && city.water.cells[cell] == Water::None &&
           city.road.cells[cell] == RoadClass::None;
}

void add_cell(const CityGrid& city, std::size_t cell, StreetBlock& block) {
    const geom::Point p = city.centre(cell);
    block.centre.x += p.x, block.centre.y += p.y;
    block.mean_slope += static_cast<double>(city.slope_share.cells[cell]);
    ++block.cells;
}

void finish(StreetBlock& block) {
    const auto count = static_cast<double>(block.cells);
    block.centre = {block.centre.x / count, block.centre.y / count};
    block.mean_slope /= count;
}

/// Cells of one future village plot around `start`: open land of the town, no farther than the radius.
std::vector<std::size_t> plot_around(const CityGrid& city, std::size_t start, double radius_m) {
    std::vector<std::size_t> cells;
    const auto reach = static_cast<std::size_t>(radius_m / city.spec.cell_m) + 1;
    const std::size_t columns = city.spec.columns, column0 = start % columns, row0 = start / columns;
    if (column0 < reach + 2 || row0 < reach + 2 || column0 + reach + 2 >= columns ||
        row0 + reach + 2 >= city.spec.rows)
        return cells;
    for (std::size_t row = row0 - reach; row <= row0 + reach; ++row)
        for (std::size_t column = column0 - reach; column <= column0 + reach; ++column) {
            const std::size_t cell = row * columns + column;
            const bool open = city.town.cells[cell] == city.town.cells[start] &&
                              !in_growth_boundary(city.line.cells[cell]) &&
                              city.water.cells[cell] == Water::None &&
                              city.road.cells[cell] == RoadClass::None && city.block.cells[cell] < 0 &&
                              city.slope_share.cells[cell] < 0.12F;
            if (open && geom::distance(city.centre(cell), city.centre(start)) <= radius_m)
                cells.push_back(cell);
        }
    return cells;
}

bool beside_road(const CityGrid& city, std::size_t cell) {
    return std::ranges::any_of(city.neighbours(cell), [&](std::size_t n) {
        return city.road.cells[n] == RoadClass::Arterial || city.road.cells[n] == RoadClass::Secondary;
    });
}

}  // namespace

std::vector<StreetBlock> find_blocks(CityGrid& city) {
    std::vector<StreetBlock> blocks;
    city.block = raster::Grid<std::int32_t>(city.spec, -1);
    std::vector<std::size_t> stack;
    for (std::size_t start = 0; start < city.block.cells.size(); ++start) {
        if (!city.inside(start) || city.block.cells[start] >= 0 || !part_of_block(city, start)) continue;
        StreetBlock block{.town = city.town.cells[start]};
        const auto visit = [&](std::size_t cell) {
            if (city.block.cells[cell] >= 0 || city.town.cells[cell] != block.town ||
                !part_of_block(city, cell))
                return;
            city.block.cells[cell] = static_cast<std::int32_t>(blocks.size());
            stack.push_back(cell);
        };
        for (visit(start); !stack.empty();) {
            const std::size_t cell = stack.back();
            stack.pop_back();
            add_cell(city, cell, block);
            for (std::size_t n : city.neighbours(cell)) visit(n);
        }
        finish(block);
        blocks.push_back(block);
    }
    return blocks;
}

void add_village_plots(CityGrid& city, const Parameters& parameters, double area_m2, std::uint64_t seed,
                       std::vector<StreetBlock>& blocks) {
    Random random(seed, "village plots");
    std::vector<std::size_t> starts;
    for (std::size_t cell = 0; cell < city.town.cells.size(); ++cell)
        if (city.inside(cell) && city.line.cells[cell] == Line::None && city.block.cells[cell] < 0 &&
            city.road.cells[cell] == RoadClass::None && city.water.cells[cell] == Water::None &&
            beside_road(city, cell))
            starts.push_back(cell);
    const double highest = parameters.totals.mountain_above_m;
    for (double placed = 0; placed < area_m2 && !starts.empty();) {
        const std::size_t pick = random.below(starts.size()), start = starts[pick];
        starts[pick] = starts.back();
        starts.pop_back();
        if (static_cast<double>(city.elevation_m.cells[start]) > 0.4 * highest) continue;
        const std::vector<std::size_t> cells = plot_around(city, start, random.between(170, 290));
        const bool conflict = std::count_if(cells.begin(), cells.end(), [&](std::size_t cell) {
                                  return city.line.cells[cell] != Line::None;
                              }) > static_cast<std::ptrdiff_t>(cells.size() / 6);
        if (cells.size() < smallest_industrial_cells || conflict) continue;
        StreetBlock block{.town = city.town.cells[start], .outside_boundary = true, .industrial = true};
        for (std::size_t cell : cells) {
            city.block.cells[cell] = static_cast<std::int32_t>(blocks.size());
            add_cell(city, cell, block);
        }
        finish(block);
        blocks.push_back(block);
        placed += static_cast<double>(cells.size()) * city.cell_area_m2();
    }
}

void choose_industrial(const CityGrid& city, const Parameters& parameters, const RoadNetwork& network,
                       double area_m2, std::uint64_t seed, std::vector<StreetBlock>& blocks) {
    raster::Grid<float> express(city.spec, 0.0F);
    for (std::size_t cell = city.spec.columns; cell + city.spec.columns < express.cells.size(); ++cell)
        express.cells[cell] = network.on_expressway(cell) ? 10.0F : 0.0F;
    blur(express, 16, 2, city.loops);
    const Noise noise(seed, "industry");
    std::vector<std::size_t> order;
    double reached = 0;
    for (std::size_t i = 0; i < blocks.size(); ++i) {
        StreetBlock& block = blocks[i];
        if (block.outside_boundary) reached += static_cast<double>(block.cells) * city.cell_area_m2();
        if (block.outside_boundary || block.cells < smallest_industrial_cells ||
            block.mean_slope > steepest_mean)
            continue;
        const TownTarget& town = parameters.towns[static_cast<std::size_t>(block.town)];
        const auto leaning = parameters.industry.town_leaning.find(town.place);
        const double away = geom::distance(block.centre, town.seat),
                     centre = 1 / (1 + away * away / (0.035 * town.area_m2));
        const double road = std::min(1.0, static_cast<double>(express.cells[city.cell_at(block.centre)]));
        block.leaning = (leaning == parameters.industry.town_leaning.end() ? 1.0 : leaning->second) +
                        0.25 * road - 1.1 * centre - 3 * block.mean_slope +
                        1.5 * noise.fractal(block.centre, 2600, 3);
        order.push_back(i);
    }
    std::sort(order.begin(), order.end(), [&](std::size_t a, std::size_t b) {
        return blocks[a].leaning != blocks[b].leaning ? blocks[a].leaning > blocks[b].leaning : a < b;
    });
    for (std::size_t i : order) {
        if (reached >= area_m2) break;
        blocks[i].industrial = true;
        reached += static_cast<double>(blocks[i].cells) * city.cell_area_m2();
    }
}

}  // namespace zonewright::demo
