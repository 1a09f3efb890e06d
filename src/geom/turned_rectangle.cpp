#include "geom/turned_rectangle.h"

#include <algorithm>
#include <cmath>

namespace zonewright::geom {

std::array<Point, 4> TurnedRectangle::corners() const {
    const double east = std::cos(bearing_rad), north = std::sin(bearing_rad);
    const auto corner = [&](double along, double across) {
        const double u = along * long_m / 2, v = across * short_m / 2;
        return Point{centre.x + u * east - v * north, centre.y + u * north + v * east};
    };
    // To the right of the bearing is the negative side of `across`.
    return {corner(-1, -1), corner(1, -1), corner(1, 1), corner(-1, 1)};
}

Polygon TurnedRectangle::polygon() const {
    const auto [a, b, c, d] = corners();
    return {{{a, b, c, d, a}}};
}

TurnedRectangle TurnedRectangle::shrunk(double margin_m) const {
    return {centre, std::max(0.0, long_m - 2 * margin_m), std::max(0.0, short_m - 2 * margin_m), bearing_rad};
}

}  // namespace zonewright::geom
