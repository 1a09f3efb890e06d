#include "study/stages.h"

#include <vector>

#include "study/stage.h"

namespace zonewright::study {

// The job reads like a table of contents; each line's work is in stage_<topic>.cpp.
std::span<const Stage> all_stages() {
    static const std::vector<Stage> stages{
        intake_stage(),        // sources → one CRS, one schema, valid geometry; findings; parcels
        zoning_stage(),        // plan × places → zones
        constraint_stage(),    // constraint rules → excluded land with reasons
        criterion_stage(),     // measures → one surface per criterion
        suitability_stage(),   // value functions, weights → scores of cells and parcels per cluster
        construction_stage(),  // 双评价: slope, relief, water, hazard, location → classes 1…5
        supply_stage(),        // the net-supply waterfall
        assembly_stage(),      // parcels → sites
        allocation_stage(),    // sites × clusters
        publish_stage(),       // GeoPackage, COG, QGIS project, summary page
    };
    return stages;
}

}  // namespace zonewright::study
