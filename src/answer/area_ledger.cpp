#include "answer/area_ledger.h"

#include <fmt/format.h>

#include "answer/quoted_text.h"
#include "base/language.h"

namespace zonewright::answer {
namespace {

std::string csv_row(const std::string& code, const std::string& feature, Area computed, Area adjusted) {
    return fmt::format("{},{},{:.2f},{:.2f},{:.2f}\r\n", csv_cell(code), csv_cell(feature), computed.m2(),
                       adjusted.m2(), (adjusted - computed).m2());
}

Text sum_word() {
    return {"合计", "total"};
}

}  // namespace

std::string adjustment_csv(const intake::AreaBalance& balance, const model::FeatureTable& table,
                           Language language) {
    std::string text =
        "\xEF\xBB\xBF"
        "control,feature,computed_m2,adjusted_m2,correction_m2\r\n";
    for (const intake::ControlBalance& control : balance.controls) {
        if (control.adjusted.empty()) continue;
        Area computed, adjusted;
        for (const intake::AdjustedFeature& row : control.adjusted) {
            text += csv_row(control.control.code, intake::name_of(table, table.features[row.feature]),
                            row.computed, row.adjusted);
            computed += row.computed;
            adjusted += row.adjusted;
        }
        text += csv_row(control.control.code, sum_word().in(language), computed, adjusted);
    }
    return text;
}

std::vector<io::Sheet> adjustment_sheets(const intake::AreaBalance& balance,
                                         const model::FeatureTable& table, Language language) {
    const auto in = [&](const Text& words) { return words.in(language); };
    io::Sheet sheet{
        .name = in({"平差台账", "adjustment"}),
        .heading = in({"面积平差台账（椭球面积，m²）", "ledger of adjusted areas (statutory, m²)"})};
    using enum io::CellFormat;
    sheet.columns = {{in({"控制单元", "control"}), Plain, 18},
                     {in({"要素", "feature"}), Plain, 24},
                     {in({"计算面积", "computed"}), TwoDecimals, 18},
                     {in({"平差后面积", "adjusted"}), TwoDecimals, 18},
                     {in({"改正数", "correction"}), TwoDecimals, 14}};
    for (const intake::ControlBalance& control : balance.controls) {
        if (control.adjusted.empty()) continue;
        const std::size_t first = sheet.rows.size();
        Area computed, adjusted;
        for (const intake::AdjustedFeature& row : control.adjusted) {
            const std::size_t line = io::first_data_row + sheet.rows.size();
            sheet.rows.push_back(
                {control.control.code, intake::name_of(table, table.features[row.feature]), row.computed.m2(),
                 row.adjusted.m2(),
                 io::Formula{fmt::format("=D{0}-C{0}", line), (row.adjusted - row.computed).m2()}});
            computed += row.computed;
            adjusted += row.adjusted;
        }
        const std::size_t last = sheet.rows.size() - 1;
        sheet.bold_rows.push_back(sheet.rows.size());
        sheet.rows.push_back({control.control.code, control.control.name + " " + in(sum_word()),
                              io::sum_formula(2, first, last, computed.m2()),
                              io::sum_formula(3, first, last, adjusted.m2()),
                              io::sum_formula(4, first, last, (adjusted - computed).m2())});
    }
    sheet.notes = {
        in({"按面积比例分配到 0.01 m²，余数依面积由大到小每个要素加 0.01 m²；各控制单元合计与控制面积相等。",
            "Distributed in proportion to 0.01 m²; what is left over goes 0.01 m² each to the largest; "
            "the sum of each control equals its total."})};
    return {sheet};
}

}  // namespace zonewright::answer
