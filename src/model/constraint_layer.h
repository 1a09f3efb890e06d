// A constraint rule brought onto the ground: the land that it excludes.
// Coordinates are metres on the study's plane (a CGCS2000 Gauss-Krüger CRS).
#pragma once

#include <string>
#include <vector>

#include "geom/geometry.h"
#include "model/constraint_rule.h"

namespace zonewright::model {

struct ConstraintLayer {
    ConstraintRule rule;
    bool checked = true;
    Text unchecked_reason;  ///< why it could not be checked: "no source of role farmland"
    /// The land excluded, as polygons that may overlap each other. For ConstraintKind::Outside: the
    /// admissible land.
    std::vector<geom::MultiPolygon> polygons;
};

}  // namespace zonewright::model
