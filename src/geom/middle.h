// Where does a mark or a label for this geometry go?
#pragma once

#include <optional>

#include "geom/geometry.h"

namespace zonewright::geom {

/// A point inside the largest part, in the middle of its longest stretch at half its height; the middle
/// vertex of the longest line; the middle of the box of points. Nothing for empty geometries. O(vertices).
std::optional<Point> middle_of(const Geometry& geometry);

}  // namespace zonewright::geom
