#include "assembly/search/barrier_index.h"

#include <algorithm>
#include <array>
#include <optional>

#include "geom/planar_area.h"

namespace zonewright::assembly {
namespace {

double cross(geom::Point o, geom::Point a, geom::Point b) {
    return (a.x - o.x) * (b.y - o.y) - (a.y - o.y) * (b.x - o.x);
}

/// Position along from-to (0…1) where it crosses a-b; touching at an end counts once (half-open in the sign
/// of a, b).
std::optional<double> crossing(geom::Point from, geom::Point to, geom::Point a, geom::Point b) {
    const double side_a = cross(from, to, a), side_b = cross(from, to, b);
    if ((side_a >= 0) == (side_b >= 0)) return std::nullopt;
    const double side_from = cross(a, b, from), side_to = cross(a, b, to);
    if (side_from == side_to) return std::nullopt;
    const double at = side_from / (side_from - side_to);
    if (at < 0 || at > 1) return std::nullopt;
    return at;
}

}  // namespace

BarrierIndex::BarrierIndex(std::span<const Barrier> barriers) : barriers_(barriers) {
    std::vector<geom::Box> edge_boxes, polygon_boxes;
    const auto add_edges = [&](std::span<const geom::Point> points, std::size_t barrier) {
        for (std::size_t i = 0; i + 1 < points.size(); ++i) {
            edges_.push_back({points[i], points[i + 1], static_cast<std::uint32_t>(barrier)});
            edge_boxes.push_back(geom::bounds(points.subspan(i, 2)));
        }
    };
    for (std::size_t k = 0; k < barriers.size(); ++k) {
        if (const auto* lines = std::get_if<geom::MultiLineString>(&barriers[k].geometry))
            for (const geom::LineString& line : lines->lines) add_edges(line, k);
        const auto* areas = std::get_if<geom::MultiPolygon>(&barriers[k].geometry);
        if (!areas) continue;
        for (const geom::Polygon& polygon : areas->parts) {
            // The boundary is found through the polygon; its edges would be mistaken for lines.
            polygons_.push_back(polygon);
            polygon_barrier_.push_back(static_cast<std::uint32_t>(k));
            polygon_boxes.push_back(geom::bounds(polygon));
        }
    }
    edge_index_ = std::make_unique<geom::SpatialIndex>(edge_boxes);
    polygon_index_ = std::make_unique<geom::SpatialIndex>(polygon_boxes);
}

bool BarrierIndex::clear(const geom::Box& box) const {
    return edge_index_->query(box).empty() && polygon_index_->query(box).empty();
}

namespace {

/// Length of the way from-to inside the polygon, by the even-odd rule over its crossings. O(edges).
double length_inside(geom::Point from, geom::Point to, const geom::Polygon& polygon) {
    std::vector<double> cuts{0.0};
    for (const geom::Ring& ring : polygon.rings)
        for (std::size_t i = 0; i + 1 < ring.size(); ++i)
            if (const auto at = crossing(from, to, ring[i], ring[i + 1])) cuts.push_back(*at);
    std::sort(cuts.begin(), cuts.end());
    cuts.push_back(1.0);
    double inside = 0;
    for (std::size_t i = 0; i + 1 < cuts.size(); ++i) {
        const double middle = (cuts[i] + cuts[i + 1]) / 2;
        const geom::Point p{from.x + (to.x - from.x) * middle, from.y + (to.y - from.y) * middle};
        if (cuts[i + 1] > cuts[i] && geom::locate(p, polygon) == geom::Position::Inside)
            inside += cuts[i + 1] - cuts[i];
    }
    return inside * geom::distance(from, to);
}

}  // namespace

std::vector<std::uint32_t> BarrierIndex::met(geom::Point from, geom::Point to, double tolerance_m) const {
    const geom::Box box = geom::bounds(std::array<geom::Point, 2>{from, to});
    std::vector<std::uint32_t> answers;
    for (const std::uint32_t e : edge_index_->query(box))
        if (crossing(from, to, edges_[e].begin, edges_[e].end)) answers.push_back(edges_[e].barrier);
    for (const std::uint32_t p : polygon_index_->query(box))
        if (length_inside(from, to, polygons_[p]) > tolerance_m) answers.push_back(polygon_barrier_[p]);
    std::sort(answers.begin(), answers.end());
    answers.erase(std::unique(answers.begin(), answers.end()), answers.end());
    return answers;
}

}  // namespace zonewright::assembly
