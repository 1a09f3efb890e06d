// Plain planar geometry as values. x is east (测量的 Y), y is north (测量的 X), metres in the study's CRS.
// "Nothing" is a value (std::monostate), not a null pointer.
#pragma once

#include <limits>
#include <span>
#include <variant>
#include <vector>

namespace zonewright::geom {

struct Point {
    double x = 0;  ///< east
    double y = 0;  ///< north
    bool operator==(const Point&) const = default;
};

struct Box {
    double min_x = std::numeric_limits<double>::infinity();
    double min_y = std::numeric_limits<double>::infinity();
    double max_x = -std::numeric_limits<double>::infinity();
    double max_y = -std::numeric_limits<double>::infinity();

    bool operator==(const Box&) const = default;
    bool empty() const { return min_x > max_x || min_y > max_y; }
    double width() const { return max_x - min_x; }
    double height() const { return max_y - min_y; }
    void include(Point p);
    void include(const Box& other);
    Box grown(double margin) const {
        return {min_x - margin, min_y - margin, max_x + margin, max_y + margin};
    }
    /// Closed boxes: touching counts.
    bool meets(const Box& other) const {
        return min_x <= other.max_x && other.min_x <= max_x && min_y <= other.max_y && other.min_y <= max_y;
    }
    bool contains(Point p) const { return p.x >= min_x && p.x <= max_x && p.y >= min_y && p.y <= max_y; }
};

/// Closed: first point equals last. At least four points when valid.
using Ring = std::vector<Point>;
using LineString = std::vector<Point>;

struct Polygon {
    std::vector<Ring> rings;  ///< rings[0] is the shell, the others are holes
    bool operator==(const Polygon&) const = default;
};

struct MultiPoint {
    std::vector<Point> points;
    bool operator==(const MultiPoint&) const = default;
};
struct MultiLineString {
    std::vector<LineString> lines;
    bool operator==(const MultiLineString&) const = default;
};
struct MultiPolygon {
    std::vector<Polygon> parts;
    bool operator==(const MultiPolygon&) const = default;
    bool empty() const { return parts.empty(); }
};

/// Single geometries are stored as multi geometries with one member; only three kinds remain to be handled.
using Geometry = std::variant<std::monostate, MultiPoint, MultiLineString, MultiPolygon>;

Box bounds(std::span<const Point> points);
Box bounds(const Polygon& polygon);
Box bounds(const MultiPolygon& polygons);
Box bounds(const MultiLineString& lines);
Box bounds(const Geometry& geometry);

/// The rectangle as a polygon (clockwise shell).
Polygon rectangle(const Box& box);

}  // namespace zonewright::geom
