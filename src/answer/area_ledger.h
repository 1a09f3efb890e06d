// The ledger of adjustment (平差台账) as CSV and as a workbook that recomputes.
#pragma once

#include <string>
#include <vector>

#include "base/language.h"
#include "intake/area_balance.h"
#include "io/spreadsheet.h"

namespace zonewright::answer {

/// One row a feature: control, feature, computed, adjusted, correction; a sum for each control, closing to
/// it.
std::string adjustment_csv(const intake::AreaBalance& balance, const model::FeatureTable& table,
                           Language language);
std::vector<io::Sheet> adjustment_sheets(const intake::AreaBalance& balance,
                                         const model::FeatureTable& table, Language language);

}  // namespace zonewright::answer
