// The effect of another version of the plan on a study: land, classes, sites, allocation.
#pragma once

#include <filesystem>
#include <vector>

#include "answer/plan_diff.h"
#include "model/feature_table.h"
#include "zoning/zone_change.h"

namespace zonewright::answer {

/// The effect and the pieces of land behind its first table, in the same order.
struct EffectOnStudy {
    PlanEffect effect;
    std::vector<zoning::ZoneShift> shifts;
    model::FeatureTable towns;  ///< of the study, for maps
    int epsg = 0;
};

/// What the question asks of its study, which has to be named. Throws InputError.
EffectOnStudy effect_on_study(const PlanDiffQuestion& question, const Progress& progress);

}  // namespace zonewright::answer
