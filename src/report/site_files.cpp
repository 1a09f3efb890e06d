// The other forms of a site report: JSON, workbook, GeoPackage of the evidence.
#include <fmt/format.h>

#include <nlohmann/json.hpp>

#include "gis/geopackage.h"
#include "gis/spreadsheet.h"
#include "report/site_report.h"

namespace zonewright::report {
namespace {

using Json = nlohmann::ordered_json;
using model::CheckResult;
using model::FieldType;

Json check_json(const CheckResult& result, Language language) {
    Json entry{
        {"rule", result.rule.id},
        {"chapter", result.rule.chapter},
        {"title", result.rule.title.in(language)},
        {"state", model::to_string(result.state)},
        {"verdict", model::to_string(result.verdict)},
        {"area_m2", result.state == model::CheckState::NotChecked ? Json(nullptr) : Json(result.area.m2())},
        {"share", result.state == model::CheckState::NotChecked ? Json(nullptr) : Json(result.share)},
        {"widest_m", result.widest_m},
        {"sentence", result.sentence.in(language)},
        {"reason", result.reason.in(language)},
        {"data_source", result.data_source},
        {"data_date", result.data_date},
        {"legal_basis", result.rule.legal_basis},
        {"confidence", model::to_string(result.rule.evidence.confidence)}};
    entry["features"] = Json::array();
    for (const model::CheckPiece& piece : result.pieces)
        entry["features"].push_back({{"feature", piece.feature},
                                     {"part", piece.part},
                                     {"area_m2", piece.area.m2()},
                                     {"width_m", piece.width_m},
                                     {"sliver", piece.sliver}});
    entry["nearby"] = Json::array();
    for (const model::NearbyFeature& near : result.nearby)
        entry["nearby"].push_back({{"feature", near.feature}, {"distance_m", near.distance_m}});
    return entry;
}

Json fit_json(const model::ClusterFit& fit, const model::Catalogue& catalogue, Language language) {
    const model::Cluster& cluster = catalogue.plan.cluster(fit.cluster);
    const char* listing = fit.listing == model::Listing::Listed     ? "listed"
                          : fit.listing == model::Listing::OpenList ? "open_list"
                                                                    : "not_listed";
    const bool scored = fit.state == model::ScoreState::Scored;
    Json entry{{"cluster", cluster.id},
               {"name", cluster.name.in(language)},
               {"clause", cluster.clause},
               {"listing", listing},
               {"state", scored                                     ? "scored"
                         : fit.state == model::ScoreState::Excluded ? "excluded"
                                                                    : "no_data"},
               {"score", scored ? Json(fit.score) : Json(nullptr)}};
    entry["places"] = Json::array();
    for (const auto& [place, share] : fit.places)
        entry["places"].push_back({{"place", catalogue.plan.place(place).id}, {"share", share}});
    entry["contributions"] = Json::array();
    for (const model::ScorePart& part : fit.parts)
        entry["contributions"].push_back({{"criterion", catalogue.criteria[part.criterion.index()].id},
                                          {"weight", part.weight},
                                          {"worth", part.worth},
                                          {"points", part.points}});
    return entry;
}

gis::Sheet check_sheet(const model::SiteReport& report, Language language) {
    gis::Sheet sheet{.name = Text{"合规性套合", "checks"}.in(language), .heading = report.title};
    sheet.columns = {{Text{"核查项", "rule"}.in(language), gis::CellFormat::Plain, 24},
                     {Text{"状态", "state"}.in(language)},
                     {Text{"结论", "verdict"}.in(language)},
                     {"㎡", gis::CellFormat::TwoDecimals},
                     {Text{"公顷", "ha"}.in(language), gis::CellFormat::FourDecimals},
                     {Text{"亩", "mu"}.in(language), gis::CellFormat::TwoDecimals},
                     {Text{"占比", "share"}.in(language), gis::CellFormat::Percent},
                     {Text{"数据时点", "date"}.in(language)},
                     {Text{"依据", "basis"}.in(language), gis::CellFormat::Plain, 40}};
    for (const CheckResult& result : report.check.results) {
        std::vector<gis::Cell> row{result.rule.title.in(language), model::title_of(result.state).in(language),
                                   model::title_of(result.verdict).in(language)};
        const std::size_t line = gis::first_data_row + sheet.rows.size();
        if (result.state == model::CheckState::NotChecked) {
            row.insert(row.end(), 4, gis::Cell{});
        } else {
            row.push_back(result.area.m2());
            row.push_back(gis::Formula{fmt::format("=D{}/10000", line), result.area.hectares()});
            row.push_back(gis::Formula{fmt::format("=D{}*3/2000", line), result.area.mu()});
            row.push_back(result.share);
        }
        row.push_back(result.data_date);
        row.push_back(result.rule.legal_basis);
        sheet.rows.push_back(std::move(row));
    }
    sheet.notes = {Text{"面积为椭球面积；1 亩 = 2000/3 ㎡。未核查不等于不涉及。",
                        "Statutory ellipsoidal areas; not checked is not clear."}
                       .in(language)};
    return sheet;
}

gis::Sheet part_sheet(const CheckResult& result, Language language) {
    gis::Sheet sheet{.name = result.rule.title.in(language), .heading = result.rule.title.in(language)};
    sheet.columns = {{Text{"类别", "class"}.in(language), gis::CellFormat::Plain, 24},
                     {"㎡", gis::CellFormat::TwoDecimals},
                     {Text{"公顷", "ha"}.in(language), gis::CellFormat::FourDecimals}};
    double sum = 0;
    for (const auto& [part, area] : result.breakdown) {
        const std::size_t line = gis::first_data_row + sheet.rows.size();
        sheet.rows.push_back(
            {part, area.m2(), gis::Formula{fmt::format("=B{}/10000", line), area.hectares()}});
        sum += area.m2();
    }
    if (!sheet.rows.empty()) {
        const std::size_t last = sheet.rows.size() - 1;
        sheet.bold_rows.push_back(sheet.rows.size());
        sheet.rows.push_back({Text{"合计", "total"}.in(language), gis::sum_formula(1, 0, last, sum),
                              gis::sum_formula(2, 0, last, sum / 1e4)});
    }
    return sheet;
}

}  // namespace

std::string site_json(const SiteReportRequest& request) {
    const model::SiteReport& report = *request.report;
    Json json{{"schema_version", 1},
              {"title", report.title},
              {"subject", report.subject},
              {"crs", fmt::format("EPSG:{}", report.epsg)},
              {"area_m2", report.area.m2()},
              {"planar_m2", report.planar_m2},
              {"verdict", model::to_string(report.check.verdict)},
              {"schematic", report.schematic},
              {"data_date", report.data_date},
              {"rule_version", report.rule_version},
              {"cluster",
               report.cluster ? Json(request.catalogue->plan.cluster(*report.cluster).id) : Json(nullptr)}};
    json["towns"] = Json::array();
    for (const auto& [name, area] : report.towns)
        json["towns"].push_back({{"name", name}, {"area_m2", area.m2()}});
    json["checks"] = Json::array();
    for (const CheckResult& result : report.check.results)
        json["checks"].push_back(check_json(result, request.language));
    json["fits"] = Json::array();
    for (const model::ClusterFit& fit : report.fits)
        json["fits"].push_back(fit_json(fit, *request.catalogue, request.language));
    json["alternatives"] = Json::array();
    for (const model::Alternative& other : report.alternatives)
        json["alternatives"].push_back({{"id", other.id},
                                        {"kind", other.kind},
                                        {"town", other.town_name},
                                        {"net_m2", other.net.m2()},
                                        {"score", other.score},
                                        {"distance_m", other.distance_m},
                                        {"why", other.why.in(request.language)}});
    json["overrides"] = Json::array();
    for (const model::CheckOverride& decision : report.check.overrides)
        json["overrides"].push_back({{"rule", decision.rule},
                                     {"verdict", model::to_string(decision.verdict)},
                                     {"reason", decision.reason},
                                     {"name", decision.name}});
    return json.dump(2, ' ', false, Json::error_handler_t::replace) + "\n";
}

void write_site_workbook(const std::filesystem::path& target, const SiteReportRequest& request) {
    std::vector<gis::Sheet> sheets{check_sheet(*request.report, request.language)};
    for (const CheckResult& result : request.report->check.results)
        if (result.rule.chapter == "current" && !result.breakdown.empty())
            sheets.push_back(part_sheet(result, request.language));
    gis::write_workbook(target, sheets, request.report->title);
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
                                {"area_m2", FieldType::Real, {"椭球面积", "statutory area"}, "m2"},
                                {"width_m", FieldType::Real, {"最大宽度", "width"}, "m"}},
                               {}};
    for (const CheckResult& result : report.check.results)
        for (const model::CheckPiece& piece : result.pieces)
            pieces.features.push_back({0,
                                       piece.geometry,
                                       {result.rule.id, model::to_string(result.state), piece.feature,
                                        piece.part, piece.area.m2(), piece.width_m}});
    const std::vector<gis::GeoPackageLayer> layers{{&outline, {}}, {&pieces, {}}};
    gis::write_geopackage(target, layers, {.language = request.language}, progress);
}

}  // namespace zonewright::report
