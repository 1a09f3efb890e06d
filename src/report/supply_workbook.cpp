#include "report/supply_workbook.h"

#include <algorithm>
#include <map>

namespace zonewright::report {
namespace {

using io::Cell;
using io::CellFormat;
using io::Formula;
using io::Sheet;
using model::ParcelSupply;
using model::SizeClass;
using model::SizeGroup;
using model::SizeGrouping;
using model::SizeRow;

// Columns of the parcel sheet.
constexpr std::size_t town_column = 1, class_column = 2, size_column = 4, gross_column = 5;

std::size_t net_column(const WorkbookInput& input) {
    return gross_column + 1 + input.statement.steps.size();
}

std::string parcel_sheet_name(Language language) {
    return Text{"地块", "parcels"}.in(language);
}

/// 'parcels'!$F$3:$F$100
std::string parcel_range(const WorkbookInput& input, std::size_t column) {
    return fmt::format("'{0}'!${1}${2}:${1}${3}", parcel_sheet_name(input.language),
                       io::column_letters(column), io::first_data_row,
                       io::first_data_row + input.parcels.size() - 1);
}

std::string cell_name(std::size_t column, std::size_t row) {
    return fmt::format("{}{}", io::column_letters(column), io::first_data_row + row);
}

Formula mu_formula(std::size_t from_column, std::size_t row, Area area) {
    return {fmt::format("={}*3/2000", cell_name(from_column, row)), area.mu()};
}

/// Net as gross minus the deductions of the row.
Formula net_formula(std::size_t gross, std::size_t net, std::size_t row, Area area) {
    return {fmt::format("={}-SUM({}:{})", cell_name(gross, row), cell_name(gross + 1, row),
                        cell_name(net - 1, row)),
            area.m2()};
}

void add_area_columns(Sheet& sheet, const WorkbookInput& input) {
    const Language language = input.language;
    sheet.columns.push_back({Text{"毛面积 ㎡", "gross m²"}.in(language), CellFormat::TwoDecimals, 16});
    for (const model::DeductionStep& step : input.statement.steps)
        sheet.columns.push_back({step.title.in(language) + " ㎡", CellFormat::TwoDecimals, 16});
    sheet.columns.push_back({Text{"扣除后净面积 ㎡", "net m²"}.in(language), CellFormat::TwoDecimals, 16});
    sheet.columns.push_back({Text{"扣除后净面积 亩", "net mu"}.in(language), CellFormat::TwoDecimals, 12});
}

Cell deduction_cell(const model::DeductionStep& step, Cell figure, Language language) {
    if (step.checked) return figure;
    return Text{"未核查", "not checked"}.in(language);
}

std::string town_of(const model::Parcel& parcel) {
    return parcel.town_code.empty() ? std::string(model::no_town) : parcel.town_code;
}

Sheet parcel_sheet(const WorkbookInput& input) {
    const Language language = input.language;
    Sheet sheet;
    sheet.name = parcel_sheet_name(language);
    sheet.heading = Text{"地块净供应（椭球面积）", "net supply of parcels (statutory area)"}.in(language);
    sheet.columns = {{Text{"地块", "parcel"}.in(language), CellFormat::Plain, 18},
                     {Text{"镇街代码", "town code"}.in(language)},
                     {Text{"供应类型", "supply class"}.in(language)},
                     {Text{"判定规则", "deciding rule"}.in(language), CellFormat::Plain, 22},
                     {Text{"规模", "size class"}.in(language)}};
    add_area_columns(sheet, input);
    const std::size_t net = net_column(input);
    std::vector<Area> sums(net + 1);
    for (std::size_t i = 0; i < input.parcels.size(); ++i) {
        const ParcelSupply& supply = input.statement.parcels[i];
        std::vector<Cell> row = {input.parcels[i].id,
                                 town_of(input.parcels[i]),
                                 input.class_titles.title_of(supply.supply_class).in(language),
                                 supply.deciding_rule,
                                 input.size_titles.title_of(supply.size_class).in(language),
                                 supply.gross.m2()};
        sums[gross_column] += supply.gross;
        for (std::size_t k = 0; k < supply.taken.size(); ++k) {
            row.push_back(deduction_cell(input.statement.steps[k], supply.taken[k].m2(), language));
            sums[gross_column + 1 + k] += supply.taken[k];
        }
        row.emplace_back(net_formula(gross_column, net, i, supply.net));
        sums[net] += supply.net;
        row.emplace_back(mu_formula(net, i, supply.net));
        sheet.rows.push_back(std::move(row));
    }
    if (sheet.rows.empty()) return sheet;
    std::vector<Cell> total(gross_column);
    total[0] = Text{"合计", "total"}.in(language);
    for (std::size_t column = gross_column; column <= net; ++column)
        total.emplace_back(io::sum_formula(column, 0, sheet.rows.size() - 1, sums[column].m2()));
    total.emplace_back(mu_formula(net, sheet.rows.size(), sums[net]));
    sheet.bold_rows = {sheet.rows.size()};
    sheet.rows.push_back(std::move(total));
    return sheet;
}

/// Sums of one town by step, as the statement has them.
std::map<std::string, std::map<std::string, Area>> towns_of(const model::SupplyStatement& statement) {
    std::map<std::string, std::map<std::string, Area>> towns;
    for (const model::WaterfallRow& row : statement.rows)
        if (!row.town_code.empty() && row.supply_class.empty() && row.size_class.empty())
            towns[row.town_code][row.step] = row.area;
    return towns;
}

Sheet town_sheet(const WorkbookInput& input) {
    const Language language = input.language;
    Sheet sheet;
    sheet.name = Text{"镇街瀑布", "towns"}.in(language);
    sheet.heading =
        Text{"镇街净供应瀑布（随地块表联动）", "waterfall by town (follows the parcels)"}.in(language);
    sheet.columns = {{Text{"镇街代码", "town code"}.in(language)}, {Text{"镇街", "town"}.in(language)}};
    add_area_columns(sheet, input);
    const std::size_t gross = 2, net = gross + 1 + input.statement.steps.size();
    std::map<std::string, std::string> names;
    for (const model::Parcel& parcel : input.parcels) names[town_of(parcel)] = parcel.town_name;
    std::vector<Area> totals(net + 1);
    for (auto& [code, steps] : towns_of(input.statement)) {
        const std::size_t r = sheet.rows.size();
        std::vector<Cell> row = {code, names[code]};
        const auto sum_if = [&](std::size_t column, Area area) {
            return Formula{fmt::format("=SUMIF({},{},{})", parcel_range(input, town_column), cell_name(0, r),
                                       parcel_range(input, gross_column + column - gross)),
                           area.m2()};
        };
        row.emplace_back(sum_if(gross, steps["gross"]));
        totals[gross] += steps["gross"];
        for (std::size_t k = 0; k < input.statement.steps.size(); ++k) {
            const Area taken = steps[input.statement.steps[k].constraint_id];
            row.push_back(deduction_cell(input.statement.steps[k], sum_if(gross + 1 + k, taken), language));
            totals[gross + 1 + k] += taken;
        }
        row.emplace_back(net_formula(gross, net, r, steps["net"]));
        totals[net] += steps["net"];
        row.emplace_back(mu_formula(net, r, steps["net"]));
        sheet.rows.push_back(std::move(row));
    }
    if (sheet.rows.empty()) return sheet;
    std::vector<Cell> total = {Text{"全市", "city"}.in(language), {}};
    for (std::size_t column = gross; column <= net; ++column)
        total.emplace_back(io::sum_formula(column, 0, sheet.rows.size() - 1, totals[column].m2()));
    total.emplace_back(mu_formula(net, sheet.rows.size(), totals[net]));
    sheet.bold_rows = {sheet.rows.size()};
    sheet.rows.push_back(std::move(total));
    for (const model::DeductionStep& step : input.statement.steps)
        if (!step.checked)
            sheet.notes.push_back(step.title.in(language) + ": " + step.unchecked_reason.in(language));
    return sheet;
}

Sheet class_sheet(const WorkbookInput& input) {
    const Language language = input.language;
    Sheet sheet;
    sheet.name = Text{"类型与规模", "classes"}.in(language);
    sheet.heading = Text{"扣除后净面积按供应类型和规模，亩（随地块表联动）",
                         "net land by class and size, mu (follows the parcels)"}
                        .in(language);
    sheet.columns = {{Text{"供应类型", "supply class"}.in(language), CellFormat::Plain, 18}};
    for (const SizeClass& size : input.sizes)
        sheet.columns.push_back(
            {input.size_titles.title_of(size.id).in(language), CellFormat::TwoDecimals, 16});
    sheet.columns.push_back({Text{"合计", "total"}.in(language), CellFormat::TwoDecimals, 16});
    sheet.columns.push_back({Text{"计为", "counts as"}.in(language), CellFormat::Plain, 16});
    std::map<std::string, std::map<std::string, Area>> classes;
    for (const ParcelSupply& supply : input.statement.parcels)
        classes[supply.supply_class][supply.size_class] += supply.net;
    for (auto& [id, by_size] : classes) {
        const std::size_t r = sheet.rows.size();
        std::vector<Cell> row = {input.class_titles.title_of(id).in(language)};
        Area total;
        for (const SizeClass& size : input.sizes) {
            const std::string by_class =
                fmt::format("{},${}", parcel_range(input, class_column), cell_name(0, r));
            row.emplace_back(
                Formula{fmt::format("=SUMIFS({},{},{},\"{}\")*3/2000", parcel_range(input, net_column(input)),
                                    by_class, parcel_range(input, size_column),
                                    input.size_titles.title_of(size.id).in(language)),
                        by_size[size.id].mu()});
            total += by_size[size.id];
        }
        row.emplace_back(Formula{fmt::format("=SUM({}:{})", cell_name(1, r), cell_name(input.sizes.size(), r)),
                                 total.mu()});
        const auto& offered = input.statement.offered_classes;
        const bool on_offer = std::find(offered.begin(), offered.end(), id) != offered.end();
        row.emplace_back((on_offer ? Text{"净供应", "net supply"} : Text{"存量（不计入净供应）", "stock, not supply"})
                             .in(language));
        sheet.rows.push_back(std::move(row));
    }
    return sheet;
}

Cell optional_cell(const std::optional<double>& value) {
    return value ? Cell(*value) : Cell();
}

}  // namespace

std::vector<Sheet> waterfall_sheets(const WorkbookInput& input) {
    return {town_sheet(input), class_sheet(input), parcel_sheet(input)};
}

Sheet floor_sheet(const std::vector<model::FloorSpace>& floors, Language language) {
    Sheet sheet;
    sheet.name = Text{"现有厂房", "floors"}.in(language);
    sheet.heading = Text{"空置厂房建筑面积（各类合计，与土地分开计）", "vacant factory floors of all classes (apart from land)"}.in(language);
    sheet.columns = {
        {Text{"镇街代码（空：全市）", "town code (empty: city)"}.in(language), CellFormat::Plain, 22},
        {Text{"宗数", "parcels"}.in(language), CellFormat::Whole},
        {Text{"建筑面积 ㎡", "floor m²"}.in(language), CellFormat::TwoDecimals, 16},
        {Text{"平均层数", "storeys"}.in(language), CellFormat::TwoDecimals},
        {Text{"平均层高 m", "storey height m"}.in(language), CellFormat::TwoDecimals},
        {Text{"平均荷载 kN/㎡", "load kN/m²"}.in(language), CellFormat::TwoDecimals},
        {Text{"平均租金 元/㎡·月", "rent yuan/m²·month"}.in(language), CellFormat::TwoDecimals, 18}};
    for (const model::FloorSpace& row : floors)
        sheet.rows.push_back({row.town_code, std::int64_t{row.parcel_count}, row.floor_m2,
                              optional_cell(row.mean_storeys), optional_cell(row.mean_storey_height_m),
                              optional_cell(row.mean_load_kn_m2),
                              optional_cell(row.mean_rent_yuan_per_m2_month)});
    return sheet;
}

Sheet curve_sheet(const std::vector<model::SupplyCurve>& curves, const std::vector<model::Parcel>& parcels,
                  const model::Plan& plan, Language language) {
    Sheet sheet;
    sheet.name = Text{"供给曲线", "supply curves"}.in(language);
    sheet.heading = Text{"按单位成本累计的净供应（全市）", "net supply by unit cost (city)"}.in(language);
    sheet.columns = {{Text{"产业集群", "cluster"}.in(language), CellFormat::Plain, 22},
                     {Text{"地块", "parcel"}.in(language), CellFormat::Plain, 18},
                     {Text{"成本低值 元/㎡", "cost low yuan/m²"}.in(language), CellFormat::TwoDecimals},
                     {Text{"成本中值 元/㎡", "cost central yuan/m²"}.in(language), CellFormat::TwoDecimals},
                     {Text{"成本高值 元/㎡", "cost high yuan/m²"}.in(language), CellFormat::TwoDecimals},
                     {Text{"净面积 亩", "net mu"}.in(language), CellFormat::TwoDecimals},
                     {Text{"累计 亩", "cumulative mu"}.in(language), CellFormat::TwoDecimals}};
    for (const model::SupplyCurve& curve : curves) {
        if (!curve.town_code.empty()) continue;
        for (std::size_t i = 0; i < curve.points.size(); ++i) {
            const model::SupplyCurvePoint& point = curve.points[i];
            const std::size_t r = sheet.rows.size();
            const std::string sum =
                i == 0 ? "=" + cell_name(5, r) : fmt::format("={}+{}", cell_name(6, r - 1), cell_name(5, r));
            sheet.rows.push_back({plan.cluster(curve.cluster).name.in(language),
                                  parcels[point.parcel.index()].id, point.cost_yuan_per_m2.low,
                                  point.cost_yuan_per_m2.central, point.cost_yuan_per_m2.high, point.net.mu(),
                                  Formula{sum, point.cumulative.mu()}});
        }
    }
    return sheet;
}

Sheet pareto_sheet(const std::vector<model::ParetoFront>& fronts, const std::vector<model::Parcel>& parcels,
                   const model::SupplyStatement& statement, const std::vector<model::ParcelOffer>& offers,
                   const model::Plan& plan, Language language) {
    Sheet sheet;
    sheet.name = Text{"质优价低", "best buys"}.in(language);
    sheet.heading = Text{"没有别的地块既更好又更便宜的地块（帕累托前沿）",
                         "parcels that no other beats in both quality and cost (Pareto front)"}
                        .in(language);
    sheet.columns = {{Text{"产业集群", "cluster"}.in(language), CellFormat::Plain, 22},
                     {Text{"地块", "parcel"}.in(language), CellFormat::Plain, 18},
                     {Text{"净面积 亩", "net mu"}.in(language), CellFormat::TwoDecimals}};
    for (const Text& title :
         {Text{"成本低值 元/㎡", "cost low yuan/m²"}, Text{"成本中值 元/㎡", "cost central yuan/m²"},
          Text{"成本高值 元/㎡", "cost high yuan/m²"}, Text{"质量低值", "quality low"},
          Text{"质量中值", "quality central"}, Text{"质量高值", "quality high"}})
        sheet.columns.push_back({title.in(language), CellFormat::TwoDecimals, 16});
    for (const model::ParetoFront& front : fronts)
        for (const model::ParcelId parcel : front.parcels) {
            const model::ParcelOffer& offer = offers.at(parcel.index());
            const model::Estimate &cost = offer.cost_yuan_per_m2, &quality = offer.quality;
            sheet.rows.push_back({plan.cluster(front.cluster).name.in(language), parcels[parcel.index()].id,
                                  statement.parcels[parcel.index()].net.mu(), cost.low, cost.central,
                                  cost.high, quality.low, quality.central, quality.high});
        }
    return sheet;
}

Sheet structure_sheet(const std::vector<SizeGrouping>& groupings, const std::vector<SizeClass>& sizes,
                      const model::PolicyRules& size_titles, Language language) {
    Sheet sheet;
    sheet.name = Text{"规模结构", "size structure"}.in(language);
    sheet.heading = Text{"净供应的规模结构，亩（宗数）", "net supply by size, mu (parcels)"}.in(language);
    sheet.columns = {{Text{"分组方式", "grouped by"}.in(language), CellFormat::Plain, 20},
                     {Text{"组", "group"}.in(language), CellFormat::Plain, 26}};
    for (const SizeClass& size : sizes) {
        sheet.columns.push_back({size_titles.title_of(size.id).in(language), CellFormat::TwoDecimals, 16});
        sheet.columns.push_back({Text{"宗数", "parcels"}.in(language), CellFormat::Whole, 8});
    }
    sheet.columns.push_back({Text{"合计 亩", "total mu"}.in(language), CellFormat::TwoDecimals, 16});
    for (const SizeGrouping& grouping : groupings) {
        if (!grouping.unchecked_reason.zh.empty())
            sheet.notes.push_back(grouping.title.in(language) + ": " +
                                  Text{"未核查，", "not checked, "}.in(language) +
                                  grouping.unchecked_reason.in(language));
        else if (!grouping.adds_up)
            sheet.notes.push_back(grouping.title.in(language) + ": " +
                                  Text{"各组有重叠，不可相加", "groups overlap, do not add up"}.in(language));
        for (const SizeGroup& group : grouping.groups) {
            const std::size_t r = sheet.rows.size();
            std::vector<Cell> row = {grouping.title.in(language), group.title.in(language)};
            std::string sum;
            Area total;
            for (const SizeRow& size : group.rows) {
                sum += (sum.empty() ? "=" : "+") + cell_name(row.size(), r);
                row.emplace_back(size.net.mu());
                row.emplace_back(std::int64_t{size.parcel_count});
                total += size.net;
            }
            row.emplace_back(Formula{sum, total.mu()});
            sheet.rows.push_back(std::move(row));
        }
    }
    return sheet;
}

Sheet balance_sheet(const std::vector<model::SupplyBalance>& balances, const model::Plan& plan,
                    Language language) {
    Sheet sheet;
    sheet.name = Text{"供需平衡", "balance"}.in(language);
    sheet.heading =
        Text{"供需平衡（㎡；各产业不可相加）", "supply against demand (m²; do not add clusters)"}.in(
            language);
    sheet.columns = {
        {Text{"产业集群", "cluster"}.in(language), CellFormat::Plain, 22},
        {Text{"镇街代码（空：全市）", "town code (empty: city)"}.in(language), CellFormat::Plain, 22}};
    for (const Text& title : {Text{"需求", "demand"}, Text{"符合", "eligible"}, Text{"单宗可用", "usable"},
                              Text{"连片可达", "reachable"}, Text{"缺口", "shortfall"}})
        sheet.columns.push_back({title.in(language), CellFormat::TwoDecimals, 16});
    sheet.columns.push_back({Text{"需求依据", "assumption"}.in(language), CellFormat::Plain, 48});
    for (const model::SupplyBalance& row : balances) {
        const std::size_t r = sheet.rows.size();
        const bool city = row.town_code.empty();
        const Formula shortfall{fmt::format("=MAX(0,{}-{})", cell_name(2, r), cell_name(5, r)),
                                row.shortfall.m2()};
        sheet.rows.push_back({plan.cluster(row.cluster).name.in(language), row.town_code,
                              city ? Cell(row.demand.m2()) : Cell(), row.eligible.m2(), row.usable.m2(),
                              row.reachable.m2(), city ? Cell(shortfall) : Cell(),
                              row.assumption.in(language)});
        if (city) sheet.bold_rows.push_back(r);
    }
    return sheet;
}

}  // namespace zonewright::report
