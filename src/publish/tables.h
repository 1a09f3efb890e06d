// The layers of zonewright.gpkg (design: "the promise to QGIS and to other programs") from what a run has
// found. Field names are ASCII snake_case and never change with the language; titles come in both languages.
// Every …_m2 is statutory ellipsoidal area. Codes stay codes ("official", "in_use"); styles give their
// titles. Row order is that of the nouns, so that the same run gives the same tables.
#pragma once

#include <vector>

#include "model/feature_table.h"
#include "publish/run_view.h"

namespace zonewright::publish {

model::FeatureTable town_table(
    const RunView& run);  ///< towns, and parks with a statistical code of their own
model::FeatureTable place_table(const RunView& run);  ///< every territory
model::FeatureTable zone_table(const RunView& run);   ///< cluster × place
/// Pieces of excluded land; a constraint that was not checked has one row without geometry and area that says
/// so.
model::FeatureTable exclusion_table(const RunView& run);

/// `status` is admissible, partly_excluded or excluded; s_<cluster> is NULL where there is no data and on
/// excluded parcels; d_<constraint>_m2 is what each deduction took.
model::FeatureTable parcel_table(const RunView& run);
/// "all" stands for the whole city, all classes, all sizes. An unchecked step has no area.
model::FeatureTable waterfall_table(const RunView& run);

model::FeatureTable site_table(const RunView& run);
model::FeatureTable site_parcel_table(const RunView& run);
model::FeatureTable link_table(const RunView& run);  ///< lines between the middles of the parcels
model::FeatureTable allocation_table(const RunView& run);
model::FeatureTable balance_table(const RunView& run);

/// One point per located finding (slivers are invisible as areas); those without a place have no geometry.
model::FeatureTable finding_table(const RunView& run);
/// The land concerned, for findings that concern land.
model::FeatureTable finding_area_table(const RunView& run);

/// All of them, bottom layer first as drawn; tables whose nouns are absent from the view are left out.
std::vector<model::FeatureTable> tables_of(const RunView& run);

}  // namespace zonewright::publish
