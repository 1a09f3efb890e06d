#include "intake/ring_nesting.h"

#include <algorithm>
#include <cmath>
#include <numeric>

#include "geom/planar_area.h"
#include "geom/spatial_index.h"

namespace zonewright::intake {
namespace {

/// Told by the first vertex that is not on the boundary of `outer`.
bool lies_in(const geom::Ring& inner, const geom::Polygon& outer) {
    for (const geom::Point& p : inner) {
        const geom::Position position = geom::locate(p, outer);
        if (position != geom::Position::OnBoundary) return position == geom::Position::Inside;
    }
    return false;
}

}  // namespace

std::vector<Nested> nesting_of(std::span<const geom::Ring* const> rings) {
    std::vector<geom::Box> boxes;
    std::vector<double> areas;
    for (const geom::Ring* ring : rings) {
        boxes.push_back(geom::bounds(std::span(*ring)));
        areas.push_back(std::abs(geom::signed_ring_area(*ring)));
    }
    const geom::SpatialIndex index(boxes);
    std::vector<Nested> nested(rings.size());
    for (std::size_t i = 0; i < rings.size(); ++i) {
        std::vector<std::uint32_t> near = index.query(boxes[i]);
        std::erase_if(near, [&](std::uint32_t j) { return areas[j] <= areas[i]; });
        std::sort(near.begin(), near.end(),
                  [&](std::uint32_t a, std::uint32_t b) { return areas[a] < areas[b]; });
        for (const std::uint32_t j : near)
            if (lies_in(*rings[i], geom::Polygon{{*rings[j]}})) {
                nested[i].around = j;
                break;
            }
    }
    std::vector<std::size_t> by_area(rings.size());
    std::iota(by_area.begin(), by_area.end(), std::size_t{0});
    std::sort(by_area.begin(), by_area.end(),
              [&](std::size_t a, std::size_t b) { return areas[a] > areas[b]; });
    for (const std::size_t i : by_area)
        if (nested[i].around) nested[i].depth = nested[*nested[i].around].depth + 1;
    return nested;
}

}  // namespace zonewright::intake
