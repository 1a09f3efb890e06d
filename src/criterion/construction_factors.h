// The factors of the 双评价 chain on the grid of the study: ground, hazard, drive to the centre.
//
// The DEM is read once, with a margin for what neighbourhoods look at, so that a crop changes nothing; slope and relief are
// made from it for as many rows as are asked for, so that no more than heights and minutes are held of a whole city. What
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

/// The factors of some rows of the grid, one grid for each.
struct FactorRows {
    raster::Grid<float> slope_degrees, elevation_m, relief_m;
    std::optional<raster::Grid<float>> minutes_to_centre;
    std::optional<raster::Grid<std::uint8_t>> hazard_grade;
};

struct ConstructionFactors {
    raster::Grid<float> heights;  ///< with `margin` cells around the grid of the study
    std::size_t margin = 1, relief_cells_wide = 3;
    std::optional<raster::Grid<float>> minutes_to_centre;
    std::optional<raster::Grid<std::uint8_t>> hazard_grade;

    /// Of `count` rows from `first` on; the same whatever is asked for with them.
    FactorRows rows(std::size_t first, std::size_t count, const Progress& progress) const;
};

/// Of the study's sources, the roles that construction_factors may read.
std::vector<std::string> roles_read(const ConstructionQuestion& question);

/// Nothing without a DEM.
std::optional<ConstructionFactors> construction_factors(const MeasureInput& input,
                                                        const ConstructionQuestion& question,
                                                        const Progress& progress);

}  // namespace zonewright::criterion
