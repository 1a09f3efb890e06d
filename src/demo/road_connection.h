// Which lines belong to the one big road network?
//
// Lines hang together where they share a vertex (to the millimetre). Cost: O(vertices log vertices).
#pragma once

#include <cstdint>
#include <vector>

#include "geom/geometry.h"

namespace zonewright::demo {

/// 1 per line of the connected piece with the greatest length.
std::vector<std::uint8_t> in_largest_network(const std::vector<const geom::LineString*>& lines);

}  // namespace zonewright::demo
