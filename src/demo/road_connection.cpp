#include "demo/road_connection.h"

#include <algorithm>
#include <cmath>
#include <numeric>
#include <tuple>

#include "geom/planar_area.h"

namespace zonewright::demo {
namespace {

struct Vertex {
    std::int64_t x, y;
    std::size_t line;
};

std::size_t root_of(std::vector<std::size_t>& parent, std::size_t i) {
    while (parent[i] != i) i = parent[i] = parent[parent[i]];
    return i;
}

}  // namespace

std::vector<std::uint8_t> in_largest_network(const std::vector<const geom::LineString*>& lines) {
    std::vector<Vertex> vertices;
    for (std::size_t i = 0; i < lines.size(); ++i)
        for (geom::Point p : *lines[i])
            vertices.push_back({std::llround(p.x * 1e3), std::llround(p.y * 1e3), i});
    std::sort(vertices.begin(), vertices.end(), [](const Vertex& a, const Vertex& b) {
        return std::tie(a.x, a.y, a.line) < std::tie(b.x, b.y, b.line);
    });
    std::vector<std::size_t> parent(lines.size());
    std::iota(parent.begin(), parent.end(), std::size_t{0});
    for (std::size_t i = 1; i < vertices.size(); ++i) {
        if (vertices[i].x != vertices[i - 1].x || vertices[i].y != vertices[i - 1].y) continue;
        const std::size_t a = root_of(parent, vertices[i].line), b = root_of(parent, vertices[i - 1].line);
        parent[std::max(a, b)] = std::min(a, b);
    }
    std::vector<double> length(lines.size(), 0);
    for (std::size_t i = 0; i < lines.size(); ++i)
        for (std::size_t k = 0; k + 1 < lines[i]->size(); ++k)
            length[root_of(parent, i)] += geom::distance((*lines[i])[k], (*lines[i])[k + 1]);
    const auto largest =
        static_cast<std::size_t>(std::max_element(length.begin(), length.end()) - length.begin());
    std::vector<std::uint8_t> inside(lines.size(), 0);
    for (std::size_t i = 0; i < lines.size(); ++i) inside[i] = root_of(parent, i) == largest ? 1 : 0;
    return inside;
}

}  // namespace zonewright::demo
