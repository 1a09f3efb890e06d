#include "demo/road_network.h"

#include <algorithm>
#include <array>
#include <cmath>

#include "geom/planar_area.h"

namespace zonewright::demo {
namespace {

constexpr float most_displacement = 0.45F;
constexpr int relax_rounds = 18;
constexpr double thinning_tolerance_m = 1.0;
constexpr std::array<int, 4> step_column{1, 0, -1, 0}, step_row{0, 1, 0, -1};

}  // namespace

RoadNetwork::RoadNetwork(const raster::GridSpec& spec) : spec_(spec), fixed_(spec.cell_count(), 0) {
    for (Level* level : {&surface_, &express_}) {
        level->east.assign(spec.cell_count(), 0);
        level->south.assign(spec.cell_count(), 0);
    }
}

std::size_t RoadNetwork::add_road(Road road) {
    roads_.push_back(std::move(road));
    return roads_.size() - 1;
}

std::size_t RoadNetwork::step(std::size_t cell, int direction) const {
    switch (direction) {
        case 0:
            return cell + 1;
        case 1:
            return cell + spec_.columns;
        case 2:
            return cell - 1;
        default:
            return cell - spec_.columns;
    }
}

std::uint16_t RoadNetwork::edge(const Level& level, std::size_t cell, int direction) const {
    switch (direction) {
        case 0:
            return level.east[cell];
        case 1:
            return level.south[cell];
        case 2:
            return level.east[cell - 1];
        default:
            return level.south[cell - spec_.columns];
    }
}

int RoadNetwork::degree(const Level& level, std::size_t cell) const {
    int count = 0;
    for (int direction = 0; direction < 4; ++direction) count += edge(level, cell, direction) != 0 ? 1 : 0;
    return count;
}

void RoadNetwork::lay(std::size_t road, const CellPath& path) {
    Level& level = level_of(roads_[road].road_class);
    for (std::size_t i = 0; i + 1 < path.size(); ++i) {
        const std::size_t a = std::min(path[i], path[i + 1]), b = std::max(path[i], path[i + 1]);
        std::uint16_t* slot = b == a + 1               ? &level.east[a]
                              : b == a + spec_.columns ? &level.south[a]
                                                       : nullptr;
        if (slot != nullptr && *slot == 0) *slot = static_cast<std::uint16_t>(road + 1);
    }
}

std::size_t RoadNetwork::drop_unreached(std::span<const std::size_t> anchors) {
    std::vector<std::uint8_t> reached(spec_.cell_count(), 0);
    std::vector<std::size_t> stack;
    const auto visit = [&](std::size_t cell) {
        if (reached[cell] != 0) return;
        reached[cell] = 1;
        stack.push_back(cell);
    };
    for (std::size_t anchor : anchors) visit(anchor);
    while (!stack.empty()) {
        const std::size_t cell = stack.back();
        stack.pop_back();
        for (int direction = 0; direction < 4; ++direction)
            if (edge(surface_, cell, direction) != 0) visit(step(cell, direction));
    }
    std::size_t dropped = 0;
    for (std::size_t cell = 0; cell < reached.size(); ++cell)
        for (auto* edges : {&surface_.east, &surface_.south})
            if (reached[cell] == 0 && (*edges)[cell] != 0) (*edges)[cell] = 0, ++dropped;
    return dropped;
}

std::optional<std::size_t> RoadNetwork::surface_road(std::size_t cell) const {
    std::optional<std::size_t> best;
    for (int direction = 0; direction < 4; ++direction) {
        const std::uint16_t road = edge(surface_, cell, direction);
        if (road == 0) continue;
        if (!best || roads_[road - 1u].road_class > roads_[*best].road_class) best = road - 1u;
    }
    return best;
}

RoadClass RoadNetwork::class_at(std::size_t cell) const {
    if (on_expressway(cell)) return RoadClass::Expressway;
    const auto road = surface_road(cell);
    return road ? roads_[*road].road_class : RoadClass::None;
}

void RoadNetwork::join_levels(double spacing_m) {
    const auto columns = spec_.columns;
    for (std::size_t cell = columns; cell + columns < spec_.cell_count(); ++cell) {
        if (!on_expressway(cell)) continue;
        const auto road = surface_road(cell);
        if (!road || roads_[*road].road_class < RoadClass::Arterial) continue;
        const geom::Point here = spec_.centre(cell % columns, cell / columns);
        const bool near = std::any_of(interchanges_.begin(), interchanges_.end(), [&](std::size_t other) {
            return geom::distance(here, spec_.centre(other % columns, other / columns)) < spacing_m;
        });
        if (near) continue;
        interchanges_.push_back(cell);
        fixed_[cell] = 1;
    }
}

void RoadNetwork::relax(Level& level) {
    level.dx.assign(spec_.cell_count(), 0);
    level.dy.assign(spec_.cell_count(), 0);
    std::vector<std::size_t> moving;
    for (std::size_t cell = spec_.columns; cell + spec_.columns < spec_.cell_count(); ++cell)
        if (degree(level, cell) > 1) moving.push_back(cell);
    std::vector<float> next_x(moving.size()), next_y(moving.size());
    for (int round = 0; round < relax_rounds; ++round) {
        for (std::size_t i = 0; i < moving.size(); ++i) {
            float x = 0, y = 0, count = 0;
            for (int direction = 0; direction < 4; ++direction) {
                if (edge(level, moving[i], direction) == 0) continue;
                const std::size_t other = step(moving[i], direction);
                x += level.dx[other] + static_cast<float>(step_column[static_cast<std::size_t>(direction)]);
                y += level.dy[other] + static_cast<float>(step_row[static_cast<std::size_t>(direction)]);
                count += 1;
            }
            next_x[i] = std::clamp(0.4F * level.dx[moving[i]] + 0.6F * x / count, -most_displacement,
                                   most_displacement);
            next_y[i] = std::clamp(0.4F * level.dy[moving[i]] + 0.6F * y / count, -most_displacement,
                                   most_displacement);
        }
        for (std::size_t i = 0; i < moving.size(); ++i)
            level.dx[moving[i]] = next_x[i], level.dy[moving[i]] = next_y[i];
    }
}

void RoadNetwork::smooth() {
    relax(surface_);
    relax(express_);
    for (std::size_t cell : interchanges_) {
        express_.dx[cell] = surface_.dx[cell];
        express_.dy[cell] = surface_.dy[cell];
    }
}

geom::Point RoadNetwork::position(const Level& level, std::size_t cell) const {
    const geom::Point centre = spec_.centre(cell % spec_.columns, cell / spec_.columns);
    const double x = centre.x + spec_.cell_m * static_cast<double>(level.dx[cell]);
    const double y = centre.y - spec_.cell_m * static_cast<double>(level.dy[cell]);
    return {std::round(x * 1e3) / 1e3, std::round(y * 1e3) / 1e3};
}

std::optional<geom::Point> RoadNetwork::join_surface(geom::Point p, double reach_m) {
    const auto middle_column = static_cast<std::int64_t>((p.x - spec_.west_m) / spec_.cell_m);
    const auto middle_row = static_cast<std::int64_t>((spec_.north_m - p.y) / spec_.cell_m);
    const auto reach = static_cast<std::int64_t>(reach_m / spec_.cell_m) + 1;
    std::optional<std::size_t> nearest;
    double least = reach_m;
    for (std::int64_t row = middle_row - reach; row <= middle_row + reach; ++row)
        for (std::int64_t column = middle_column - reach; column <= middle_column + reach; ++column) {
            if (row < 1 || column < 1 || row + 1 >= static_cast<std::int64_t>(spec_.rows) ||
                column + 1 >= static_cast<std::int64_t>(spec_.columns))
                continue;
            const auto cell =
                static_cast<std::size_t>(row) * spec_.columns + static_cast<std::size_t>(column);
            if (!on_surface(cell)) continue;
            const double away = geom::distance(p, position(surface_, cell));
            if (away < least) least = away, nearest = cell;
        }
    if (!nearest) return std::nullopt;
    fixed_[*nearest] = 1;
    return position(surface_, *nearest);
}

bool RoadNetwork::is_node(const Level& level, std::size_t cell) const {
    std::uint16_t first = 0;
    int count = 0;
    for (int direction = 0; direction < 4; ++direction) {
        const std::uint16_t road = edge(level, cell, direction);
        if (road == 0) continue;
        if (count++ > 0 && road != first) return true;
        first = road;
    }
    return count != 2;
}

geom::LineString RoadNetwork::thinned(const geom::LineString& line,
                                      const std::vector<std::size_t>& cells) const {
    geom::LineString kept{line.front()};
    for (std::size_t i = 1; i + 1 < line.size(); ++i) {
        const bool bends = geom::distance(line[i], kept.back(), line[i + 1]) > thinning_tolerance_m;
        const bool far = geom::distance(line[i], kept.back()) > 400;
        if (bends || far || fixed_[cells[i]] != 0) kept.push_back(line[i]);
    }
    kept.push_back(line.back());
    return kept;
}

void RoadNetwork::trace(const Level& level, std::vector<RoadLine>& lines) const {
    std::vector<std::uint8_t> done(spec_.cell_count(), 0);  // bits: edge towards each direction
    const auto follow = [&](std::size_t cell, int direction) {
        const std::uint16_t road = edge(level, cell, direction);
        geom::LineString line{position(level, cell)};
        std::vector<std::size_t> cells{cell};
        for (;;) {
            const std::size_t next = step(cell, direction);
            done[cell] |= static_cast<std::uint8_t>(1 << direction);
            done[next] |= static_cast<std::uint8_t>(1 << ((direction + 2) % 4));
            cell = next;
            line.push_back(position(level, cell));
            cells.push_back(cell);
            if (is_node(level, cell)) break;
            int onward = -1;
            for (int d = 0; d < 4; ++d)
                if (edge(level, cell, d) != 0 && (done[cell] >> d & 1) == 0) onward = d;
            if (onward < 0) break;
            direction = onward;
        }
        lines.push_back({.road = road - 1u, .line = thinned(line, cells)});
    };
    const auto sweep = [&](bool nodes_only) {
        for (std::size_t cell = spec_.columns; cell + spec_.columns < spec_.cell_count(); ++cell) {
            if (nodes_only && !is_node(level, cell)) continue;
            for (int direction = 0; direction < 4; ++direction)
                if (edge(level, cell, direction) != 0 && (done[cell] >> direction & 1) == 0)
                    follow(cell, direction);
        }
    };
    sweep(true);
    sweep(false);  // closed rings without junction
}

std::vector<RoadLine> RoadNetwork::lines() const {
    std::vector<RoadLine> lines;
    trace(express_, lines);
    trace(surface_, lines);
    return lines;
}

CellPath joined_by_edges(const CityGrid& city, const CellPath& path) {
    CellPath joined;
    const auto columns = static_cast<std::int64_t>(city.spec.columns);
    for (std::size_t cell : path) {
        if (!joined.empty()) {
            const auto from = static_cast<std::int64_t>(joined.back()), to = static_cast<std::int64_t>(cell);
            const std::int64_t across = to % columns - from % columns, down = to / columns - from / columns;
            if (across * across == 1 &&
                down * down == 1)  // alternate the side, so that slanting roads do not drift
                joined.push_back(
                    static_cast<std::size_t>((from + to) % 2 == 0 ? from + across : from + down * columns));
        }
        if (joined.empty() || joined.back() != cell) joined.push_back(cell);
    }
    return joined;
}

CellPath cells_along(const CityGrid& city, const geom::LineString& line) {
    CellPath path;
    for (geom::Point p : stepped(line, 0.3 * city.spec.cell_m)) {
        if (!city.covers(p)) continue;
        const std::size_t cell = city.cell_at(p);
        if (path.empty() || path.back() != cell) path.push_back(cell);
    }
    return joined_by_edges(city, path);
}

}  // namespace zonewright::demo
