#include "supply/nearest_feature.h"

#include <algorithm>
#include <cmath>

#include "geom/orientation.h"
#include "geom/planar_area.h"

namespace zonewright::supply {
namespace {

using geom::Point;

bool cross(Point a, Point b, Point c, Point d) {
    return geom::exact_turn(a, b, c) * geom::exact_turn(a, b, d) < 0 &&
           geom::exact_turn(c, d, a) * geom::exact_turn(c, d, b) < 0;
}

double between(Point a, Point b, Point c, Point d) {
    if (cross(a, b, c, d)) return 0;
    return std::min(
        {geom::distance(a, c, d), geom::distance(b, c, d), geom::distance(c, a, b), geom::distance(d, a, b)});
}

}  // namespace

NearestFeature::NearestFeature(const std::vector<const geom::Geometry*>& features)
    : segments_(segments_of(features)), index_(boxes_of(segments_)) {
    for (const geom::Box& box : boxes_of(segments_)) extent_.include(box);
}

std::vector<NearestFeature::Segment> NearestFeature::segments_of(
    const std::vector<const geom::Geometry*>& features) {
    std::vector<Segment> segments;
    const auto add_path = [&](const std::vector<Point>& path) {
        for (std::size_t i = 0; i + 1 < path.size(); ++i) segments.push_back({path[i], path[i + 1]});
    };
    for (const geom::Geometry* feature : features) {
        if (const auto* points = std::get_if<geom::MultiPoint>(feature))
            for (Point p : points->points) segments.push_back({p, p});
        if (const auto* lines = std::get_if<geom::MultiLineString>(feature))
            for (const auto& line : lines->lines) add_path(line);
        if (const auto* polygons = std::get_if<geom::MultiPolygon>(feature))
            for (const auto& part : polygons->parts)
                for (const auto& ring : part.rings) add_path(ring);
    }
    return segments;
}

std::vector<geom::Box> NearestFeature::boxes_of(const std::vector<Segment>& segments) {
    std::vector<geom::Box> boxes(segments.size());
    for (std::size_t i = 0; i < segments.size(); ++i) {
        boxes[i].include(segments[i].a);
        boxes[i].include(segments[i].b);
    }
    return boxes;
}

double NearestFeature::distance_to(const Segment& segment, const geom::MultiPolygon& polygons) {
    if (geom::locate(segment.a, polygons) != geom::Position::Outside) return 0;
    double nearest = std::numeric_limits<double>::infinity();
    for (const auto& part : polygons.parts)
        for (const auto& ring : part.rings)
            for (std::size_t i = 0; i + 1 < ring.size(); ++i)
                nearest = std::min(nearest, between(segment.a, segment.b, ring[i], ring[i + 1]));
    return nearest;
}

std::optional<double> NearestFeature::distance_m(const geom::MultiPolygon& polygons) const {
    if (segments_.empty() || polygons.empty()) return std::nullopt;
    const geom::Box box = geom::bounds(polygons);
    std::vector<std::uint32_t> found;
    for (double reach = 100;; reach *= 2) {
        const geom::Box around = box.grown(reach);
        index_.query(around, found);
        double nearest = std::numeric_limits<double>::infinity();
        for (std::uint32_t id : found) nearest = std::min(nearest, distance_to(segments_[id], polygons));
        // Whatever is nearer than the reach has been found.
        const bool everything = around.contains({extent_.min_x, extent_.min_y}) &&
                                around.contains({extent_.max_x, extent_.max_y});
        if (nearest <= reach || everything) return nearest;
    }
}

}  // namespace zonewright::supply
