#include "demo/town_growth.h"

#include <algorithm>
#include <array>
#include <cmath>
#include <limits>

#include "base/errors.h"
#include "base/parallel.h"
#include "geom/planar_area.h"

namespace zonewright::demo {
namespace {

constexpr double spine_radius_m = 520;  // a town surely owns its seat and the way from there to its middle
constexpr int coarse_factor = 8;        // one coarse cell for 8 × 8 fine ones
constexpr std::size_t candidate_count = 11;

double squared(geom::Point a, geom::Point b) {
    return (a.x - b.x) * (a.x - b.x) + (a.y - b.y) * (a.y - b.y);
}

using Candidates = std::array<std::int16_t, candidate_count>;

/// The cells of the outline, as sites see them.
struct Cells {
    Progress loops;
    std::vector<geom::Point> bent;
    std::vector<Candidates> candidates;  ///< the towns that can reach the cell at all
    std::vector<std::int16_t> spine;  ///< town whose way from seat to middle passes here, -1 where none does
    std::vector<std::int16_t> town;
    std::vector<std::uint32_t> position;  ///< in the grid
    double cell_area_m2 = 0;
};

struct Diagram {
    std::vector<geom::Point> seats;    ///< bent
    std::vector<geom::Point> sites;    ///< between seat and middle
    std::vector<geom::Point> middles;  ///< of the towns as they are
    std::vector<double> weights;
};

Candidates nearest_towns(geom::Point p, const std::vector<geom::Point>& seats,
                         const std::vector<TownTarget>& towns) {
    std::vector<std::pair<double, std::int16_t>> order;
    for (std::size_t i = 0; i < towns.size(); ++i)
        order.emplace_back(squared(p, seats[i]) - 0.5 * towns[i].area_m2, static_cast<std::int16_t>(i));
    std::sort(order.begin(), order.end());
    Candidates candidates;
    for (std::size_t i = 0; i < candidate_count; ++i)
        candidates[i] = order[std::min(i, order.size() - 1)].second;
    return candidates;
}

Cells cells_of(const raster::Grid<std::uint8_t>& inside, const std::vector<geom::Point>& seats,
               const std::vector<TownTarget>& towns, const Warp& warp, const Progress& progress) {
    Cells cells;
    cells.loops = progress.quiet();
    cells.cell_area_m2 = inside.spec.cell_m * inside.spec.cell_m;
    for (std::size_t cell = 0; cell < inside.cells.size(); ++cell)
        if (inside.cells[cell] != 0) cells.position.push_back(static_cast<std::uint32_t>(cell));
    cells.bent.resize(cells.position.size());
    cells.candidates.resize(cells.position.size());
    cells.town.resize(cells.position.size());
    parallel_for(cells.position.size(), 4096, cells.loops, [&](std::size_t i) {
        const auto columns = inside.spec.columns;
        cells.bent[i] = warp(inside.spec.centre(cells.position[i] % columns, cells.position[i] / columns));
        cells.candidates[i] = nearest_towns(cells.bent[i], seats, towns);
    });
    return cells;
}

/// On the way from a seat to the middle of its town the town itself rules; the nearest way counts.
void mark_spines(Cells& cells, const Diagram& diagram) {
    cells.spine.assign(cells.bent.size(), std::int16_t{-1});
    parallel_for(cells.bent.size(), 8192, cells.loops, [&](std::size_t i) {
        double nearest = spine_radius_m;
        for (std::size_t town = 0; town < diagram.seats.size(); ++town) {
            geom::Box way;
            way.include(diagram.seats[town]), way.include(diagram.middles[town]);
            if (!way.grown(spine_radius_m).contains(cells.bent[i])) continue;
            const double aside = geom::distance(cells.bent[i], diagram.seats[town], diagram.middles[town]);
            if (aside < nearest) nearest = aside, cells.spine[i] = static_cast<std::int16_t>(town);
        }
    });
}

void assign(Cells& cells, const Diagram& diagram) {
    parallel_for(cells.bent.size(), 8192, cells.loops, [&](std::size_t i) {
        cells.town[i] = cells.spine[i];
        if (cells.spine[i] >= 0) return;
        double least = std::numeric_limits<double>::infinity();
        for (std::int16_t candidate : cells.candidates[i]) {
            const auto town = static_cast<std::size_t>(candidate);
            const double cost = squared(cells.bent[i], diagram.sites[town]) - diagram.weights[town];
            if (cost < least) least = cost, cells.town[i] = candidate;
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

std::vector<double> reached_areas(const Cells& cells, std::size_t towns) {
    std::vector<double> reached(towns, 0);
    for (std::int16_t town : cells.town) reached[static_cast<std::size_t>(town)] += cells.cell_area_m2;
    return reached;
}

/// Moves the weights until every area is met within `tolerance` (a share).
void balance(Cells& cells, Diagram& diagram, const std::vector<double>& areas, double tolerance, int rounds) {
    const std::vector<double> steps = step_sizes(diagram, areas);
    mark_spines(cells, diagram);
    for (int round = 0; round < rounds; ++round) {
        assign(cells, diagram);
        const std::vector<double> reached = reached_areas(cells, areas.size());
        double worst = 0;
        for (std::size_t i = 0; i < areas.size(); ++i)
            worst = std::max(worst, std::abs(reached[i] / areas[i] - 1));
        if (worst < tolerance) return;
        for (std::size_t i = 0; i < areas.size(); ++i)
            diagram.weights[i] +=
                steps[i] * std::clamp(areas[i] - reached[i], -0.3 * areas[i], 0.3 * areas[i]);
    }
}

/// The middle of every town as it is; sites follow half the way from the seat.
void move_sites(const Cells& cells, Diagram& diagram) {
    const std::size_t towns = diagram.seats.size();
    std::vector<geom::Point> sum(towns);
    std::vector<double> count(towns, 0);
    for (std::size_t i = 0; i < cells.town.size(); ++i) {
        const auto town = static_cast<std::size_t>(cells.town[i]);
        sum[town].x += cells.bent[i].x, sum[town].y += cells.bent[i].y, count[town] += 1;
    }
    constexpr double follow = 0.8, speed = 0.5;
    for (std::size_t i = 0; i < towns; ++i) {
        const geom::Point seat = diagram.seats[i], middle{sum[i].x / count[i], sum[i].y / count[i]};
        diagram.middles[i] = middle;
        const geom::Point wanted{seat.x + follow * (middle.x - seat.x),
                                 seat.y + follow * (middle.y - seat.y)};
        geom::Point& site = diagram.sites[i];
        site = {site.x + speed * (wanted.x - site.x), site.y + speed * (wanted.y - site.y)};
    }
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

raster::Grid<std::uint8_t> coarsened(const raster::Grid<std::uint8_t>& fine) {
    raster::GridSpec spec = fine.spec;
    spec.cell_m *= coarse_factor;
    spec.columns /= coarse_factor;
    spec.rows /= coarse_factor;
    raster::Grid<std::uint8_t> coarse(spec, 0);
    for (std::size_t row = 0; row < spec.rows; ++row)
        for (std::size_t column = 0; column < spec.columns; ++column)
            coarse.at(column, row) =
                fine.at(column * coarse_factor + coarse_factor / 2, row * coarse_factor + coarse_factor / 2);
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
    Diagram diagram{.weights = std::vector<double>(towns.size(), 0)};
    for (const TownTarget& town : towns) diagram.seats.push_back(warp(town.seat));
    diagram.sites = diagram.middles = diagram.seats;
    double published = 0;
    for (const TownTarget& town : towns) published += town.area_m2;
    const auto shares_of = [&](const Cells& cells) {
        const double scale = static_cast<double>(cells.position.size()) * cells.cell_area_m2 / published;
        std::vector<double> areas;
        areas.reserve(towns.size());
        for (const TownTarget& town : towns) areas.push_back(scale * town.area_m2);
        return areas;
    };
    Cells coarse = cells_of(coarsened(inside), diagram.seats, towns, warp, progress);
    constexpr int moves = 12;
    for (int move = 0; move < moves; ++move) {
        progress.report(0.5 * move / moves);
        balance(coarse, diagram, shares_of(coarse), 0.03, 150);
        move_sites(coarse, diagram);
    }
    Cells cells = cells_of(inside, diagram.seats, towns, warp, progress);
    balance(cells, diagram, shares_of(cells), 0.006, 40);
    raster::Grid<std::int16_t> grid = on_grid(cells, inside.spec);
    join_fragments(grid, towns);
    return grid;
}

}  // namespace zonewright::demo
