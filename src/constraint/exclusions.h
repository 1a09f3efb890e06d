// The excluded land as a map: the rows of the published layer `exclusion`.
//
// The polygons of one constraint are dissolved (no land twice within a constraint) and cut to the city; every
// connected piece is a row with its statutory area. Land excluded for two reasons appears under both.
// Cost: one cascaded union per constraint, constraints in parallel.
// Coordinates are metres on the study's plane (a CGCS2000 Gauss-Krüger CRS).
#pragma once

#include <vector>

#include "base/progress.h"
#include "geom/statutory_area.h"
#include "model/constraint_layer.h"

namespace zonewright::constraint {

struct Exclusion {
    std::size_t layer = 0;  ///< position of the constraint
    geom::MultiPolygon geometry;
    Area area;  ///< statutory
};

/// Largest first within a constraint; nothing for constraints not checked and for fragments.
std::vector<Exclusion> exclusions(const std::vector<model::ConstraintLayer>& layers,
                                  const geom::MultiPolygon& city, const geom::StatutoryArea& area,
                                  const Progress& progress);

}  // namespace zonewright::constraint
