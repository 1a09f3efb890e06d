// Every criterion on the grid, one tile file for each, so that scoring need not hold them in memory. What was measured
// before of the same definition, sources and grid is taken from the shelf.
//
// Criteria measured anew for each cluster give one file per cluster; clusters for which the very same
// features count (none at all, for example) share one. Cells outside the city, where nothing is rated, hold
// no data and tiles wholly outside take no room; the rest is packed without loss (TileCoding::Compact). Cost:
// the sum of the measures, the road network built once, several criteria at once; memory: five grids of Float32
// for each criterion at work, of which as many are at work as the study's memory holds, at least one.
#pragma once

#include <functional>
#include <vector>

#include "criterion/measure.h"
#include "io/tile_shelf.h"
#include "model/criterion_surface.h"

namespace zonewright::criterion {

/// Which criteria to measure at all, for example those with a weight above zero; all when empty.
using Wanted = std::function<bool(const model::CriterionDefinition&, const model::Cluster&)>;

/// Where surfaces are kept, and what one is made from: a digest over everything that its measure may read.
struct KeptSurfaces {
    io::TileShelf& shelf;
    std::function<std::string(const model::CriterionDefinition&, std::optional<model::ClusterId>)> key_of;
};

/// Keeps <criterion> or <criterion>.<cluster> on the shelf; the answer is in the order of the
/// definitions, then of the plan's clusters. A missing source gives one entry that says so.
std::vector<model::CriterionSurface> measure_all(const MeasureInput& input,
                                                 const std::vector<model::CriterionDefinition>& definitions,
                                                 const KeptSurfaces& kept, const Wanted& wanted,
                                                 const Progress& progress);

}  // namespace zonewright::criterion
