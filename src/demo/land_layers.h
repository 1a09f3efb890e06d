// The polygon layers of the city as users bring them: XZQ, DLTB, YJJBNT, STBHHX, CZKFBJ, GYBHX, GYDK, SY,
// places, hazards.
//
// Guarantees: XZQ and DLTB tile the city with shared vertices; the three lines are disjoint; areas on record
// are statutory. Cost: O(cells) per layer.
#pragma once

#include "demo/city.h"
#include "demo/parcel_records.h"
#include "geom/statutory_area.h"
#include "model/feature_table.h"

namespace zonewright::demo {

/// What every layer needs to know beside the city.
struct Survey {
    const City& city;
    const std::vector<PlotUse>& plots;
    const std::vector<std::uint8_t>& recorded;  ///< per industrial block
    geom::StatutoryArea area;
    std::uint64_t seed;
};

model::FeatureTable town_table(const Survey& survey);
model::FeatureTable land_use_table(const Survey& survey);
model::FeatureTable farmland_table(const Survey& survey);
model::FeatureTable redline_table(const Survey& survey);
model::FeatureTable growth_boundary_table(const Survey& survey);
model::FeatureTable industrial_line_table(const Survey& survey);
model::FeatureTable parcel_table(const Survey& survey);
model::FeatureTable water_table(const Survey& survey);
model::FeatureTable place_table(const Survey& survey, const model::Plan& plan);
model::FeatureTable water_source_table(const Survey& survey);
model::FeatureTable geohazard_table(const Survey& survey);

}  // namespace zonewright::demo
