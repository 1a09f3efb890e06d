// A rectangle at any rotation, as a value: where it lies, which way its long side points, and its corners.
#pragma once

#include <array>

#include "geom/geometry.h"

namespace zonewright::geom {

struct TurnedRectangle {
    Point centre;
    double long_m = 0, short_m = 0;
    double bearing_rad = 0;  ///< direction of the long side, counter-clockwise from east, 0 … π

    double area_m2() const { return long_m * short_m; }
    /// Counter-clockwise, beginning behind on the right of someone who looks along the bearing.
    std::array<Point, 4> corners() const;
    Polygon polygon() const;
    /// Less `margin_m` on every side; a side never becomes negative.
    TurnedRectangle shrunk(double margin_m) const;
};

}  // namespace zonewright::geom
