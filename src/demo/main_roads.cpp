#include "demo/main_roads.h"

#include <fmt/format.h>

#include <algorithm>
#include <queue>

#include "base/random.h"
#include "geom/planar_area.h"

namespace zonewright::demo {
namespace {

using Cost = std::uint32_t;

/// What a step into this cell costs on flat open ground is 10.
class Ground {
public:
    Ground(const CityGrid& city, const RoadNetwork& network, std::uint64_t seed)
        : city_(city), network_(network), noise_(seed, "arterials") {}

    Cost step_cost(std::size_t cell) const {
        if (network_.on_surface(cell)) return 5;
        const auto slope = static_cast<double>(city_.slope_share.cells[cell]);
        double cost = 10 + 260 * slope + 2 * noise_.at(city_.centre(cell), 900);
        if (city_.water.cells[cell] != Water::None)
            cost += city_.water.cells[cell] == Water::Reservoir ? 200 : 35;
        if (network_.on_expressway(cell)) cost += 30;
        if (!city_.inside(cell)) cost += 40;
        return static_cast<Cost>(cost);
    }

private:
    const CityGrid& city_;
    const RoadNetwork& network_;
    Noise noise_;
};

/// Dijkstra over the eight neighbours inside the box of the two ends.
class PathFinder {
public:
    PathFinder(const CityGrid& city, const Ground& ground)
        : city_(city), ground_(ground), cost_(city.spec.cell_count(), none), from_(cost_.size(), 0) {}

    CellPath find(std::size_t start, std::size_t goal) {
        const auto columns = static_cast<std::int64_t>(city_.spec.columns),
                   rows = static_cast<std::int64_t>(city_.spec.rows);
        const auto column = [&](std::size_t cell) { return static_cast<std::int64_t>(cell) % columns; };
        const auto row = [&](std::size_t cell) { return static_cast<std::int64_t>(cell) / columns; };
        constexpr std::int64_t margin = 50;
        const std::int64_t west = std::max<std::int64_t>(2, std::min(column(start), column(goal)) - margin);
        const std::int64_t east = std::min(columns - 3, std::max(column(start), column(goal)) + margin);
        const std::int64_t north = std::max<std::int64_t>(2, std::min(row(start), row(goal)) - margin);
        const std::int64_t south = std::min(rows - 3, std::max(row(start), row(goal)) + margin);
        using Entry = std::pair<Cost, std::size_t>;
        std::priority_queue<Entry, std::vector<Entry>, std::greater<>> queue;
        std::vector<std::size_t> touched;
        const auto offer = [&](std::size_t cell, Cost cost, std::size_t from) {
            if (cost >= cost_[cell]) return;
            if (cost_[cell] == none) touched.push_back(cell);
            cost_[cell] = cost, from_[cell] = from;
            queue.emplace(cost, cell);
        };
        offer(start, 0, start);
        while (!queue.empty() && queue.top().second != goal) {
            const auto [cost, cell] = queue.top();
            queue.pop();
            if (cost != cost_[cell]) continue;
            for (std::int64_t dy = -1; dy <= 1; ++dy)
                for (std::int64_t dx = -1; dx <= 1; ++dx) {
                    const std::int64_t x = column(cell) + dx, y = row(cell) + dy;
                    if ((dx == 0 && dy == 0) || x < west || x > east || y < north || y > south) continue;
                    const auto next = static_cast<std::size_t>(y * columns + x);
                    offer(next, cost + ground_.step_cost(next) * (dx != 0 && dy != 0 ? 14 : 10), cell);
                }
        }
        CellPath path{goal};
        while (path.back() != start) path.push_back(from_[path.back()]);
        for (std::size_t cell : touched) cost_[cell] = none;
        std::reverse(path.begin(), path.end());
        return joined_by_edges(city_, path);
    }

private:
    static constexpr Cost none = ~Cost{0};
    const CityGrid& city_;
    const Ground& ground_;
    std::vector<Cost> cost_;
    std::vector<std::size_t> from_;
};

struct Pair {
    double length;
    std::size_t a, b;
};

std::vector<Pair> gabriel_pairs(const std::vector<TownTarget>& towns) {
    std::vector<Pair> pairs;
    for (std::size_t a = 0; a < towns.size(); ++a)
        for (std::size_t b = a + 1; b < towns.size(); ++b) {
            const geom::Point p = towns[a].seat, q = towns[b].seat,
                              middle{0.5 * (p.x + q.x), 0.5 * (p.y + q.y)};
            const double radius = 0.5 * geom::distance(p, q);
            const bool blocked = std::any_of(towns.begin(), towns.end(), [&](const TownTarget& other) {
                return &other != &towns[a] && &other != &towns[b] &&
                       geom::distance(other.seat, middle) < radius;
            });
            if (!blocked) pairs.push_back({2 * radius, a, b});
        }
    std::sort(pairs.begin(), pairs.end(), [](const Pair& x, const Pair& y) {
        return std::tie(x.length, x.a, x.b) < std::tie(y.length, y.a, y.b);
    });
    return pairs;
}

/// Lays the parts of the path that lie in the city.
void lay_inside(const CityGrid& city, RoadNetwork& network, std::size_t road, const CellPath& path) {
    CellPath part;
    for (std::size_t cell : path) {
        if (city.inside(cell)) {
            part.push_back(cell);
            continue;
        }
        network.lay(road, part);
        part.clear();
    }
    network.lay(road, part);
}

bool buildable(const CityGrid& city, std::size_t cell, std::int16_t town) {
    return city.town.cells[cell] == town && in_growth_boundary(city.line.cells[cell]) &&
           city.water.cells[cell] == Water::None && city.slope_share.cells[cell] < 0.2F;
}

/// One street line of the grid of a town, cut where it leaves land to build on; short gaps are bridged.
class StreetLayer {
public:
    StreetLayer(const CityGrid& city, RoadNetwork& network) : city_(city), network_(network) {}

    void lay(std::size_t road, std::int16_t town, const CellPath& line) {
        constexpr std::size_t longest_gap = 5, shortest_street = 9;
        CellPath part;
        std::size_t gap = 0;
        const auto finish = [&] {
            part.resize(part.size() - std::min(gap, part.size()));
            if (part.size() >= shortest_street) network_.lay(road, part);
            part.clear();
            gap = 0;
        };
        for (std::size_t cell : line) {
            if (buildable(city_, cell, town)) {
                part.push_back(cell);
                gap = 0;
            } else if (part.empty()) {
                continue;
            } else if (city_.town.cells[cell] == town && city_.line.cells[cell] != Line::Redline &&
                       ++gap <= longest_gap) {
                part.push_back(cell);
            } else {
                finish();
            }
        }
        finish();
    }

private:
    const CityGrid& city_;
    RoadNetwork& network_;
};

geom::Point direction_of_streets(const std::vector<TownTarget>& towns, std::size_t town) {
    geom::Point best{1, 0};
    double nearest = 1e12;
    for (const TownTarget& other : towns) {
        const double away = geom::distance(other.seat, towns[town].seat);
        if (away <= 0 || away >= nearest) continue;
        nearest = away;
        best = {(other.seat.x - towns[town].seat.x) / away, (other.seat.y - towns[town].seat.y) / away};
    }
    return best;
}

}  // namespace

void lay_expressways(const CityGrid& city, const Parameters& parameters, RoadNetwork& network) {
    for (const Course& course : parameters.roads.expressways) {
        const std::size_t road = network.add_road({.name = course.name, .road_class = RoadClass::Expressway});
        lay_inside(city, network, road, cells_along(city, rounded(course.line, 4)));
    }
}

void lay_arterials(const CityGrid& city, const Parameters& parameters, std::uint64_t seed,
                   RoadNetwork& network, const Progress& progress) {
    const Ground ground(city, network, seed);
    PathFinder finder(city, ground);
    const std::vector<Pair> pairs = gabriel_pairs(parameters.towns);
    for (std::size_t i = 0; i < pairs.size(); ++i) {
        progress.report(static_cast<double>(i) / static_cast<double>(pairs.size()));
        const TownTarget &a = parameters.towns[pairs[i].a], &b = parameters.towns[pairs[i].b];
        const std::size_t road =
            network.add_road({.name = fmt::format("{}—{}干线（示意）", a.name.zh, b.name.zh),
                              .road_class = RoadClass::Arterial});
        lay_inside(city, network, road, finder.find(city.cell_at(a.seat), city.cell_at(b.seat)));
    }
    for (const Gateway& gateway : parameters.roads.gateways) {
        if (!city.covers(gateway.position)) continue;
        const auto nearest = std::min_element(
            parameters.towns.begin(), parameters.towns.end(), [&](const TownTarget& x, const TownTarget& y) {
                return geom::distance(x.seat, gateway.position) < geom::distance(y.seat, gateway.position);
            });
        const std::size_t road =
            network.add_road({.name = gateway.name + "干线（示意）", .road_class = RoadClass::Arterial});
        lay_inside(city, network, road,
                   finder.find(city.cell_at(nearest->seat), city.cell_at(gateway.position)));
    }
}

void lay_streets(const CityGrid& city, const Parameters& parameters, std::uint64_t seed, RoadNetwork& network,
                 const Progress& progress) {
    const Warp bend(seed, "streets", parameters.roads.street_bend_m, 2600);
    const double spacing = parameters.roads.street_spacing_m, step = 0.4 * city.spec.cell_m;
    constexpr int reach = 16;  // lines to either side of the seat
    StreetLayer layer(city, network);
    std::vector<std::size_t> anchors;
    for (std::size_t town = 0; town < parameters.towns.size(); ++town) {
        progress.report(static_cast<double>(town) / static_cast<double>(parameters.towns.size()));
        Random random(seed, "streets of " + parameters.towns[town].place);
        const geom::Point seat = parameters.towns[town].seat,
                          along = direction_of_streets(parameters.towns, town);
        const geom::Point across{-along.y, along.x};
        anchors.push_back(city.cell_at(seat));
        for (int line = -2 * reach; line <= 2 * reach; ++line) {
            const bool lengthwise = line % 2 == 0;
            const geom::Point direction = lengthwise ? along : across, aside = lengthwise ? across : along;
            const double offset = (static_cast<double>(line) / 2 + random.between(-0.12, 0.12)) * spacing;
            geom::LineString points;
            double t = -reach * spacing;
            while (t <= reach * spacing) {
                points.push_back(bend({seat.x + t * direction.x + offset * aside.x,
                                       seat.y + t * direction.y + offset * aside.y}));
                t += step;
            }
            const std::size_t road = network.add_road(
                {.name = fmt::format("{}{}路（示意）", parameters.towns[town].name.zh, line + 2 * reach + 1),
                 .road_class = RoadClass::Secondary});
            layer.lay(road, static_cast<std::int16_t>(town), cells_along(city, points));
        }
    }
    network.drop_unreached(anchors);
}

}  // namespace zonewright::demo
