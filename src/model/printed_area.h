// How is an exact area printed in 公顷 (four decimals) and 亩 (two), alone and in a table that adds up (调平)?
//
// The rule, everywhere:
//  1. A figure that stands alone, a total, and the gross and net of a waterfall are rounded half up.
//  2. The rows of a table add up to that printed total: each is cut to the unit, and the units that are
//     missing go one each to the rows with the largest remainders, ties by position.
//  3. In a waterfall the deductions between gross and net give way in the same manner, not gross or net.
// Hence gross, net and totals never differ between two places. A row of a table differs from the same figure
// alone only where rounding each by itself would not add up, then in as few rows as possible, and by one unit
// in the last decimal; every row lies within one unit of its exact value, and a row of zero stays zero. m² are
// exact and need no closing. All in integers. Cost: O(rows log rows).
// Source: 调平 as TD/T 1057-2020 and the practice of land accounts have it; decimals as in 报批 tables.
#pragma once

#include <span>
#include <vector>

#include "base/units.h"

namespace zonewright::model {

struct PrintedArea {
    Area exact;
    double hectares = 0;  ///< four decimals
    double mu = 0;        ///< two decimals
};

/// A figure that stands alone.
PrintedArea printed(Area area);

struct PrintedRows {
    std::vector<PrintedArea> rows;  ///< in the order given
    PrintedArea total;
};
PrintedRows close_rows(std::span<const Area> rows);

/// A table of rows × columns whose totals are printed elsewhere: hectares of the cells that add up to the given ones
/// of the rows and of the columns. A cell is rounded half up and gives way only where it must, those that are not zero
/// first. The totals must add up to the same sum, or an InternalError says so.
std::vector<std::vector<double>> close_cross(std::span<const std::vector<Area>> cells, std::span<const double> rows,
                                             std::span<const double> columns);

struct PrintedWaterfall {
    PrintedArea gross;
    std::vector<PrintedArea> deductions;  ///< printed gross − these = printed net
    PrintedArea net;
};
/// Net is gross less the deductions.
PrintedWaterfall close_waterfall(Area gross, std::span<const Area> deductions);

}  // namespace zonewright::model
