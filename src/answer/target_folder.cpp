#include "answer/target_folder.h"

#include "base/atomic_file.h"
#include "base/units.h"
#include "catalog/layers_folder.h"
#include "io/spreadsheet.h"
#include "report/plan_sheet.h"

namespace zonewright::answer {
namespace {

io::Cell number_or_dash(const std::optional<double>& value) {
    return value ? io::Cell(*value) : io::Cell(std::string("—"));
}

io::Cell year_or_dash(int year) {
    return year == 0 ? io::Cell(std::string("—")) : io::Cell(std::int64_t{year});
}

io::Sheet targets_of_city(const PlanTargetsAnswer& answer, Language language) {
    const auto in = [&](const char* zh, const char* en) { return Text(zh, en).in(language); };
    using enum io::CellFormat;
    io::Sheet sheet{.name = in("全市", "city"), .heading = in("发展目标与完成情况", "targets and where the city stands"),
                    .columns = {{in("条款", "clause"), Plain, 8}, {in("目标", "target"), Plain, 40}, {in("状态", "state"), Plain, 22},
                                {in("末年", "last year"), Plain, 10}, {in("完成值", "figure"), TwoDecimals}, {in("差距", "gap"), TwoDecimals},
                                {in("至今每年", "a year so far"), TwoDecimals}, {in("此后每年需", "needed a year"), TwoDecimals},
                                {in("至今增速 %", "growth so far, %"), TwoDecimals}, {in("此后增速需 %", "growth needed, %"), TwoDecimals},
                                {in("单位", "unit"), Plain, 10}},
                    .rows = {}, .bold_rows = {}, .notes = {}};
    for (const TargetFigures& target : answer.targets) {
        const AreaFigures& city = target.city;
        const bool known = city.last_year != 0;
        sheet.rows.push_back({target.clause, target_words(target).in(language), target.state_title.in(language), year_or_dash(city.last_year),
                              number_or_dash(!known ? std::nullopt : city.average ? city.average : std::optional(city.last)),
                              number_or_dash(target.gap), number_or_dash(city.pace), number_or_dash(target.pace_needed),
                              number_or_dash(city.growth), number_or_dash(target.growth_needed), target.unit});
    }
    sheet.notes = {in("数据为使用者填报，未作估算；年均增速自首个填报年度起计", "figures as stated, nothing is estimated; averages begin with the first year stated")};
    return sheet;
}

io::Sheet targets_of_towns(const PlanTargetsAnswer& answer, Language language) {
    const auto in = [&](const char* zh, const char* en) { return Text(zh, en).in(language); };
    using enum io::CellFormat;
    io::Sheet sheet{.name = in("镇街", "towns"), .heading = in("各镇街填报情况（规划未给镇街定目标）", "figures of towns (the plan sets no targets for towns)"),
                    .columns = {{in("目标", "target"), Plain, 30}, {in("镇街", "town"), Plain, 14}, {in("首年", "first year"), Plain, 10},
                                {in("数值", "figure"), TwoDecimals}, {in("末年", "last year"), Plain, 10}, {in("数值", "figure"), TwoDecimals},
                                {in("至今每年", "a year so far"), TwoDecimals}, {in("至今增速 %", "growth so far, %"), TwoDecimals},
                                {in("占全市", "of the city"), Percent}, {in("单位", "unit"), Plain, 10}},
                    .rows = {}, .bold_rows = {}, .notes = {}};
    for (const TargetFigures& target : answer.targets)
        for (const TownFigures& town : target.towns)
            sheet.rows.push_back({target.name.in(language), town.name.in(language), year_or_dash(town.figures.first_year), town.figures.first,
                                  year_or_dash(town.figures.last_year), town.figures.last, number_or_dash(town.figures.pace),
                                  number_or_dash(town.figures.growth), number_or_dash(town.share), target.unit});
    return sheet;
}

report::SheetTable city_target_table(const PlanTargetsAnswer& answer, Language language) {
    report::SheetTable table{.title = {"全市", "The city"},
                             .note = {"数据为使用者填报，未作估算；年均增速自首个填报年度起几何平均。", "Figures as stated; nothing is estimated. Averages are geometric means from the first year stated."},
                             .head = {{{"条款", "clause"}}, {{"目标", "target"}}, {{"状态", "state"}}, {{"完成与所需", "figures and pace"}}},
                             .rows = {}, .stressed = {}};
    for (const TargetFigures& target : answer.targets) {
        if (target.state == "behind" || target.state == "missed") table.stressed.push_back(table.rows.size());
        table.rows.push_back({target.clause, target_words(target).in(language), target.state_title.in(language), standing_words(target).in(language)});
    }
    return table;
}

report::SheetTable town_target_table(const TargetFigures& target, Language language) {
    report::SheetTable table{.title = both("各镇街：{}", "Towns: {}", target.name), .note = {},
                             .head = {{{"镇街", "town"}}, {{"年份", "year"}}, {both("数值（{}）", "figure ({})", target.unit), true},
                                      {{"占全市", "of the city"}, true}, {{"至今", "so far"}}},
                             .rows = {}, .stressed = {}};
    for (const TownFigures& town : target.towns)
        table.rows.push_back({town.name.in(language), fmt::format("{}", town.figures.last_year), target_number(town.figures.last),
                              town.share ? fmt::format("{:.2f}%", 100 * *town.share) : std::string("—"),
                              pace_words(town.figures, target).in(language)});
    if (target.sum_of_towns)
        table.note = both("{} 年填报 {}/{} 个镇街（园区），合计 {}，全市 {}。", "{}: {} of {} towns and parks stated, {} in all; the city is {}.", target.sum_of_towns->year,
                          target.sum_of_towns->towns, target.sum_of_towns->all, target_number(target.sum_of_towns->sum),
                          target_number(target.sum_of_towns->city));
    return table;
}

report::PlanSheet target_sheet(const PlanTargetsAnswer& answer, Language language) {
    report::PlanSheet sheet{.kind = {"发展目标", "Targets of the plan"}, .title = answer.title.in(language), .subtitle = {}, .facts = {},
                            .alerts = {}, .tables = {city_target_table(answer, language)}, .map = {},
                            .notes = {{"规划只给全市定目标；镇街各栏是填报情况，不是对镇街的考核。", "The plan sets targets for the city alone; the figures of towns are what they state, no judgement of them."}}};
    for (const TargetFigures& target : answer.targets) {
        if (target.state == "behind" || target.state == "missed")
            sheet.alerts.push_back(both("{}：{}", "{}: {}", target_words(target), target.state_title));
        if (!target.towns.empty()) sheet.tables.push_back(town_target_table(target, language));
    }
    return sheet;
}

}  // namespace

std::vector<Output> write_target_folder(const PlanTargetsQuestion& question, const PlanTargetsAnswer& answer) {
    const Language language = question.language;
    make_folder(question.output);
    std::vector<Output> files{{question.output / "targets.xlsx", {"发展目标（工作簿）", "targets, a workbook"}}};
    io::write_workbook(files[0].path, {targets_of_city(answer, language), targets_of_towns(answer, language)}, Text("发展目标", "targets").in(language));
    report::PlanSheetLook look{.templates = catalog::styles_folder_of(catalog::find_layers_folder()) / "report"};
    look.language = language;
    for (const auto& file : report::write_plan_sheet(question.output, "targets", target_sheet(answer, language), look, question.formats))
        files.push_back({file, {"发展目标（说明页）", "targets, a page"}});
    return files;
}

}  // namespace zonewright::answer
