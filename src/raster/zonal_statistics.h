// What do rasters say about polygons? Means weighted by the exact covered share of every cell.
//
// The coverage of a polygon is computed once and used for all rasters. A cell without data counts for neither
// the sum nor the weight of its raster; cells beyond the grid have no data.
// Cost: O(edges × cells crossed + cells of the bounding boxes × rasters). Parallel over polygons; every
// polygon is summed in row order by one thread, so the result does not depend on the number of threads.
// Coordinates are metres on the grid's plane.
#pragma once

#include <limits>
#include <span>
#include <vector>

#include "base/progress.h"
#include "geom/geometry.h"
#include "raster/grid.h"

namespace zonewright::raster {

struct ZonalMean {
    double mean = std::numeric_limits<double>::quiet_NaN();  ///< NaN where no covered cell has data
    double cells = 0;                                        ///< covered cells that have data
};

/// polygons × rasters, one row of rasters per polygon. All rasters must share one spec (InternalError
/// otherwise).
std::vector<ZonalMean> zonal_means(std::span<const geom::MultiPolygon* const> polygons,
                                   std::span<const Grid<float>* const> rasters, const Progress& progress);

}  // namespace zonewright::raster
