// The ledger of adjustment (平差台账) as CSV and as a workbook that recomputes.
#pragma once

#include <string>
#include <vector>

#include "io/spreadsheet.h"
#include "intake/area_balance.h"

namespace zonewright::command {

/// One row a feature: control, feature, computed, adjusted, correction; a sum for each control, closing to
/// it.
std::string adjustment_csv(const intake::AreaBalance& balance, const model::FeatureTable& table);
std::vector<io::Sheet> adjustment_sheets(const intake::AreaBalance& balance,
                                          const model::FeatureTable& table);

}  // namespace zonewright::command
