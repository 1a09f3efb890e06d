// The part of a ring inside a window (Sutherland-Hodgman): where the ring leaves the window it runs along the
// border.
//
// Cost: O(vertices). Guarantee: inside the window the enclosed surface is unchanged, even for a ring that
// crosses itself outside. Limit: along the border edges may coincide, as OverlayNG accepts and strict
// validity does not.
#pragma once

#include "geom/geometry.h"

namespace zonewright::geom {

/// Closed again; empty when nothing of positive area is left.
Ring clip_ring(const Ring& ring, const Box& window);

}  // namespace zonewright::geom
