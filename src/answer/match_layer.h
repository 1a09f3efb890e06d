// The matching of towns and industries as a layer: a row for each town.
#pragma once

#include "answer/plan_match.h"
#include "model/feature_table.h"
#include "study/study.h"

namespace zonewright::answer {

/// `call` says whether land and listing disagree in any of the industries asked for; for each of them its listing
/// (l_<cluster>) and the suitable net land on offer (m_<cluster>_mu).
model::FeatureTable match_layer(const study::Study& study, const PlanMatchAnswer& answer, Language language);

}  // namespace zonewright::answer
