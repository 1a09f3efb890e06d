#include "model/printed_waterfall.h"

#include <algorithm>
#include <map>

namespace zonewright::model {
namespace {

/// Gross is the first row, net the last; both are printed as they stand alone.
std::vector<PrintedArea> closed(std::span<const WaterfallRow> group) {
    std::vector<Area> deductions;
    for (std::size_t i = 1; i + 1 < group.size(); ++i) deductions.push_back(group[i].area);
    const PrintedWaterfall waterfall = close_waterfall(group.front().area, deductions);
    std::vector<PrintedArea> areas{waterfall.gross};
    areas.insert(areas.end(), waterfall.deductions.begin(), waterfall.deductions.end());
    if (group.size() > 1) areas.push_back(printed(group.back().area));
    return areas;
}

PrintedStep step_of(const SupplyStatement& statement, const WaterfallRow& row) {
    PrintedStep step{
        .id = row.step, .title = title_of_step(statement, row.step), .checked = row.checked, .area = row.area};
    for (const DeductionStep& deduction : statement.steps)
        if (deduction.constraint_id == row.step) step.unchecked_reason = deduction.unchecked_reason;
    return step;
}

}  // namespace

Text title_of_step(const SupplyStatement& statement, const std::string& step) {
    if (step == "gross") return {"毛面积", "gross"};
    if (step == "net") return {"扣除后净面积", "net of deductions"};
    for (const DeductionStep& deduction : statement.steps)
        if (deduction.constraint_id == step) return deduction.title;
    return step;
}

std::vector<PrintedArea> printed_rows(std::span<const WaterfallRow> rows) {
    std::vector<PrintedArea> areas;
    const auto is_gross = [](const WaterfallRow& row) { return row.step == "gross"; };
    for (auto from = rows.begin(); from != rows.end();) {
        const auto to = std::find_if(from + 1, rows.end(), is_gross);
        for (const PrintedArea& area : closed({from, to})) areas.push_back(area);
        from = to;
    }
    return areas;
}

std::vector<PrintedStep> printed_net_split(const SupplyStatement& statement, const std::string& town_code,
                                           const std::function<Text(const std::string&)>& title) {
    Area gross, offered;
    std::map<std::string, Area> stock;
    for (const WaterfallRow& row : statement.rows) {
        if (row.town_code != town_code || !row.size_class.empty()) continue;
        if (row.supply_class.empty() && row.step == "gross") gross = row.area;
        if (row.supply_class.empty() || row.step != "net") continue;
        const auto& classes = statement.offered_classes;
        const bool on_offer = std::find(classes.begin(), classes.end(), row.supply_class) != classes.end();
        (on_offer ? offered : stock[row.supply_class]) += row.area;
    }
    std::vector<Area> areas{offered};
    std::vector<PrintedStep> steps{{.id = "offered", .title = {"净供应（可供应）", "net supply (on offer)"}}};
    for (const auto& [id, area] : stock) {
        if (area == Area{}) continue;
        const Text words = title(id);
        steps.push_back({.id = id,
                         .title = {words.zh + "（存量，不计入净供应）", words.en + " (stock, not supply)"}});
        areas.push_back(area);
    }
    const PrintedRows closed_parts = close_rows(areas);
    for (std::size_t i = 0; i < steps.size(); ++i) {
        steps[i].area = areas[i];
        steps[i].hectares = closed_parts.rows[i].hectares, steps[i].mu = closed_parts.rows[i].mu;
        steps[i].share = gross > Area{} ? areas[i].m2() / gross.m2() : 0;
    }
    return steps;
}

std::vector<PrintedStep> printed_waterfall(const SupplyStatement& statement, const std::string& town_code,
                                           const std::string& supply_class, const std::string& size_class) {
    std::vector<WaterfallRow> rows;
    for (const WaterfallRow& row : statement.rows)
        if (row.town_code == town_code && row.supply_class == supply_class && row.size_class == size_class)
            rows.push_back(row);
    const std::vector<PrintedArea> areas = printed_rows(rows);
    std::vector<PrintedStep> steps;
    for (std::size_t i = 0; i < rows.size(); ++i) {
        PrintedStep step = step_of(statement, rows[i]);
        step.hectares = areas[i].hectares, step.mu = areas[i].mu;
        const double gross_m2 = rows.front().area.m2();
        step.share = gross_m2 > 0 ? step.area.m2() / gross_m2 : 0;
        steps.push_back(std::move(step));
    }
    return steps;
}

}  // namespace zonewright::model
