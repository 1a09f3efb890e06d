#include "geom/overlay_area.h"

#include <algorithm>
#include <cmath>

#include "geom/orientation.h"

namespace zonewright::geom {
namespace {

Point minus(Point p, Point origin) {
    return {p.x - origin.x, p.y - origin.y};
}
double cross(Point a, Point b) {
    return a.x * b.y - b.x * a.y;
}

/// The edges of one polygon near the other, with what the crossings say about each.
struct Edges {
    std::vector<OverlayEdge> list;
    std::vector<Box> boxes;
    std::vector<double> twice_m2;       ///< from the crossings: how much less or more than the whole edge
    std::vector<unsigned char> parity;  ///< crossings of the edge, odd or even

    void take(const OverlayShape& shape, const Box& window) {
        shape.edges_near(window, list);
        boxes.clear();
        for (const OverlayEdge& e : list)
            boxes.push_back({std::min(e.from.x, e.to.x), std::min(e.from.y, e.to.y),
                             std::max(e.from.x, e.to.x), std::max(e.from.y, e.to.y)});
        twice_m2.assign(list.size(), 0);
        parity.assign(list.size(), 0);
    }
    /// The edge leaves or enters the other polygon at `at` (relative to the origin).
    void cross_at(std::size_t i, Point at, Point origin, bool leaves) {
        const double up_to_here = cross(minus(list[i].from, origin), at);
        twice_m2[i] += leaves ? up_to_here : -up_to_here;
        parity[i] ^= 1;
    }
};

/// Where edge e meets the line of edge f, relative to the origin. Both polygons use this one point: where
/// edges are nearly parallel it may lie anywhere along them, but the area between them is the same.
Point crossing(const OverlayEdge& e, const OverlayEdge& f, Point origin) {
    const double start = std::fabs(rounded_turn(f.from, f.to, e.from));
    const double end = std::fabs(rounded_turn(f.from, f.to, e.to));
    const double t = start + end > 0 ? start / (start + end) : 0.5;
    return {e.from.x - origin.x + t * (e.to.x - e.from.x), e.from.y - origin.y + t * (e.to.y - e.from.y)};
}

void meet(Edges& first, std::size_t i, Edges& second, std::size_t j, Point origin) {
    const OverlayEdge &e = first.list[i], &f = second.list[j];
    const int from = side_of(f.from, f.to, e.from, Tie::EdgeMoves);
    if (from == side_of(f.from, f.to, e.to, Tie::EdgeMoves)) return;
    const int start = side_of(e.from, e.to, f.from, Tie::PointMoves);
    if (start == side_of(e.from, e.to, f.to, Tie::PointMoves)) return;
    // The interior is on the left: coming from the left means leaving.
    const Point at = crossing(e, f, origin);
    first.cross_at(i, at, origin, from > 0);
    second.cross_at(j, at, origin, start > 0);
}

void find_crossings(Edges& first, Edges& second, Point origin) {
    for (std::size_t i = 0; i < first.list.size(); ++i) {
        const Box box = first.boxes[i];
        for (std::size_t j = 0; j < second.list.size(); ++j)
            if (box.meets(second.boxes[j])) meet(first, i, second, j, origin);
    }
}

/// Twice the area between the origin and the parts of these edges that lie inside the other polygon.
double contribution(const Edges& edges, const OverlayShape& other, Tie tie, Point origin) {
    double twice = 0;
    bool inside = false;
    for (std::size_t i = 0; i < edges.list.size(); ++i) {
        const OverlayEdge& e = edges.list[i];
        if (e.start == EdgeStart::Outside) inside = false;
        if (e.start == EdgeStart::Unknown) inside = other.contains(e.from, tie);
        inside = inside != (edges.parity[i] != 0);
        twice += edges.twice_m2[i];
        if (inside) twice += cross(minus(e.from, origin), minus(e.to, origin));
    }
    return twice;
}

}  // namespace

double overlay_area_m2(const OverlayShape& a, const OverlayShape& b) {
    if (a.empty() || b.empty() || !a.box().meets(b.box())) return 0;
    const Box window{std::max(a.box().min_x, b.box().min_x), std::max(a.box().min_y, b.box().min_y),
                     std::min(a.box().max_x, b.box().max_x), std::min(a.box().max_y, b.box().max_y)};
    static thread_local Edges first, second;
    first.take(a, window);
    second.take(b, window);
    const Point origin{(window.min_x + window.max_x) / 2, (window.min_y + window.max_y) / 2};
    find_crossings(first, second, origin);
    const double twice =
        contribution(first, b, Tie::EdgeMoves, origin) + contribution(second, a, Tie::PointMoves, origin);
    return std::clamp(twice / 2, 0.0, std::min(a.planar_m2(), b.planar_m2()));
}

double overlay_area_m2(const MultiPolygon& a, const MultiPolygon& b) {
    return overlay_area_m2(OverlayShape(a), OverlayShape(b));
}

Coverage coverage_of(const OverlayShape& a, const OverlayShape& b, double tolerance_m2) {
    const double common_m2 = overlay_area_m2(a, b);
    if (common_m2 <= tolerance_m2) return Coverage::None;
    return common_m2 >= a.planar_m2() - tolerance_m2 ? Coverage::Whole : Coverage::Partial;
}

}  // namespace zonewright::geom
