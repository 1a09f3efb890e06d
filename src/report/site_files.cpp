// The other forms of a site report: workbook, layers of the evidence.
#include <fmt/format.h>

#include <array>
#include <cmath>

#include "geom/boundary_points.h"
#include "io/spreadsheet.h"
#include "model/printed_area.h"
#include "report/land_ledger.h"
#include "report/site_report.h"
#include "report/site_text.h"

namespace zonewright::report {
namespace {

using io::Cell;
using io::CellFormat;
using io::Formula;
using model::CheckResult;
using model::FieldType;

/// Formulas for 公顷 and 亩 beside an area in m².
void add_units(std::vector<Cell>& row, char column, std::size_t line, Area area) {
    row.emplace_back(area.m2());
    row.emplace_back(Formula{fmt::format("={}{}/10000", column, line), area.hectares()});
    row.emplace_back(Formula{fmt::format("={}{}*3/2000", column, line), area.mu()});
}

io::Sheet check_sheet(const model::SiteReport& report, Language language) {
    io::Sheet sheet{.name = Text{"合规性套合", "checks"}.in(language), .heading = report.title};
    sheet.columns = {{Text{"核查项", "rule"}.in(language), CellFormat::Plain, 20},
                     {Text{"状态", "state"}.in(language), CellFormat::Plain, 10},
                     {Text{"结论", "verdict"}.in(language), CellFormat::Plain, 10},
                     {"㎡", CellFormat::TwoDecimals, 13},
                     {Text{"公顷", "ha"}.in(language), CellFormat::FourDecimals, 10},
                     {Text{"亩", "mu"}.in(language), CellFormat::TwoDecimals, 10},
                     {Text{"占比", "share"}.in(language), CellFormat::Percent, 8},
                     {Text{"图层（时点）", "layer (date)"}.in(language), CellFormat::Plain, 20},
                     {Text{"依据", "basis"}.in(language), CellFormat::Plain, 28},
                     {Text{"说明", "remark"}.in(language), CellFormat::Plain, 42}};
    sheet.rows.push_back({Text{"选址范围", "outline"}.in(language), Cell{}, Cell{}});
    add_units(sheet.rows.back(), 'D', io::first_data_row, report.area);
    sheet.rows.back().push_back(1.0);
    sheet.bold_rows = {0};
    for (const CheckResult& result : report.check.results) {
        const std::size_t line = io::first_data_row + sheet.rows.size();
        std::vector<Cell> row{result.rule.title.in(language), model::title_of(result.state).in(language),
                              model::title_of(result.verdict).in(language)};
        if (result.state == model::CheckState::NotChecked) {
            row.insert(row.end(), 4, Cell{});
        } else {
            add_units(row, 'D', line, result.area);
            row.emplace_back(Formula{fmt::format("=D{}/D${}", line, io::first_data_row), result.share});
        }
        row.emplace_back(layer_and_date(result.data_source.empty() ? "" : result.layer_title.in(language), result.data_date, language));
        row.emplace_back(result.rule.legal_basis);
        row.emplace_back(result.sentence.in(language));
        sheet.rows.push_back(std::move(row));
    }
    sheet.notes = {Text{"面积为椭球面积；1 亩 = 2000/3 ㎡。未核查不等于不涉及。",
                        "Statutory ellipsoidal areas; not checked is not clear."}
                       .in(language)};
    for (const model::CheckOverride& decision : report.check.overrides)
        sheet.notes.push_back(
            fmt::format("{} {} → {}: {} ({})", Text{"人工认定", "decided by a person"}.in(language),
                        decision.title.in(language), model::title_of(decision.verdict).in(language),
                        decision.reason, decision.name));
    return sheet;
}

/// Rows of areas with their sum as a formula. 公顷 and 亩 of the rows are those of the page, closed to the printed total:
/// a formula of each row would round by itself and the column would not add up.
io::Sheet area_sheet(const std::string& name, const std::string& first,
                      const std::vector<std::pair<std::string, Area>>& rows, Language language) {
    io::Sheet sheet{.name = name, .heading = name};
    sheet.columns = {{first, CellFormat::Plain, 30},
                     {"㎡", CellFormat::TwoDecimals},
                     {Text{"公顷", "ha"}.in(language), CellFormat::FourDecimals},
                     {Text{"亩", "mu"}.in(language), CellFormat::TwoDecimals}};
    if (rows.empty()) return sheet;
    std::vector<Area> areas;
    areas.reserve(rows.size());
    for (const auto& row : rows) areas.push_back(row.second);
    const model::PrintedRows closed = model::close_rows(areas);
    for (std::size_t i = 0; i < rows.size(); ++i)
        sheet.rows.push_back({rows[i].first, areas[i].m2(), closed.rows[i].hectares, closed.rows[i].mu});
    const std::size_t last = rows.size() - 1;
    sheet.bold_rows.push_back(rows.size());
    sheet.rows.push_back({Text{"合计", "total"}.in(language), io::sum_formula(1, 0, last, closed.total.exact.m2()),
                          io::sum_formula(2, 0, last, closed.total.hectares),
                          io::sum_formula(3, 0, last, closed.total.mu)});
    return sheet;
}

io::Sheet part_sheet(const CheckResult& result, Area outline, Language language) {
    std::vector<std::pair<std::string, Area>> rows;
    for (const SplitRow& row : split_rows_of(result, outline)) rows.emplace_back(name_of(row, result.rule).in(language), row.area);
    const std::string name = result.rule.title.in(language);
    io::Sheet sheet = area_sheet(name, Text{"类别", "class"}.in(language), rows, language);
    sheet.notes = {layer_and_date(result.layer_title.in(language), result.data_date, language)};
    return sheet;
}

io::Sheet town_sheet(const model::SiteReport& report, Language language) {
    std::vector<std::pair<std::string, Area>> rows;
    for (const auto& [name, area] : report.towns)
        rows.emplace_back((name.empty() ? Text{"不在任何镇街内", "in no town"} : name).in(language), area);
    if (report.in_several_towns > Area{})
        rows.emplace_back(Text{"镇街界线相互重叠", "towns overlap"}.in(language), -report.in_several_towns);
    return area_sheet(Text{"所在镇街", "towns"}.in(language), Text{"镇街", "town"}.in(language), rows,
                      language);
}

/// 土地分类面积表, owners × groups, as on the page.
io::Sheet cross_sheet(const SiteReportRequest& request) {
    const Language language = request.language;
    const LandLedger ledger = land_ledger(*request.report, request.catalogue->rules_of("site_report"));
    const std::string name = Text{"土地分类面积（公顷）", "land by owner and group (ha)"}.in(language);
    io::Sheet sheet{.name = name, .heading = name};
    sheet.columns.push_back({Text{"权属", "owner"}.in(language), CellFormat::Plain, 14});
    for (const Text& title : {Text{"农用地", "agricultural"}, Text{"其中耕地", "of it cultivated"}, Text{"建设用地", "construction"},
                              Text{"未利用地", "unused"}, Text{"未归类或未覆盖", "unclassed, not covered"}, Text{"合计", "total"}})
        sheet.columns.push_back({title.in(language), CellFormat::FourDecimals, 13});
    const auto owners = std::to_array<Text>({{"国有", "state"}, {"集体", "collective"}, {"未注明", "not stated"}});
    for (std::size_t i = 0; i < owners.size(); ++i) {
        const auto& cells = ledger.cells[i];
        const std::size_t line = io::first_data_row + i;
        sheet.rows.push_back({owners[i].in(language), cells[0], ledger.cultivated_of[i], cells[1], cells[2], cells[3],
                              Formula{fmt::format("=B{0}+D{0}+E{0}+F{0}", line), ledger.owners[i]}});
    }
    std::vector<Cell> total{Text{"合计", "total"}.in(language)};
    const std::array sums{ledger.groups[0], ledger.cultivated, ledger.groups[1], ledger.groups[2], ledger.groups[3],
                          model::printed(request.report->area).hectares};
    for (std::size_t c = 0; c < sums.size(); ++c) total.emplace_back(io::sum_formula(c + 1, 0, owners.size() - 1, sums[c]));
    sheet.bold_rows.push_back(owners.size());
    sheet.rows.push_back(std::move(total));
    return sheet;
}

/// weight × worth = points, and their sum, recomputed by the workbook.
io::Sheet score_sheet(const model::ClusterFit& fit, const SiteReportRequest& request) {
    const Language language = request.language;
    const std::string name = Text{"得分构成", "score"}.in(language);
    io::Sheet sheet{.name = name, .heading = request.catalogue->plan.cluster(fit.cluster).name.in(language)};
    sheet.columns = {{Text{"指标", "criterion"}.in(language), CellFormat::Plain, 30},
                     {Text{"权重", "weight"}.in(language), CellFormat::FourDecimals},
                     {Text{"价值", "worth"}.in(language), CellFormat::FourDecimals},
                     {Text{"得分", "points"}.in(language), CellFormat::FourDecimals}};
    double weights = 0, points = 0;
    for (const model::ScorePart& part : fit.parts) {
        const std::size_t line = io::first_data_row + sheet.rows.size();
        sheet.rows.push_back({request.catalogue->criteria[part.criterion.index()].title.in(language),
                              part.weight, part.worth,
                              Formula{fmt::format("=B{0}*C{0}", line), part.points}});
        weights += part.weight, points += part.points;
    }
    const std::size_t last = fit.parts.size() - 1;
    sheet.bold_rows.push_back(fit.parts.size());
    sheet.rows.push_back({Text{"合计", "total"}.in(language), io::sum_formula(1, 0, last, weights), Cell{},
                          io::sum_formula(3, 0, last, points)});
    return sheet;
}

io::Sheet alternative_sheet(const model::SiteReport& report, Language language) {
    io::Sheet sheet{.name = Text{"方案比选", "alternatives"}.in(language), .heading = report.title};
    sheet.columns = {{Text{"方案", "land"}.in(language), CellFormat::Plain, 22},
                     {Text{"镇街", "town"}.in(language), CellFormat::Plain, 10},
                     {Text{"净面积 ㎡", "net m²"}.in(language), CellFormat::TwoDecimals, 13},
                     {Text{"公顷", "ha"}.in(language), CellFormat::FourDecimals, 10},
                     {Text{"亩", "mu"}.in(language), CellFormat::TwoDecimals, 10},
                     {Text{"适宜性", "suitability"}.in(language), CellFormat::ThreeDecimals, 10},
                     {Text{"元/㎡（低）", "yuan/m², low"}.in(language), CellFormat::Whole, 10},
                     {Text{"元/㎡（高）", "yuan/m², high"}.in(language), CellFormat::Whole, 10},
                     {Text{"相距（公里）", "km away"}.in(language), CellFormat::OneDecimal, 9},
                     {Text{"结论", "result"}.in(language), CellFormat::Plain, 32},
                     {Text{"理由", "why"}.in(language), CellFormat::Plain, 42}};
    for (const model::Alternative& other : report.alternatives) {
        const std::size_t line = io::first_data_row + sheet.rows.size();
        std::vector<Cell> row{other.name.in(language), other.town_name.in(language)};
        add_units(row, 'C', line, other.net);
        row.insert(row.end(), {other.score, std::round(other.cost_yuan_per_m2.low), std::round(other.cost_yuan_per_m2.high), other.distance_m / 1000,
                               other.headline.in(language), other.why.in(language)});
        sheet.rows.push_back(std::move(row));
    }
    return sheet;
}

io::Sheet corner_sheet(const model::SiteReport& report, Language language) {
    io::Sheet sheet{.name = Text{"界址点", "corners"}.in(language),
                     .heading = fmt::format("EPSG:{}", report.epsg)};
    sheet.columns = {{Text{"点号", "point"}.in(language)},
                     {Text{"圈号", "ring"}.in(language), CellFormat::Whole},
                     {Text{"X（北）", "X (north)"}.in(language), CellFormat::FourDecimals, 18},
                     {Text{"Y（东）", "Y (east)"}.in(language), CellFormat::FourDecimals, 18}};
    for (const geom::BoundaryPoint& point : geom::boundary_points(report.outline))
        sheet.rows.push_back({fmt::format("J{}", point.number), static_cast<std::int64_t>(point.ring),
                              point.place.y, point.place.x});
    return sheet;
}

}  // namespace

void write_site_workbook(const std::filesystem::path& target, const SiteReportRequest& request) {
    const model::SiteReport& report = *request.report;
    std::vector<io::Sheet> sheets{check_sheet(report, request.language),
                                   town_sheet(report, request.language)};
    for (const CheckResult& result : report.check.results)
        if (result.rule.chapter == "current" && !result.breakdown.empty())
            sheets.push_back(part_sheet(result, report.area, request.language));
    if (report.land.known) sheets.push_back(cross_sheet(request));
    if (report.cluster) {
        const model::ClusterFit& fit = report.fits[report.cluster->index()];
        if (fit.state == model::ScoreState::Scored && !fit.parts.empty())
            sheets.push_back(score_sheet(fit, request));
    }
    if (!report.alternatives.empty()) sheets.push_back(alternative_sheet(report, request.language));
    if (!report.for_the_public) sheets.push_back(corner_sheet(report, request.language));
    if (!request.manifest_digest.empty())
        sheets.front().notes.push_back(fmt::format("{} {}, SHA-256 {}",
                                                   Text{"出自运行，清单", "Made from the run with manifest"}.in(request.language),
                                                   request.manifest_code, request.manifest_digest));
    io::write_workbook(target, sheets, report.title);
}

std::vector<model::FeatureTable> site_evidence(const SiteReportRequest& request) {
    const model::SiteReport& report = *request.report;
    model::FeatureTable outline{"outline",
                                {"选址范围", "outline"},
                                model::GeometryKind::Polygon,
                                report.epsg,
                                {{"area_m2", FieldType::Real, {"椭球面积", "statutory area"}, "m2"},
                                 {"planar_m2", FieldType::Real, {"平面面积", "planar area"}, "m2"}},
                                {}};
    outline.features.push_back({1, report.outline, {report.area.m2(), report.planar_m2}});
    model::FeatureTable pieces{"piece",
                               {"套合图斑", "pieces of overlap"},
                               model::GeometryKind::Polygon,
                               report.epsg,
                               {{"rule", FieldType::Text, {"核查项", "rule"}, ""},
                                {"state", FieldType::Text, {"状态", "state"}, ""},
                                {"feature", FieldType::Text, {"涉及要素", "feature"}, ""},
                                {"part", FieldType::Text, {"类别", "part"}, ""},
                                {"part_title", FieldType::Text, {"类别名称", "part in words"}, ""},
                                {"area_m2", FieldType::Real, {"椭球面积", "statutory area"}, "m2"},
                                {"width_m", FieldType::Real, {"最大宽度", "width"}, "m"}},
                               {}};
    for (const CheckResult& result : report.check.results)
        for (const model::CheckPiece& piece : result.pieces)
            pieces.features.push_back(
                {0,
                 piece.geometry,
                 {result.rule.id, model::to_string(result.state), piece.feature, piece.part,
                  result.rule.title_of_part(piece.part).in(request.language), piece.area.m2(),
                  piece.width_m}});
    return {std::move(outline), std::move(pieces)};
}

}  // namespace zonewright::report
