#include "geom/overlay_shape.h"

#include <algorithm>
#include <cmath>

#include "geom/clip_window.h"
#include "geom/orientation.h"
#include "geom/planar_area.h"

namespace zonewright::geom {
namespace {

constexpr std::size_t edges_per_block = 32;
/// Below this size cutting a polygon to a window costs more than it saves.
constexpr std::size_t small_shape = 128;

Box edge_box(Point a, Point b) {
    return {std::min(a.x, b.x), std::min(a.y, b.y), std::max(a.x, b.x), std::max(a.y, b.y)};
}

/// Does the box lie wholly beyond one side of the window?
bool beyond(const Box& box, const Box& window) {
    return !box.meets(window);
}

}  // namespace

int side_of(Point from, Point to, Point point, Tie tie) {
    const int turn = exact_turn(from, to, point);
    if (turn != 0) return turn;
    const double dx = to.x - from.x, dy = to.y - from.y;
    const int moved = dy != 0 ? (dy < 0 ? 1 : -1) : (dx > 0 ? 1 : -1);
    return moved * static_cast<int>(tie);
}

OverlayShape::OverlayShape(const MultiPolygon& polygons) {
    std::size_t count = 0;
    for (const Polygon& part : polygons.parts)
        for (const Ring& ring : part.rings) count += ring.size();
    points_.reserve(count);
    blocks_.reserve(count / edges_per_block + polygons.parts.size());
    for (const Polygon& part : polygons.parts)
        for (std::size_t r = 0; r < part.rings.size(); ++r)
            if (!add_ring(part.rings[r], r == 0) && r == 0) break;  // no shell, no holes
}

bool OverlayShape::add_ring(const Ring& ring, bool shell) {
    if (ring.size() < 4) return false;
    const double signed_m2 = signed_ring_area(ring);
    if (signed_m2 == 0) return false;
    planar_m2_ += shell ? std::fabs(signed_m2) : -std::fabs(signed_m2);
    RingSpan span{points_.size(), 0, blocks_.size(), 0, shell};
    const auto add_point = [&](Point p) {
        if (points_.size() == span.begin || points_.back() != p) points_.push_back(p);
    };
    if ((signed_m2 > 0) == shell)
        for (const Point p : ring) add_point(p);
    else
        for (auto p = ring.rbegin(); p != ring.rend(); ++p) add_point(*p);
    span.end = points_.size();
    for (std::size_t begin = span.begin; begin + 1 < span.end; begin += edges_per_block) {
        Block block{{}, begin, std::min(begin + edges_per_block, span.end - 1)};
        for (std::size_t i = block.begin; i <= block.end; ++i) block.box.include(points_[i]);
        box_.include(block.box);
        blocks_.push_back(block);
    }
    span.end_block = blocks_.size();
    rings_.push_back(span);
    return true;
}

void OverlayShape::add_edges_of_block(const Block& block, const Box& window, bool& broken,
                                      std::vector<OverlayEdge>& edges) const {
    for (std::size_t i = block.begin; i < block.end; ++i) {
        const Point from = points_[i], to = points_[i + 1];
        if (!edge_box(from, to).meets(window)) {
            broken = true;
            continue;
        }
        edges.push_back({from, to, broken ? EdgeStart::Outside : EdgeStart::Continues});
        broken = false;
    }
}

void OverlayShape::edges_near(const Box& window, std::vector<OverlayEdge>& edges) const {
    edges.clear();
    for (const RingSpan& ring : rings_) {
        bool broken = false;
        const std::size_t before = edges.size();
        for (std::size_t b = ring.first_block; b < ring.end_block; ++b) {
            if (beyond(blocks_[b].box, window))
                broken = true;
            else
                add_edges_of_block(blocks_[b], window, broken, edges);
        }
        if (edges.size() > before && edges[before].start == EdgeStart::Continues)
            edges[before].start = EdgeStart::Unknown;
    }
}

bool OverlayShape::contains(Point point, Tie tie) const {
    if (!box_.contains(point)) return false;
    const bool edges_move = tie == Tie::EdgeMoves;
    const auto above = [&](Point vertex) { return edges_move ? vertex.y >= point.y : vertex.y > point.y; };
    bool inside = false;
    for (const Block& block : blocks_) {
        if (block.box.max_x < point.x || block.box.min_y > point.y || block.box.max_y < point.y) continue;
        for (std::size_t i = block.begin; i < block.end; ++i) {
            const Point from = points_[i], to = points_[i + 1];
            if (above(from) == above(to)) continue;
            if ((side_of(from, to, point, tie) > 0) == above(to)) inside = !inside;
        }
    }
    return inside;
}

MultiPolygon OverlayShape::whole() const {
    MultiPolygon result;
    for (const RingSpan& span : rings_) {
        const auto begin = points_.begin() + static_cast<std::ptrdiff_t>(span.begin);
        const auto end = points_.begin() + static_cast<std::ptrdiff_t>(span.end);
        if (span.shell) result.parts.emplace_back();
        result.parts.back().rings.emplace_back(begin, end);
    }
    return result;
}

MultiPolygon OverlayShape::clipped(const Box& window) const {
    const bool within =
        window.contains({box_.min_x, box_.min_y}) && window.contains({box_.max_x, box_.max_y});
    if (within || vertex_count() <= small_shape) return whole();
    constexpr double reserve_m = 1;
    std::vector<OverlayEdge> edges;
    edges_near(window.grown(reserve_m), edges);
    const Box beside = window_beside(edges, window);
    return clip_to_window(edges, beside, contains({beside.min_x, beside.min_y}, Tie::EdgeMoves));
}

}  // namespace zonewright::geom
