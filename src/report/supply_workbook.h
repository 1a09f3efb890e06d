// The net supply as a workbook that can be edited: change the deduction of a parcel and every total follows.
//
// Sheets: parcels (net = gross − deductions; sums at the end), towns (SUMIF over the parcels), classes by
// size (SUMIFS over the parcels), supply curves (running totals), floors, balance (shortfall = MAX(0, demand
// − reachable)). A deduction that was not checked holds the words 未核查, which no sum counts. Areas in m²,
// columns in 亩 are formulas. Cost: O(parcels × steps) cells. Limit: 1,048,570 parcels (the format's rows).
#pragma once

#include <vector>

#include "base/language.h"
#include "io/spreadsheet.h"
#include "model/land_offer.h"
#include "model/parcel.h"
#include "model/plan.h"
#include "model/policy_rule.h"
#include "model/size_structure.h"
#include "model/supply.h"

namespace zonewright::report {

struct WorkbookInput {
    const std::vector<model::Parcel>& parcels;
    const model::SupplyStatement& statement;
    const std::vector<model::SizeClass>& sizes;
    const model::PolicyRules& class_titles;  ///< layers/rules/supply_classes.toml
    const model::PolicyRules& size_titles;   ///< layers/rules/size_classes.toml
    Language language = Language::Zh;        ///< of titles, headings and words in cells
};

/// The sheets parcels, towns, classes.
std::vector<io::Sheet> waterfall_sheets(const WorkbookInput& input);
io::Sheet floor_sheet(const std::vector<model::FloorSpace>& floors, Language language);
/// City curves only; one block of rows per cluster.
io::Sheet curve_sheet(const std::vector<model::SupplyCurve>& curves,
                      const std::vector<model::Parcel>& parcels, const model::Plan& plan, Language language);
/// One block of rows per cluster, cheapest first.
io::Sheet pareto_sheet(const std::vector<model::ParetoFront>& fronts,
                       const std::vector<model::Parcel>& parcels, const model::SupplyStatement& statement,
                       const std::vector<model::ParcelOffer>& offers, const model::Plan& plan,
                       Language language);
/// Net 亩 by group and size class; groupings that do not add up say so.
io::Sheet structure_sheet(const std::vector<model::SizeGrouping>& groupings, const std::vector<model::SizeClass>& sizes,
                          const model::PolicyRules& size_titles, Language language);
io::Sheet balance_sheet(const std::vector<model::SupplyBalance>& balances, const model::Plan& plan,
                        Language language);

}  // namespace zonewright::report
