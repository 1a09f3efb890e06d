// The length of a step in the plane, the same to the last bit on every machine. The C library's hypot is not: processors
// that multiply and add at once take another path through it.
#pragma once

#include <cmath>

namespace zonewright {

/// Of metres or degrees; not for numbers whose square is beyond a double.
inline double plane_length(double dx, double dy) {
    return std::sqrt(dx * dx + dy * dy);
}

}  // namespace zonewright
