// 控制面积 and 平差: do the areas of a layer add up to the legal totals, and what would each be if they did?
//
// A control total belongs to a code (town, village, city); a feature belongs to the longest code that its own
// code begins with. Areas are adjusted within each of these: in proportion, in whole units of 0.01 m² cut off
// downwards, the units left over going one each to the largest features first (ties by position), as survey
// software does. Guarantee: the adjusted areas of a control add up to it exactly. Nothing is changed in the
// layer: the result is a ledger. Cost: O(n log n).
#pragma once

#include <cstdint>
#include <filesystem>
#include <string>
#include <vector>

#include "base/units.h"
#include "intake/inspection.h"
#include "intake/tolerances.h"

namespace zonewright::intake {

struct ControlTotal {
    std::string code;  ///< of a town; empty: the whole layer
    std::string name;
    Area area;
};

/// A table (CSV, XLSX) with a column of codes and one of areas whose title names the unit: area_m2,
/// 控制面积(平方米), area_km2, 公顷, 亩. Throws InputError for a missing column, a code twice, an area that
/// is no positive number.
std::vector<ControlTotal> read_control_totals(const std::filesystem::path& path);

struct AdjustedFeature {
    std::size_t feature = 0;  ///< position in the table
    Area computed;            ///< statutory
    Area adjusted;
};

struct ControlBalance {
    ControlTotal control;
    Area computed;  ///< of its features, those of codes below it included
    std::size_t features = 0;
    std::vector<AdjustedFeature> adjusted;  ///< of features that belong to no longer code
};

struct AreaBalance {
    std::vector<ControlBalance> controls;  ///< in the order of the totals
    std::vector<std::size_t> unclaimed;    ///< features of no control
};

/// Throws InputError when the layer has no field of codes (location_code, town_code, code) and a total has
/// one.
AreaBalance balance_areas(const model::FeatureTable& table, const std::vector<ControlTotal>& totals,
                          const geom::StatutoryArea& area);

/// Findings: each total beside the sum of its features, totals that disagree with the totals below them,
/// features of no total.
void report_balance(const AreaBalance& balance, const model::FeatureTable& table,
                    const Tolerances& tolerances, const Inspection& inspection);

/// `parts` scaled to add up to `total`, in units of 0.01 m². All zero when the parts are.
std::vector<Area> adjusted_to(const std::vector<Area>& parts, Area total);

}  // namespace zonewright::intake
