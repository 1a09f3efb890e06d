// Do these polygons tile the plane? Finds, without any overlay, the few places that an overlay has to look
// at.
//
// Method: every edge is compared with the edges of the neighbours its box meets. An edge with a twin running
// the other way is a clean shared boundary. What is left over bounds the coverage, a gap or an overlap. A
// pair of polygons is suspect when left-over edges meet elsewhere than at a common vertex, when two edges run
// the same way, or when a left-over edge of one lies inside the other. Guarantee: a pair that is not suspect
// shares no area (the polygons being valid); a suspect pair may be innocent. Cost: O(edges × neighbours);
// about 1.5 µs an edge for parcels of 30 vertices. Parallel over polygons; the answer does not depend on the
// number of threads.
#pragma once

#include <cstdint>
#include <span>
#include <utility>
#include <vector>

#include "base/progress.h"
#include "geom/geometry.h"
#include "geom/spatial_index.h"

namespace zonewright::geom {

struct CoverageSuspects {
    std::vector<std::pair<std::uint32_t, std::uint32_t>> pairs;  ///< positions, first < second, ascending
    std::vector<LineString> unmatched;  ///< runs of edges without a twin, one polygon after the other
};

/// `index` is over the bounds of `polygons`, position by position.
CoverageSuspects find_coverage_suspects(std::span<const MultiPolygon> polygons, const SpatialIndex& index,
                                        const Progress& progress);

}  // namespace zonewright::geom
