// The table of indicators that people keep for the targets of the plan: CSV or XLSX with the columns target, town, year,
// value, unit.
#pragma once

#include <filesystem>
#include <vector>

#include "base/progress.h"
#include "planning/targets.h"

namespace zonewright::answer {

/// Chinese heads are taken as well (目标、镇街、年份、数值、单位). Targets and towns by id, name or code; a row without a town is of
/// the whole city. The unit is that of the plan, stated in every row. `kinds` are those of the plan's targets. Throws
/// InputError naming the file, the row and the column: a missing column, an unknown target or town, a figure that is no
/// number, another unit or none, a year stated twice, an average with a gap between its years.
std::vector<planning::StatedFigure> read_stated_figures(const std::filesystem::path& file, const model::Plan& plan,
                                                        const std::vector<planning::TargetKind>& kinds,
                                                        const Progress& progress);

}  // namespace zonewright::answer
