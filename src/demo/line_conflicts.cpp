#include "demo/line_conflicts.h"

#include <algorithm>
#include <cmath>

#include "demo/noise.h"
#include "geom/planar_area.h"

namespace zonewright::demo {
namespace {

constexpr double hairline_m = 0.3;
constexpr double corner_side_m = 30;
constexpr std::uint64_t one_in = 9;

geom::Point at_millimetre(geom::Point p) {
    return {std::round(p.x * 1e3) / 1e3, std::round(p.y * 1e3) / 1e3};
}

/// The cell and its eight neighbours carry no line.
bool free_of_lines(const CityGrid& grid, std::size_t cell) {
    const std::size_t columns = grid.spec.columns;
    for (std::size_t middle : {cell - columns, cell, cell + columns})
        for (std::size_t near = middle - 1; near <= middle + 1; ++near)
            if (!grid.inside(near) || grid.line.cells[near] != Line::None) return false;
    return true;
}

bool inside(const geom::Polygon& plot, geom::Point p) {
    return geom::locate(p, plot) == geom::Position::Inside;
}

/// A strip inside the plot along its longest edge; empty when the edge bends away.
geom::Ring hairline_of(const geom::Polygon& plot) {
    const geom::Ring& ring = plot.rings.front();
    std::size_t longest = 0;
    for (std::size_t i = 1; i + 1 < ring.size(); ++i)
        if (geom::distance(ring[i], ring[i + 1]) > geom::distance(ring[longest], ring[longest + 1]))
            longest = i;
    const geom::Point a = ring[longest], b = ring[longest + 1];
    const double length = geom::distance(a, b);
    const geom::Point along{(b.x - a.x) / length, (b.y - a.y) / length};
    for (const double side : {1.0, -1.0}) {
        const auto moved = [&](double forward, double aside) {
            return at_millimetre({a.x + forward * along.x - side * aside * along.y,
                                  a.y + forward * along.y + side * aside * along.x});
        };
        if (!inside(plot, moved(0.5 * length, 1))) continue;
        geom::Ring strip{a, moved(2, hairline_m), moved(length - 2, hairline_m), b, a};
        if (length > 20 && inside(plot, strip[1]) && inside(plot, strip[2])) return strip;
    }
    return {};
}

/// The triangle at the first convex corner.
geom::Ring corner_of(const geom::Polygon& plot) {
    const geom::Ring& ring = plot.rings.front();
    for (std::size_t i = 1; i + 1 < ring.size(); ++i) {
        const geom::Point corner = ring[i];
        const auto towards = [&](geom::Point other) {
            const double share = std::min(1.0, corner_side_m / geom::distance(corner, other));
            return at_millimetre(
                {corner.x + share * (other.x - corner.x), corner.y + share * (other.y - corner.y)});
        };
        const geom::Point before = towards(ring[i - 1]), after = towards(ring[i + 1]);
        geom::Ring triangle{corner, before, after, corner};
        const geom::Point middle{(corner.x + before.x + after.x) / 3, (corner.y + before.y + after.y) / 3};
        if (inside(plot, middle) && std::abs(geom::signed_ring_area(triangle)) > 80) return triangle;
    }
    return {};
}

template <typename Shape>
std::vector<Conflict> conflicts(const City& city, std::uint64_t seed, std::uint64_t remainder,
                                const Shape& shape) {
    std::vector<Conflict> found;
    const Noise noise(seed, "conflicts");
    for (const IndustrialBlock& block : city.industry) {
        if (!city.blocks[static_cast<std::size_t>(block.block)].outside_boundary) continue;
        for (std::size_t i = 0; i < block.divided.plots.size(); ++i) {
            if (noise.mix(block.block, static_cast<std::int64_t>(i)) % one_in != remainder) continue;
            const geom::Ring ring = shape(block.divided.plots[i].outline);
            const bool apart = std::all_of(ring.begin(), ring.end(), [&](geom::Point p) {
                return free_of_lines(city.grid, city.grid.cell_at(p));
            });
            if (!ring.empty() && apart)
                found.push_back({.cell = city.grid.cell_at(ring.front()), .polygon = {.rings = {ring}}});
        }
    }
    return found;
}

}  // namespace

std::vector<Conflict> farmland_hairlines(const City& city, std::uint64_t seed) {
    return conflicts(city, seed, 0, hairline_of);
}

std::vector<Conflict> redline_corners(const City& city, std::uint64_t seed) {
    return conflicts(city, seed, 1, corner_of);
}

}  // namespace zonewright::demo
