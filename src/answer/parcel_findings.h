// What does a run find wrong with parcels beside their towns? So that check and import say it first.
#pragma once

#include <vector>

#include "base/progress.h"
#include "geom/statutory_area.h"
#include "model/finding.h"
#include "model/source_set.h"

namespace zonewright::answer {

/// Nothing where the set lacks parcels or towns. Cost: as the intake of a run.
std::vector<model::Finding> parcel_findings(const model::SourceSet& sources, const geom::StatutoryArea& area,
                                            const Progress& progress);
/// The same of one layer, without the shapes.
std::vector<model::Finding> parcel_findings(const model::FeatureTable& parcels, const model::FeatureTable& towns,
                                            const geom::StatutoryArea& area, const Progress& progress);

}  // namespace zonewright::answer
