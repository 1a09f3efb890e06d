// The factors of the 双评价 chain on the grid of the study: ground, hazard, drive to the centre.
//
// The DEM is read once, with a margin for what neighbourhoods look at, so that a crop changes nothing. What
// has no source is absent, not zero. Cost: that of slope, relief and one travel time.
#pragma once

#include <map>
#include <optional>
#include <string>
#include <vector>

#include "criterion/measure.h"

namespace zonewright::criterion {

struct ConstructionQuestion {
    std::size_t relief_cells_wide = 3;            ///< odd
    std::map<std::string, int> hazard_grades;  ///< level of the layer → grade, 1 worst; 0 elsewhere
    std::vector<std::string> centres;             ///< names of the towns that are the centre
    const model::CriterionDefinition* driving = nullptr;  ///< whose speeds hold; null: no drive is measured
};

struct ConstructionFactors {
    raster::Grid<float> slope_degrees, elevation_m, relief_m;
    std::optional<raster::Grid<float>> minutes_to_centre;
    std::optional<raster::Grid<std::uint8_t>> hazard_grade;
};

/// Of the study's sources, the roles that construction_factors may read.
std::vector<std::string> roles_read(const ConstructionQuestion& question);

/// Nothing without a DEM.
std::optional<ConstructionFactors> construction_factors(const MeasureInput& input,
                                                        const ConstructionQuestion& question,
                                                        const Progress& progress);

}  // namespace zonewright::criterion
