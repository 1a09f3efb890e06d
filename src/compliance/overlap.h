// The pieces of an outline that lie on (or outside) the features of one layer, measured.
//
// Pieces of features that do not overlap each other add up to the land exactly: what their rounding to
// 0.01 m² leaves over is given to the largest. What overlapping features hold twice is stated.
// Coordinates are metres on the study's plane (a CGCS2000 Gauss-Krüger CRS).
#pragma once

#include <string>
#include <vector>

#include "geom/statutory_area.h"
#include "model/site_check.h"

namespace zonewright::compliance {

/// One polygon of a layer with the words the report needs.
struct LayerFeature {
    std::string name;
    std::string part;  ///< value of the breakdown field
    const geom::MultiPolygon* polygons = nullptr;
};

struct Overlap {
    std::vector<model::CheckPiece> pieces;  ///< largest first, each at least 0.01 m²
    geom::MultiPolygon land;                ///< union of the pieces
    Area area;                              ///< of `land`
    Area counted_twice;                     ///< sum of the pieces − area
    std::vector<model::NearbyFeature> nearby;
    bool touches = false;  ///< some feature meets the outline, be it only along a boundary
};

/// Land of the outline on the features, and the features within `nearby_m` that do not meet it. Land that
/// is the whole outline but for the rounding of two areas has the area of the outline, `whole`.
Overlap overlap_with(const geom::MultiPolygon& outline, Area whole, const std::vector<LayerFeature>& features,
                     double nearby_m, const geom::StatutoryArea& area);
/// Land of the outline outside all features.
Overlap overlap_outside(const geom::MultiPolygon& outline, Area whole,
                        const std::vector<LayerFeature>& features, const geom::StatutoryArea& area);

/// Diameter of the largest circle that fits inside, to 1 cm: by shrinking until nothing is left.
double widest_m(const geom::MultiPolygon& polygons);

}  // namespace zonewright::compliance
