// Shapes that a map draws in place of patterns and symbols: hatching as lines clipped to the polygon, markers
// as polygons. Plain geometry, so that print and screen agree and no picture files are needed.
#pragma once

#include "geom/geometry.h"
#include "model/style.h"

namespace zonewright::io {

/// Parallel lines `spacing` apart through the polygon, at `angle_deg` to the east; they continue across
/// neighbours, because their position follows from the plane, not from the polygon.
geom::MultiLineString hatching(const geom::MultiPolygon& polygons, double spacing, double angle_deg);

/// A marker of this diameter around the point.
geom::MultiPolygon marker_shape(model::MarkerShape shape, geom::Point centre, double diameter);

/// Cuts areas to the box, for a picture that shows no more than the box: their edges run along it. Other shapes stay whole.
void cut(geom::Geometry& geometry, const geom::Box& box);

/// Leaves out vertices nearer than `step` to the one kept before, and rings and lines that are smaller than it: what a
/// picture whose pixels are larger cannot show.
void thin(geom::Geometry& geometry, double step);

}  // namespace zonewright::io
