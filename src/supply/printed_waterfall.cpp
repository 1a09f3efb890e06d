#include "supply/printed_waterfall.h"

#include <cmath>

namespace zonewright::supply {
namespace {

/// Gross is the first step and the sum of the others; the others are rounded together.
void close(std::vector<PrintedStep>& steps, double square_metres_per_unit, int decimals,
           double PrintedStep::*unit) {
    std::vector<double> parts;
    for (std::size_t i = 1; i < steps.size(); ++i)
        parts.push_back(steps[i].area.m2() / square_metres_per_unit);
    const std::vector<std::int64_t> rounded = round_closed(parts, decimals);
    const double scale = std::pow(10.0, decimals);
    std::int64_t total = 0;
    for (std::size_t i = 1; i < steps.size(); ++i) {
        steps[i].*unit = static_cast<double>(rounded[i - 1]) / scale;
        total += rounded[i - 1];
    }
    steps.front().*unit = static_cast<double>(total) / scale;
}

PrintedStep printed(const model::SupplyStatement& statement, const model::WaterfallRow& row) {
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

}  // namespace

std::vector<PrintedStep> printed_waterfall(const model::SupplyStatement& statement,
                                           const std::string& town_code, const std::string& supply_class,
                                           const std::string& size_class) {
    std::vector<PrintedStep> steps;
    for (const model::WaterfallRow& row : statement.rows)
        if (row.town_code == town_code && row.supply_class == supply_class && row.size_class == size_class)
            steps.push_back(printed(statement, row));
    if (steps.empty()) return steps;
    close(steps, square_metres_per_hectare, 4, &PrintedStep::hectares);
    close(steps, square_metres_per_mu, 2, &PrintedStep::mu);
    const double gross_m2 = steps.front().area.m2();
    for (PrintedStep& step : steps) step.share = gross_m2 > 0 ? step.area.m2() / gross_m2 : 0;
    return steps;
}

}  // namespace zonewright::supply
