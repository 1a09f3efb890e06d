// Cuts a polygon to a window, cleanly: the result is valid where the input is, with no edges along the border
// twice.
//
// Where the boundary leaves the window, the result follows the border counter-clockwise to where it enters
// again (Weiler-Atherton with a rectangle). Cost: O(edges near the window + pieces log pieces). Limit: no
// vertex may lie exactly on the border line; window_beside() finds such a window.
#pragma once

#include <vector>

#include "geom/overlay_shape.h"

namespace zonewright::geom {

/// `edges`: those of the polygon near the window (OverlayShape::edges_near). `corner_inside`: does the
/// window's lower left corner lie inside the polygon? It matters only when the boundary does not pass through
/// the window.
MultiPolygon clip_to_window(const std::vector<OverlayEdge>& edges, const Box& window, bool corner_inside);

/// A window at least as large as `window` whose border lines hold no vertex of the edges.
Box window_beside(const std::vector<OverlayEdge>& edges, const Box& window);

}  // namespace zonewright::geom
