// What is the measured value of a criterion in every cell? Measures only; what a value is worth is decided by
// the value function in suitability/.
//
//   distance      metres to the nearest feature (raster/distance.h)
//   travel_time   minutes from the nearest origin by road, then across country (travel_time.h)
//   slope, relief, elevation   from the DEM, read with a margin so that a crop changes nothing
//   density       points per km², km of line per km², or the sum of `field` per km² within the radius
//   share         share of the disc covered by polygons (cells whose centre is inside), 0…1
//   raster_value  the source raster, bilinear
//   category      position of the feature's class in model::category_words
//   zone_listing  1 in places the plan lists for the cluster; open_value or unlisted_value elsewhere
//   quotient      location quotient of the cluster's enterprises within the radius; 0 where there are none at
//   all
//
// A missing source is a defined case: `missing` is set, the values are all no data and `note` says which
// source. A source without a matching feature is not missing: its distance and travel time are infinite, its
// density 0.
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <vector>

#include "base/language.h"
#include "base/progress.h"
#include "criterion/source_view.h"
#include "model/criterion_definition.h"
#include "model/plan.h"
#include "model/territory.h"
#include "raster/grid.h"

namespace zonewright::criterion {

class RoadNetworks;

struct MeasureInput {
    SourceView sources;
    const model::Plan& plan;
    const model::ZoneMap& zones;
    raster::GridSpec spec;
    int epsg = 0;
    const geom::MultiPolygon* city = nullptr;  ///< measure_all leaves out cells whose centre lies outside
    RoadNetworks* networks = nullptr;          ///< shared between criteria; null: built for each
    std::size_t memory_mib = 0;                ///< that measure_all may fill
};

struct Measured {
    raster::Grid<float> values;
    std::optional<raster::Grid<std::uint32_t>> squared;  ///< instead of values: of measure_to_keep()
    bool missing = false;
    Text note;
};

/// `cluster` must be given for a definition that is per_cluster (InternalError otherwise).
Measured measure(const MeasureInput& input, const model::CriterionDefinition& definition,
                 std::optional<model::ClusterId> cluster, const Progress& progress);

/// The same for a store: distances as squares of whole numbers of cells (raster/distance.h) where these fit.
Measured measure_to_keep(const MeasureInput& input, const model::CriterionDefinition& definition,
                         std::optional<model::ClusterId> cluster, const Progress& progress);

/// Of the study's sources, the roles whose layers or rasters the measure may read.
std::vector<std::string> roles_read(const model::CriterionDefinition& definition);

/// Measured anew for each cluster: told so, or by the nature of the measure.
bool is_per_cluster(const model::CriterionDefinition& definition);

}  // namespace zonewright::criterion
