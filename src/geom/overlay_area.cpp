#include "geom/overlay_area.h"

#include <algorithm>
#include <cmath>

#include "geom/orientation.h"

namespace zonewright::geom {
namespace {

/// The edges of one polygon near the other, with what the crossings say about each.
struct Edges {
    std::vector<OverlayEdge> list;
    std::vector<Box> boxes;
    std::vector<double> share;          ///< of the edge inside the other polygon, up to the end point's part
    std::vector<unsigned char> parity;  ///< crossings of the edge, odd or even

    void take(const OverlayShape& shape, const Box& window) {
        shape.edges_near(window, list);
        boxes.clear();
        for (const OverlayEdge& e : list)
            boxes.push_back({std::min(e.from.x, e.to.x), std::min(e.from.y, e.to.y),
                             std::max(e.from.x, e.to.x), std::max(e.from.y, e.to.y)});
        share.assign(list.size(), 0);
        parity.assign(list.size(), 0);
    }
    void cross(std::size_t i, double at, bool leaves) {
        share[i] += leaves ? at : -at;
        parity[i] ^= 1;
    }
};

/// Where between `from` and `to` the edge meets the line a-b, in 0…1.
double parameter(Point from, Point to, Point a, Point b) {
    const double start = std::fabs(rounded_turn(a, b, from)), end = std::fabs(rounded_turn(a, b, to));
    return start + end > 0 ? start / (start + end) : 0.5;
}

void meet(Edges& first, std::size_t i, Edges& second, std::size_t j) {
    const OverlayEdge &e = first.list[i], &f = second.list[j];
    const int from = side_of(f.from, f.to, e.from, Tie::EdgeMoves);
    if (from == side_of(f.from, f.to, e.to, Tie::EdgeMoves)) return;
    const int start = side_of(e.from, e.to, f.from, Tie::PointMoves);
    if (start == side_of(e.from, e.to, f.to, Tie::PointMoves)) return;
    // The interior is on the left: coming from the left means leaving.
    first.cross(i, parameter(e.from, e.to, f.from, f.to), from > 0);
    second.cross(j, parameter(f.from, f.to, e.from, e.to), start > 0);
}

void find_crossings(Edges& first, Edges& second) {
    for (std::size_t i = 0; i < first.list.size(); ++i) {
        const Box box = first.boxes[i];
        for (std::size_t j = 0; j < second.list.size(); ++j)
            if (box.meets(second.boxes[j])) meet(first, i, second, j);
    }
}

/// Twice the contribution of these edges, coordinates relative to `origin`.
double contribution(const Edges& edges, const OverlayShape& other, Tie tie, Point origin) {
    double twice = 0;
    bool inside = false;
    for (std::size_t i = 0; i < edges.list.size(); ++i) {
        const OverlayEdge& e = edges.list[i];
        if (e.start == EdgeStart::Outside) inside = false;
        if (e.start == EdgeStart::Unknown) inside = other.contains(e.from, tie);
        inside = inside != (edges.parity[i] != 0);
        const double share = edges.share[i] + (inside ? 1 : 0);
        if (share == 0) continue;
        twice += share *
                 ((e.from.x - origin.x) * (e.to.y - origin.y) - (e.to.x - origin.x) * (e.from.y - origin.y));
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
    find_crossings(first, second);
    const Point origin{(window.min_x + window.max_x) / 2, (window.min_y + window.max_y) / 2};
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
