// How would any outline score for every cluster, and why? The rule that parcels are scored by, applied to one
// polygon.
//
// The worth of a criterion is the mean over the outline's admissible cells with data, weighted by exact
// coverage; the score is the aggregation of the worths. Reads one window of each surface. Cost: O(cells of
// the window × criteria).
// Coordinates are metres on the study's plane (a CGCS2000 Gauss-Krüger CRS).
#pragma once

#include <vector>

#include "model/catalogue.h"
#include "model/suitability.h"
#include "raster/grid.h"

namespace zonewright::suitability {

struct RatedPart {
    model::CriterionId criterion;
    double weight = 0;
    double worth = 0;   ///< NaN without data
    double points = 0;  ///< weight × worth; they sum to the score for WLC
};

struct OutlineRating {
    model::ClusterId cluster;
    model::ScoreState state = model::ScoreState::NoData;
    double score = 0;
    double admissible_share = 0;   ///< of the outline: the part that score and worths are of
    std::vector<RatedPart> parts;  ///< in the order of the rating
};

/// One per cluster, in plan order. `admissible` holds the reason bits on the grid of the surfaces.
std::vector<OutlineRating> rate_outline(const geom::MultiPolygon& outline, const model::Catalogue& catalogue,
                                        const model::Suitability& suitability,
                                        const raster::Grid<std::uint32_t>& admissible);

}  // namespace zonewright::suitability
