// Which polygons face each other, along which length and across which gap?
//
// From every boundary edge a ray goes out at right angles; the first polygon it meets within `reach_m` is the
// one that is faced there. Two boundaries within `snap_m` of each other (gap or overlap) count as touching,
// so digitised polygons that do not share vertices still share an edge. Edges that meet at more than 60° do
// not face each other: a corner never does. Cost: per polygon O(edges × edges within reach), sorted by x;
// parallel over polygons. The pieces are the same at any number of threads. Limits: edges that cross each
// other are compared at the middle of each elementary interval.
#pragma once

#include <cstdint>
#include <span>
#include <vector>

#include "base/progress.h"
#include "geom/geometry.h"

namespace zonewright::geom {

/// A stretch of the boundary of polygon `from` that faces polygon `to`.
struct FacingPiece {
    std::uint32_t from = 0, to = 0;
    double length_m = 0;         ///< along the boundary of `from`
    double distance_m = 0;       ///< at right angles, in the middle; within ±snap_m where they touch
    Point near_begin, near_end;  ///< on the boundary of `from`
    Point far_begin, far_end;    ///< opposite, on the boundary of `to`
};

struct FacingOptions {
    double reach_m = 0;
    double snap_m = 0;
};

/// Sorted by `from`, then along the rings of `from`.
std::vector<FacingPiece> facing_pieces(std::span<const MultiPolygon> polygons, const FacingOptions& options,
                                       const Progress& progress);

}  // namespace zonewright::geom
