// Which ring lies in which? Survey texts and drawings give shells and holes as rings of equal standing; what
// they are follows from nesting alone: a ring in no other is a shell, a ring in a shell a hole, a ring in a
// hole a shell again (even-odd), never from number or orientation.
//
// A ring lies in another when its box meets the other's, its area is smaller and its first vertex off the
// other's boundary is inside. Rings that cross have no honest answer; whatever is made of them is an invalid
// polygon, which is a finding. Cost: O(n log n) boxes, and O(vertices) for each pair whose boxes meet.
// Coordinates are in the CRS that the layer has at that step.
#pragma once

#include <optional>
#include <span>
#include <vector>

#include "geom/geometry.h"

namespace zonewright::intake {

struct Nested {
    std::optional<std::size_t> around;  ///< the smallest ring that contains it
    std::size_t depth = 0;              ///< how many rings contain it
    bool hole() const { return depth % 2 != 0; }
};

/// In the order of the rings. The ring around a hole is a shell, the ring around an island a hole.
std::vector<Nested> nesting_of(std::span<const geom::Ring* const> rings);

}  // namespace zonewright::intake
