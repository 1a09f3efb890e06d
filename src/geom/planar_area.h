// Area and simple measures on the plane of the study's CRS. A planar figure is never called just "area":
// the legal area is geom/statutory_area.h.
#pragma once

#include <span>

#include "geom/geometry.h"

namespace zonewright::geom {

/// Signed area of a closed ring in m², positive when counter-clockwise. Coordinates are taken relative to the
/// first point, so that nothing is lost far from the origin. O(n).
double signed_ring_area(std::span<const Point> ring);

/// Shells minus holes, in m², whatever the orientation of the rings.
double planar_area(const Polygon& polygon);
double planar_area(const MultiPolygon& polygons);

/// Length of all rings in metres.
double perimeter(const MultiPolygon& polygons);
double length(const MultiLineString& lines);

/// Centre of mass of the surface; the mean of the vertices when the area is zero.
Point centroid(const MultiPolygon& polygons);

double distance(Point a, Point b);
/// Distance from a point to the segment a-b.
double distance(Point p, Point a, Point b);

enum class Position { Inside, OnBoundary, Outside };
/// Exact for the crossing rule in double precision of the orientation test; even-odd over all rings. O(n).
Position locate(Point p, const Polygon& polygon);
Position locate(Point p, const MultiPolygon& polygons);

}  // namespace zonewright::geom
