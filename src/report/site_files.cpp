// The other forms of a site report: workbook, GeoPackage of the evidence.
#include <fmt/format.h>

#include <cmath>

#include "io/geopackage.h"
#include "io/spreadsheet.h"
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
    row.push_back(area.m2());
    row.push_back(Formula{fmt::format("={}{}/10000", column, line), area.hectares()});
    row.push_back(Formula{fmt::format("={}{}*3/2000", column, line), area.mu()});
}

io::Sheet check_sheet(const model::SiteReport& report, Language language) {
    io::Sheet sheet{.name = Text{"合规性套合", "checks"}.in(language), .heading = report.title};
    sheet.columns = {{Text{"核查项", "rule"}.in(language), CellFormat::Plain, 24},
                     {Text{"状态", "state"}.in(language)},
                     {Text{"结论", "verdict"}.in(language)},
                     {"㎡", CellFormat::TwoDecimals},
                     {Text{"公顷", "ha"}.in(language), CellFormat::FourDecimals},
                     {Text{"亩", "mu"}.in(language), CellFormat::TwoDecimals},
                     {Text{"占比", "share"}.in(language), CellFormat::Percent},
                     {Text{"图层（时点）", "layer (date)"}.in(language), CellFormat::Plain, 36},
                     {Text{"依据", "basis"}.in(language), CellFormat::Plain, 40},
                     {Text{"说明", "remark"}.in(language), CellFormat::Plain, 60}};
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
            row.push_back(Formula{fmt::format("=D{}/D${}", line, io::first_data_row), result.share});
        }
        row.push_back(layer_and_date(result.data_source, result.data_date, language));
        row.push_back(result.rule.legal_basis);
        row.push_back(result.sentence.in(language));
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

/// Rows of areas with their sum, as formulas.
io::Sheet area_sheet(const std::string& name, const std::string& first,
                      const std::vector<std::pair<std::string, Area>>& rows, Language language) {
    io::Sheet sheet{.name = name, .heading = name};
    sheet.columns = {{first, CellFormat::Plain, 30},
                     {"㎡", CellFormat::TwoDecimals},
                     {Text{"公顷", "ha"}.in(language), CellFormat::FourDecimals},
                     {Text{"亩", "mu"}.in(language), CellFormat::TwoDecimals}};
    Area sum;
    for (const auto& [title, area] : rows) {
        sheet.rows.push_back({title});
        add_units(sheet.rows.back(), 'B', io::first_data_row + sheet.rows.size() - 1, area);
        sum += area;
    }
    if (rows.empty()) return sheet;
    const std::size_t last = rows.size() - 1;
    sheet.bold_rows.push_back(rows.size());
    sheet.rows.push_back({Text{"合计", "total"}.in(language), io::sum_formula(1, 0, last, sum.m2()),
                          io::sum_formula(2, 0, last, sum.hectares()),
                          io::sum_formula(3, 0, last, sum.mu())});
    return sheet;
}

io::Sheet part_sheet(const CheckResult& result, Language language) {
    std::vector<std::pair<std::string, Area>> rows;
    for (const auto& [part, area] : result.breakdown) {
        const std::string title = result.rule.title_of_part(part).in(language);
        rows.emplace_back(part.empty()    ? Text{"未注明", "not stated"}.in(language)
                          : title == part ? part
                                          : part + " " + title,
                          area);
    }
    if (result.counted_twice > Area{})
        rows.emplace_back(Text{"图斑相互重叠", "polygons overlap"}.in(language), -result.counted_twice);
    const std::string name = result.rule.title.in(language);
    io::Sheet sheet = area_sheet(name, Text{"类别", "class"}.in(language), rows, language);
    sheet.notes = {layer_and_date(result.data_source, result.data_date, language)};
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
    sheet.columns = {{Text{"编号", "id"}.in(language), CellFormat::Plain, 20},
                     {Text{"镇街", "town"}.in(language)},
                     {Text{"净面积 ㎡", "net m²"}.in(language), CellFormat::TwoDecimals},
                     {Text{"公顷", "ha"}.in(language), CellFormat::FourDecimals},
                     {Text{"亩", "mu"}.in(language), CellFormat::TwoDecimals},
                     {Text{"适宜性", "suitability"}.in(language), CellFormat::FourDecimals},
                     {Text{"元/㎡（低）", "yuan/m², low"}.in(language), CellFormat::Whole},
                     {Text{"元/㎡（高）", "yuan/m², high"}.in(language), CellFormat::Whole},
                     {Text{"相距 m", "distance m"}.in(language), CellFormat::Whole},
                     {Text{"结论", "result"}.in(language), CellFormat::Plain, 50},
                     {Text{"理由", "why"}.in(language), CellFormat::Plain, 70}};
    for (const model::Alternative& other : report.alternatives) {
        const std::size_t line = io::first_data_row + sheet.rows.size();
        std::vector<Cell> row{other.id, other.town_name.in(language)};
        add_units(row, 'C', line, other.net);
        row.insert(row.end(), {other.score, std::round(other.cost_yuan_per_m2.low), std::round(other.cost_yuan_per_m2.high), std::round(other.distance_m),
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
    std::int64_t ring_number = 0;
    for (const geom::Polygon& part : report.outline.parts)
        for (const geom::Ring& ring : part.rings) {
            ++ring_number;
            for (std::size_t i = 0; i + 1 < ring.size(); ++i)
                sheet.rows.push_back(
                    {fmt::format("J{}", sheet.rows.size() + 1), ring_number, ring[i].y, ring[i].x});
        }
    return sheet;
}

}  // namespace

void write_site_workbook(const std::filesystem::path& target, const SiteReportRequest& request) {
    const model::SiteReport& report = *request.report;
    std::vector<io::Sheet> sheets{check_sheet(report, request.language),
                                   town_sheet(report, request.language)};
    for (const CheckResult& result : report.check.results)
        if (result.rule.chapter == "current" && !result.breakdown.empty())
            sheets.push_back(part_sheet(result, request.language));
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

void write_site_evidence(const std::filesystem::path& target, const SiteReportRequest& request,
                         const Progress& progress) {
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
    const std::vector<io::GeoPackageLayer> layers{{&outline, {}}, {&pieces, {}}};
    io::write_geopackage(target, layers, {.language = request.language}, progress);
}

}  // namespace zonewright::report
