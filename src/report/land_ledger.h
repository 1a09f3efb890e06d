// The land of an outline as it is printed: one figure for each owner and group, the same in the sentence of land
// approvals, in the tables of classes and of ownership and in the table of owners × groups.
//
// Closed: the printed codes of the class table add up to their group (农用地, 建设用地, 未利用地), those of the ownership table
// to their owner, groups and owners to the printed area, and the cells of the cross table to both. Hectares to four
// decimals. Cost: O(rows).
#pragma once

#include <array>
#include <string>
#include <vector>

#include "base/language.h"
#include "model/catalogue.h"
#include "model/site_report.h"

namespace zonewright::report {

/// The rows of a table that splits the outline: the parts as they were measured, what overlapping polygons hold twice
/// (negative) and what the layer does not cover, so that they add up to the outline.
struct SplitRow {
    enum class Kind { Part, CountedTwice, NotCovered };
    Kind kind = Kind::Part;
    std::string part;  ///< code; empty: not stated
    Area area;
};
std::vector<SplitRow> split_rows_of(const model::CheckResult& result, Area outline);
/// "0701 城镇住宅用地", "图斑相互重叠（只计一次）", "图层未覆盖".
Text name_of(const SplitRow& row, const model::CheckRule& rule);

struct LandLedger {
    /// Of the outline, each list in its order: 农用地, 建设用地, 未利用地, 未归类; 国有, 集体, 未注明.
    std::array<double, 4> groups{};
    std::array<double, 3> owners{};
    double cultivated = 0;
    std::array<double, 3> cultivated_of{};      ///< by owner
    std::vector<std::vector<double>> cells;     ///< owners × groups
};
LandLedger land_ledger(const model::SiteReport& report, const model::PolicyRules& rules);

}  // namespace zonewright::report
