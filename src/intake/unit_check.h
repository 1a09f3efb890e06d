// Are all territories that the plan counts on there?
#pragma once

#include "intake/inspection.h"
#include "model/feature_table.h"
#include "model/plan.h"

namespace zonewright::intake {

/// A finding for every feature that is no unit of the plan and may mean a missing one (`unknown_unit`), and for every place of the plan with a statistical code that no feature of the town layer (by code,
/// name or alias) and none of `places` (the layer of the role place, may be null) stands for.
void check_units(const model::FeatureTable& towns, const model::FeatureTable* places, const model::Plan& plan,
                 const Inspection& inspection);

}  // namespace zonewright::intake
