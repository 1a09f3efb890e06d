// The boundary points (界址点) of an outline as surveyors number them, for every table, map and file of one report.
//
// A shell begins at its north-western corner and runs clockwise, a hole counter-clockwise; numbers run on over all
// rings, from 1; every ring has a number of its own (圈号), and ends with its first point. Cost: O(corners).
// Coordinates are metres on the study's plane; x is east, y north.
#pragma once

#include <cstddef>
#include <vector>

#include "geom/geometry.h"

namespace zonewright::geom {

/// The closed ring from its north-western corner on, clockwise or not. A ring of fewer than three corners is left alone.
Ring in_survey_order(Ring ring, bool clockwise);
/// Every ring so: shells clockwise, holes not.
MultiPolygon in_survey_order(MultiPolygon polygons);

struct BoundaryPoint {
    std::size_t number = 0;  ///< 点号 without its J
    std::size_t ring = 0;    ///< 圈号
    Point place;
    double to_next_m = 0;  ///< on the plane; 0 of the row that closes the ring
    bool closes = false;   ///< the first point of the ring again
};

std::vector<BoundaryPoint> boundary_points(const MultiPolygon& polygons);

}  // namespace zonewright::geom
