#include "geom/certain_validity.h"

#include <algorithm>
#include <cmath>
#include <cstdint>
#include <limits>

#include "geom/planar_area.h"

namespace zonewright::geom {
namespace {

constexpr std::size_t comparisons_per_edge = 64;
constexpr std::size_t most_holes = 16;

struct BoxedEdge {
    double min_x, max_x, min_y, max_y;
    Point from, to;
    std::uint32_t ring, number;  ///< of the edge in its ring
};

/// +1 left, −1 right, 0 when double precision cannot tell.
int certain_side(Point a, Point b, Point p) {
    constexpr double epsilon = std::numeric_limits<double>::epsilon() / 2;
    constexpr double bound = (3 + 16 * epsilon) * epsilon;
    const double left = (a.x - p.x) * (b.y - p.y), right = (a.y - p.y) * (b.x - p.x);
    const double difference = left - right, doubt = bound * (std::abs(left) + std::abs(right));
    return difference > doubt ? 1 : difference < -doubt ? -1 : 0;
}

/// No common point, beyond doubt.
bool certainly_apart(const BoxedEdge& a, const BoxedEdge& b) {
    const int b1 = certain_side(a.from, a.to, b.from), b2 = certain_side(a.from, a.to, b.to);
    if (b1 != 0 && b1 == b2) return true;
    const int a1 = certain_side(b.from, b.to, a.from), a2 = certain_side(b.from, b.to, a.to);
    return a1 != 0 && a1 == a2;
}

/// BoxedEdge b follows edge a: they share one vertex, and nothing else unless b folds back onto a.
bool certainly_no_fold(const BoxedEdge& a, const BoxedEdge& b) {
    if (certain_side(a.from, a.to, b.to) != 0) return true;
    const double along =
        (a.to.x - a.from.x) * (b.to.x - b.from.x) + (a.to.y - a.from.y) * (b.to.y - b.from.y);
    return along > 0;
}

/// The edges of one polygon; false when a ring is not closed, too short or repeats a point.
bool collect(const Polygon& polygon, std::vector<BoxedEdge>& edges, std::vector<std::uint32_t>& sizes) {
    edges.clear();
    sizes.clear();
    for (std::size_t r = 0; r < polygon.rings.size(); ++r) {
        const Ring& ring = polygon.rings[r];
        if (ring.size() < 4 || !(ring.front() == ring.back())) return false;
        for (std::size_t i = 1; i < ring.size(); ++i) {
            const Point a = ring[i - 1], b = ring[i];
            if (a == b) return false;
            edges.push_back({std::min(a.x, b.x), std::max(a.x, b.x), std::min(a.y, b.y), std::max(a.y, b.y),
                             a, b, static_cast<std::uint32_t>(r), static_cast<std::uint32_t>(i - 1)});
        }
        sizes.push_back(static_cast<std::uint32_t>(ring.size() - 1));
    }
    return true;
}

bool certain_pair(const BoxedEdge& a, const BoxedEdge& b, const std::vector<std::uint32_t>& sizes) {
    if (a.ring == b.ring) {
        const std::uint32_t size = sizes[a.ring];
        if ((a.number + 1) % size == b.number) return certainly_no_fold(a, b);
        if ((b.number + 1) % size == a.number) return certainly_no_fold(b, a);
    }
    return certainly_apart(a, b);
}

bool certainly_disjoint_edges(std::vector<BoxedEdge>& edges, const std::vector<std::uint32_t>& sizes) {
    std::sort(edges.begin(), edges.end(), [](const BoxedEdge& a, const BoxedEdge& b) { return a.min_x < b.min_x; });
    std::size_t budget = comparisons_per_edge * edges.size();
    for (std::size_t i = 0; i < edges.size(); ++i)
        for (std::size_t j = i + 1; j < edges.size() && edges[j].min_x <= edges[i].max_x; ++j) {
            if (budget-- == 0) return false;
            const bool meet = edges[j].min_y <= edges[i].max_y && edges[i].min_y <= edges[j].max_y;
            if (meet && !certain_pair(edges[i], edges[j], sizes)) return false;
        }
    return true;
}

/// Each hole within the shell and outside all others; the rings do not touch, so one point tells.
bool holes_in_place(const Polygon& polygon) {
    const auto inside = [](const Ring& inner, const Ring& outer) {
        return locate(inner.front(), Polygon{{outer}}) == Position::Inside;
    };
    for (std::size_t i = 1; i < polygon.rings.size(); ++i) {
        if (!inside(polygon.rings[i], polygon.rings[0])) return false;
        for (std::size_t j = 1; j < polygon.rings.size(); ++j)
            if (i != j && inside(polygon.rings[i], polygon.rings[j])) return false;
    }
    return true;
}

}  // namespace

bool certainly_valid(const MultiPolygon& polygons) {
    if (polygons.parts.size() != 1 || polygons.parts.front().rings.empty()) return false;
    const Polygon& polygon = polygons.parts.front();
    if (polygon.rings.size() > most_holes + 1) return false;
    thread_local std::vector<BoxedEdge> edges;
    thread_local std::vector<std::uint32_t> sizes;
    return collect(polygon, edges, sizes) && certainly_disjoint_edges(edges, sizes) &&
           holes_in_place(polygon);
}

}  // namespace zonewright::geom
