// Where polygons that should tile overlap or leave gaps, with the pieces themselves. geom/coverage_check.h
// names the suspects; only those are overlaid. Guarantee: every pair that shares area is found, and every
// bounded hole that no polygon covers. Slivers are pieces like all others: the caller judges them by width.
// Coordinates are metres on one plane; the caller says which.
#pragma once

#include <cstdint>
#include <span>
#include <vector>

#include "base/progress.h"
#include "geom/geometry.h"
#include "geom/spatial_index.h"

namespace zonewright::gis {

struct OverlapPiece {
    std::uint32_t first = 0, second = 0;  ///< positions, first < second
    geom::MultiPolygon geometry;
};

struct CoverageFaults {
    std::vector<OverlapPiece> overlaps;    ///< by first, then second
    std::vector<geom::MultiPolygon> gaps;  ///< from west to east, then south to north
};

CoverageFaults check_coverage(std::span<const geom::MultiPolygon> polygons, const Progress& progress);

}  // namespace zonewright::gis
