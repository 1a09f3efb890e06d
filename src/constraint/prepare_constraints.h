// Which land does each constraint rule exclude? Rules of the catalogue brought onto the ground of one study.
//
//   inside    the polygons of the role (filtered by `where`) are excluded
//   outside   the polygons of the role are the admissible land, what lies outside is excluded
//   corridor  land within the rule's width of the features is excluded; the width may depend on the class
//   slope     cells of the grid steeper than the threshold (Horn, degrees), as polygons along cell edges
//   fragment  no ground of its own: supply judges what is left of each parcel
//
// A rule whose source is missing or empty is `unchecked` with the reason; it never counts as "excludes
// nothing". Features that a rule cannot judge (no width for their class, no geometry) are findings. Cost: one
// buffer per corridor feature (parallel); O(cells) for slope. Results do not depend on threads.
#pragma once

#include <vector>

#include "base/progress.h"
#include "model/catalogue.h"
#include "model/constraint_layer.h"
#include "model/finding.h"
#include "model/source_set.h"
#include "raster/grid.h"

namespace zonewright::constraint {

/// The ground that the study looks at.
struct Ground {
    geom::MultiPolygon city;  ///< union of the towns
    raster::GridSpec grid;    ///< slope is measured on these cells
    int epsg = 0;
};

struct PreparedConstraints {
    std::vector<model::ConstraintLayer> layers;  ///< one per rule, in the order of the rules
    std::vector<model::Finding> findings;
};

/// Throws InputError when a raster source cannot be read.
PreparedConstraints prepare_constraints(const model::Catalogue& catalogue, const model::SourceSet& sources,
                                        const Ground& ground, const Progress& progress);

}  // namespace zonewright::constraint
