// On which side of a line does a point lie? The exact answer, for any doubles.
//
// Cost: a few operations when the rounded determinant is clearly away from zero (Shewchuk's static filter),
// else an exact sum of twelve terms. Guarantee: the sign is that of the real determinant of the given doubles
// (no overflow: coordinates below 1e150).
// Source: J. R. Shewchuk, Adaptive Precision Floating-Point Arithmetic and Fast Robust Geometric Predicates,
// 1997.
#pragma once

#include "geom/geometry.h"

namespace zonewright::geom {

/// The determinant as doubles give it: twice the signed area of a, b, c.
inline double rounded_turn(Point a, Point b, Point c) {
    return (a.x - c.x) * (b.y - c.y) - (a.y - c.y) * (b.x - c.x);
}

/// +1: c lies left of the line from a to b; -1: right; 0: exactly on it.
int exact_turn(Point a, Point b, Point c);

}  // namespace zonewright::geom
