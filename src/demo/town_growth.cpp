#include "demo/town_growth.h"

#include <algorithm>
#include <array>
#include <cmath>
#include <limits>

#include "base/errors.h"
#include "base/parallel.h"

namespace zonewright::demo {
namespace {

constexpr double forced_radius_m = 600;  // a seat is surrounded by its own town
constexpr int fine_factor = 4;           // one coarse cell for 4 × 4 fine ones

double squared(geom::Point a, geom::Point b) {
    return (a.x - b.x) * (a.x - b.x) + (a.y - b.y) * (a.y - b.y);
}

/// The cells of the outline, as sites see them.
struct Cells {
    std::vector<geom::Point> bent;
    std::vector<std::int16_t> forced;  ///< town whose seat is near, -1 otherwise
    std::vector<std::int16_t> town;
    std::vector<std::uint32_t> position;  ///< in the grid
    double cell_area_m2 = 0;
};

/// A town is near where any of its three sites is near: its middle, its seat and the point between them.
struct Diagram {
    std::vector<geom::Point> sites;
    std::vector<geom::Point> seats;
    std::vector<double> weights;

    double cost(geom::Point p, std::size_t town) const {
        const geom::Point site = sites[town], seat = seats[town];
        const geom::Point between{0.5 * (site.x + seat.x), 0.5 * (site.y + seat.y)};
        return std::min({squared(p, site), squared(p, seat), squared(p, between)}) - weights[town];
    }
};

std::int16_t forced_town(geom::Point centre, const std::vector<TownTarget>& towns) {
    std::size_t nearest = 0;
    for (std::size_t i = 1; i < towns.size(); ++i)
        if (squared(centre, towns[i].seat) < squared(centre, towns[nearest].seat)) nearest = i;
    const bool near = squared(centre, towns[nearest].seat) < forced_radius_m * forced_radius_m;
    return near ? static_cast<std::int16_t>(nearest) : std::int16_t{-1};
}

Cells cells_of(const raster::Grid<std::uint8_t>& inside, const std::vector<TownTarget>& towns,
               const Warp& warp) {
    Cells cells;
    cells.cell_area_m2 = inside.spec.cell_m * inside.spec.cell_m;
    for (std::size_t cell = 0; cell < inside.cells.size(); ++cell)
        if (inside.cells[cell] != 0) cells.position.push_back(static_cast<std::uint32_t>(cell));
    cells.bent.resize(cells.position.size());
    cells.forced.resize(cells.position.size());
    cells.town.resize(cells.position.size());
    parallel_for(cells.position.size(), 4096, Progress(), [&](std::size_t i) {
        const auto columns = inside.spec.columns;
        const geom::Point centre =
            inside.spec.centre(cells.position[i] % columns, cells.position[i] / columns);
        cells.bent[i] = warp(centre);
        cells.forced[i] = forced_town(centre, towns);
    });
    return cells;
}

void assign(Cells& cells, const Diagram& diagram) {
    parallel_for(cells.bent.size(), 8192, Progress(), [&](std::size_t i) {
        if (cells.forced[i] >= 0) {
            cells.town[i] = cells.forced[i];
            return;
        }
        double least = std::numeric_limits<double>::infinity();
        for (std::size_t town = 0; town < diagram.sites.size(); ++town) {
            const double cost = diagram.cost(cells.bent[i], town);
            if (cost < least) least = cost, cells.town[i] = static_cast<std::int16_t>(town);
        }
    });
}

/// How much a weight may move per m² of missing area: close sites react strongly.
std::vector<double> step_sizes(const Diagram& diagram, const std::vector<double>& areas) {
    std::vector<double> steps;
    for (std::size_t i = 0; i < diagram.sites.size(); ++i) {
        double nearest = 36e6;
        for (std::size_t j = 0; j < diagram.sites.size(); ++j)
            if (j != i) nearest = std::min(nearest, squared(diagram.sites[i], diagram.sites[j]));
        steps.push_back(0.5 * std::sqrt(nearest / areas[i]));
    }
    return steps;
}

/// Moves the weights until every area is met within `tolerance` (a share); returns the worst share left.
double balance(Cells& cells, Diagram& diagram, const std::vector<double>& areas, double tolerance,
               int rounds) {
    const std::vector<double> steps = step_sizes(diagram, areas);
    double worst = 0;
    for (int round = 0; round < rounds; ++round) {
        assign(cells, diagram);
        std::vector<double> reached(areas.size(), 0);
        for (std::int16_t town : cells.town) reached[static_cast<std::size_t>(town)] += cells.cell_area_m2;
        worst = 0;
        for (std::size_t i = 0; i < areas.size(); ++i)
            worst = std::max(worst, std::abs(reached[i] / areas[i] - 1));
        if (worst < tolerance) break;
        for (std::size_t i = 0; i < areas.size(); ++i)
            diagram.weights[i] +=
                steps[i] * std::clamp(areas[i] - reached[i], -0.3 * areas[i], 0.3 * areas[i]);
    }
    return worst;
}

/// 1 in the cells that hang together with the seat of their own town.
std::vector<std::uint8_t> attached_to_seat(const raster::Grid<std::int16_t>& towns,
                                           const std::vector<TownTarget>& targets) {
    const auto& spec = towns.spec;
    std::vector<std::uint8_t> attached(towns.cells.size(), 0);
    std::vector<std::size_t> stack;
    for (std::size_t town = 0; town < targets.size(); ++town) {
        const auto column = static_cast<std::size_t>((targets[town].seat.x - spec.west_m) / spec.cell_m);
        const auto row = static_cast<std::size_t>((spec.north_m - targets[town].seat.y) / spec.cell_m);
        const auto visit = [&](std::size_t cell) {
            if (attached[cell] != 0 || towns.cells[cell] != static_cast<std::int16_t>(town)) return;
            attached[cell] = 1;
            stack.push_back(cell);
        };
        for (visit(row * spec.columns + column); !stack.empty();) {
            const std::size_t cell = stack.back();
            stack.pop_back();
            visit(cell - 1), visit(cell + 1), visit(cell - spec.columns), visit(cell + spec.columns);
        }
    }
    return attached;
}

raster::Grid<std::int16_t> on_grid(const Cells& cells, const raster::GridSpec& spec) {
    raster::Grid<std::int16_t> grid(spec, std::int16_t{-1});
    for (std::size_t i = 0; i < cells.position.size(); ++i) grid.cells[cells.position[i]] = cells.town[i];
    return grid;
}

/// Sites step towards the middle of their town; where the seat got cut off, the site is drawn so that it
/// comes back. Returns whether every seat lies in the main part of its town.
bool move_sites(const Cells& cells, const raster::GridSpec& spec, const std::vector<TownTarget>& towns,
                Diagram& diagram) {
    const raster::Grid<std::int16_t> grid = on_grid(cells, spec);
    const std::vector<std::uint8_t> attached = attached_to_seat(grid, towns);
    std::vector<geom::Point> middle(towns.size());
    std::vector<double> count(towns.size(), 0), held(towns.size(), 0);
    for (std::size_t i = 0; i < cells.town.size(); ++i) {
        const auto town = static_cast<std::size_t>(cells.town[i]);
        middle[town].x += cells.bent[i].x, middle[town].y += cells.bent[i].y, count[town] += 1;
        held[town] += attached[cells.position[i]];
    }
    bool all = true;
    for (std::size_t i = 0; i < towns.size(); ++i) {
        const geom::Point centre{middle[i].x / count[i], middle[i].y / count[i]}, seat = diagram.seats[i];
        geom::Point& site = diagram.sites[i];
        if (held[i] < 0.97 * count[i]) {
            all = false;
            site = {site.x + 0.5 * (seat.x - site.x), site.y + 0.5 * (seat.y - site.y)};
        } else {
            site = {site.x + 0.2 * (centre.x - site.x), site.y + 0.2 * (centre.y - site.y)};
        }
    }
    return all;
}

raster::Grid<std::uint8_t> coarsened(const raster::Grid<std::uint8_t>& fine) {
    raster::GridSpec spec = fine.spec;
    spec.cell_m *= fine_factor;
    spec.columns /= fine_factor;
    spec.rows /= fine_factor;
    raster::Grid<std::uint8_t> coarse(spec, 0);
    for (std::size_t row = 0; row < spec.rows; ++row)
        for (std::size_t column = 0; column < spec.columns; ++column)
            coarse.at(column, row) =
                fine.at(column * fine_factor + fine_factor / 2, row * fine_factor + fine_factor / 2);
    return coarse;
}

/// Cells cut off from their seat go to the nearest town that reaches them.
void join_fragments(raster::Grid<std::int16_t>& towns, const std::vector<TownTarget>& targets) {
    const std::vector<std::uint8_t> attached = attached_to_seat(towns, targets);
    const auto columns = towns.spec.columns;
    std::vector<std::size_t> front, next;
    for (std::size_t cell = 0; cell < towns.cells.size(); ++cell) {
        if (towns.cells[cell] >= 0 && attached[cell] == 0) towns.cells[cell] = -2;
        if (attached[cell] != 0) front.push_back(cell);
    }
    for (; !front.empty(); front.swap(next), next.clear())
        for (std::size_t cell : front)
            for (std::size_t neighbour : std::array{cell - 1, cell + 1, cell - columns, cell + columns})
                if (neighbour < towns.cells.size() && towns.cells[neighbour] == -2) {
                    towns.cells[neighbour] = towns.cells[cell];
                    next.push_back(neighbour);
                }
}

}  // namespace

raster::Grid<std::int16_t> grow_towns(const raster::Grid<std::uint8_t>& inside,
                                      const std::vector<TownTarget>& towns, const Warp& warp,
                                      const Progress& progress) {
    const raster::Grid<std::uint8_t> coarse = coarsened(inside);
    Cells coarse_cells = cells_of(coarse, towns, warp), cells = cells_of(inside, towns, warp);
    double published = 0;
    for (const TownTarget& town : towns) published += town.area_m2;
    const auto share_of = [&](const Cells& those) {
        const double scale = static_cast<double>(those.position.size()) * those.cell_area_m2 / published;
        std::vector<double> areas;
        for (const TownTarget& town : towns) areas.push_back(scale * town.area_m2);
        return areas;
    };
    Diagram diagram{.weights = std::vector<double>(towns.size(), 0)};
    for (const TownTarget& town : towns) diagram.seats.push_back(warp(town.seat));
    diagram.sites = diagram.seats;
    constexpr int attempts = 60, settling = 6;
    for (int attempt = 0; attempt < attempts; ++attempt) {
        progress.report(0.8 * attempt / attempts);
        balance(coarse_cells, diagram, share_of(coarse_cells), 0.01, 400);
        const Diagram settled = diagram;
        if (move_sites(coarse_cells, coarse.spec, towns, diagram) && attempt >= settling) {
            diagram = settled;
            break;
        }
    }
    balance(cells, diagram, share_of(cells), 0.003, 40);
    raster::Grid<std::int16_t> grid = on_grid(cells, inside.spec);
    join_fragments(grid, towns);
    return grid;
}

}  // namespace zonewright::demo
