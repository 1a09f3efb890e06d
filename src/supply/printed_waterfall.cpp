#include "supply/printed_waterfall.h"

#include "model/printed_area.h"

namespace zonewright::supply {
namespace {

PrintedStep step_of(const model::SupplyStatement& statement, const model::WaterfallRow& row) {
    PrintedStep step{row.step, {row.step, row.step}, row.checked, "", row.area, 0, 0, 0};
    if (row.step == "gross") step.title = {"毛面积", "gross"};
    if (row.step == "net") step.title = {"净供应", "net supply"};
    for (const model::DeductionStep& deduction : statement.steps)
        if (deduction.constraint_id == row.step) {
            step.title = deduction.title;
            step.unchecked_reason = deduction.unchecked_reason;
        }
    return step;
}

void print(PrintedStep& step, const model::PrintedArea& area) {
    step.hectares = area.hectares;
    step.mu = area.mu;
}

/// Gross is the first step, net the last.
void close(std::vector<PrintedStep>& steps) {
    std::vector<Area> deductions;
    for (std::size_t i = 1; i + 1 < steps.size(); ++i) deductions.push_back(steps[i].area);
    const model::PrintedWaterfall closed = model::close_waterfall(steps.front().area, deductions);
    print(steps.front(), closed.gross);
    for (std::size_t i = 0; i < deductions.size(); ++i) print(steps[i + 1], closed.deductions[i]);
    if (steps.size() > 1) print(steps.back(), closed.net);
}

}  // namespace

std::vector<PrintedStep> printed_waterfall(const model::SupplyStatement& statement,
                                           const std::string& town_code, const std::string& supply_class,
                                           const std::string& size_class) {
    std::vector<PrintedStep> steps;
    for (const model::WaterfallRow& row : statement.rows)
        if (row.town_code == town_code && row.supply_class == supply_class && row.size_class == size_class)
            steps.push_back(step_of(statement, row));
    if (steps.empty()) return steps;
    close(steps);
    const double gross_m2 = steps.front().area.m2();
    for (PrintedStep& step : steps) step.share = gross_m2 > 0 ? step.area.m2() / gross_m2 : 0;
    return steps;
}

}  // namespace zonewright::supply
