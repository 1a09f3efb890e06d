// How far is it from a polygon to the nearest of many points, lines or polygons? Exact, by their segments.
// Cost: O(n log n) to build; a question searches a growing box around the polygon. Thread-safe once built.
// Coordinates are metres on the study's plane (a CGCS2000 Gauss-Krüger CRS).
#pragma once

#include <optional>
#include <vector>

#include "geom/geometry.h"
#include "geom/spatial_index.h"

namespace zonewright::supply {

class NearestFeature {
public:
    explicit NearestFeature(const std::vector<const geom::Geometry*>& features);

    /// 0 when they meet; nothing when there are no features.
    std::optional<double> distance_m(const geom::MultiPolygon& polygons) const;

private:
    struct Segment {
        geom::Point a, b;
    };

    static std::vector<Segment> segments_of(const std::vector<const geom::Geometry*>& features);
    static std::vector<geom::Box> boxes_of(const std::vector<Segment>& segments);
    static double distance_to(const Segment& segment, const geom::MultiPolygon& polygons);

    std::vector<Segment> segments_;
    geom::SpatialIndex index_;
    geom::Box extent_;
};

}  // namespace zonewright::supply
