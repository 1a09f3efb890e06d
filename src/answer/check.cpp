#include "answer/check.h"

#include <set>

#include "answer/area_ledger.h"
#include "answer/json_form.h"
#include "answer/parcel_findings.h"
#include "answer/town_seats.h"
#include "base/atomic_file.h"
#include "base/errors.h"
#include "catalog/layers_folder.h"
#include "catalog/study_reader.h"
#include "catalog/style_catalog.h"
#include "intake/read_source_set.h"
#include "intake/source_layer.h"
#include "intake/town_check.h"
#include "publish/publish.h"
#include "publish/tables.h"
#include "study/readiness.h"

namespace zonewright::answer {
namespace {

namespace fs = std::filesystem;

/// "land_use=控制面积.csv", with the layer it is about.
struct Control {
    std::string role;
    fs::path totals;
    const model::SourceLayer* layer = nullptr;
};

Control control_from(const std::string& words, const model::SourceSet& set) {
    const std::size_t equals = words.find('=');
    const std::string role = words.substr(0, equals);
    const auto layer = set.layers.find(role);
    if (equals == std::string::npos || layer == set.layers.end())
        throw InputError({.thing = "control",
                          .value = words,
                          .expected = both("角色=文件，角色是研究中已有的矢量数据源",
                                           "role=file, with a vector source of the study"),
                          .advice = both("如 --control land_use=控制面积.csv",
                                         "such as --control land_use=totals.csv")});
    return {role, words.substr(equals + 1), &layer->second};
}

/// Findings, and the ledger beside the other outputs.
void balance(const CheckQuestion& question, const catalog::OpenStudy& opened, model::SourceSet& set,
             const Control& control, CheckAnswer& answer) {
    const model::FeatureTable& table = control.layer->table;
    const intake::Inspection inspection{intake::source_name(control.layer->definitions.front()),
                                        intake::area_rule(opened.study.epsg), set.findings, set.repairs};
    const auto totals = intake::read_control_totals(control.totals);
    const intake::AreaBalance result = intake::balance_areas(table, totals, inspection.area);
    intake::report_balance(result, table, intake::tolerances_of(opened.catalogue), inspection);
    const fs::path ledger = opened.study.folder / "out" / ("adjustment_" + control.role + ".csv");
    make_folder(ledger.parent_path());
    write_file(ledger, adjustment_csv(result, table, question.language));
    answer.made(ledger, {"平差台账", "ledger of adjusted areas"});
    const fs::path workbook = fs::path(ledger).replace_extension(".xlsx");
    io::write_workbook(workbook, adjustment_sheets(result, table, question.language),
                       Text("面积平差台账", "adjusted areas").in(question.language));
    answer.made(workbook, {"平差台账（XLSX）", "ledger of adjusted areas (XLSX)"});
}

/// The findings as styled layers, and the ledger of repairs.
void write_findings(const CheckQuestion& question, const catalog::OpenStudy& opened,
                    const model::SourceSet& set, CheckAnswer& answer, const Progress& progress) {
    const fs::path out = opened.study.folder / "out";
    make_folder(out);
    const publish::RunView view{.epsg = opened.study.epsg, .findings = set.findings,
                                .language = question.language};
    const std::vector<model::FeatureTable> tables{publish::finding_area_table(view),
                                                  publish::finding_table(view)};
    const fs::path layers = catalog::find_layers_folder();
    const model::StyleSheet styles =
        catalog::read_styles(catalog::styles_folder_of(layers), opened.catalogue.plan, layers);
    publish::publish_geopackage(out / "findings.gpkg", tables, styles, question.language,
                                "2000-01-01T00:00:00.000Z", progress);
    answer.made(out / "findings.gpkg", {"问题图层（含样式）", "findings as styled layers"});
    if (set.repairs.empty()) return;
    write_file(out / "repairs.csv", ledger_csv(set.repairs, question.language));
    answer.made(out / "repairs.csv", {"修复台账", "ledger of repairs"});
}

std::vector<LeftOpen> left_open(const std::vector<study::Hindered>& items) {
    std::vector<LeftOpen> rows;
    rows.reserve(items.size());
    for (const study::Hindered& item : items) rows.push_back({item.id, item.title, item.weight});
    return rows;
}

/// Roles whose sources could be read; one that cannot be used is as good as none.
ReadinessReport readiness_report(const catalog::OpenStudy& opened, const model::SourceSet& set) {
    std::set<std::string> present;
    for (const auto& [role, layer] : set.layers)
        if (!layer.table.features.empty()) present.insert(role);
    for (const auto& [role, raster] : set.rasters) present.insert(role);
    const study::Readiness readiness = study::readiness_of(opened.catalogue, opened.study.weights, present);
    ReadinessReport report{readiness.ready(), readiness.least_weight, readiness.most_weight, {}};
    for (const study::MissingRole& missing : readiness.missing)
        report.missing.push_back({missing.role, missing.title, missing.required, missing.weight,
                                  left_open(missing.criteria), left_open(missing.constraints),
                                  left_open(missing.checks), study::words_of(missing)});
    return report;
}

}  // namespace

template <typename V>
void fields(V& v, LeftOpen& item) {
    v("id", item.id);
    v("title", item.title);
    v("weight", item.weight, "1", {"指标：平均占各产业权重的份额", "criteria: mean share of the weight of the clusters"});
}
template <typename V>
void fields(V& v, MissingSource& m) {
    v("role", m.role);
    v("title", m.title);
    v("required", m.required, "", {"没有它不能运行", "a run refuses without it"});
    v("weight", m.weight, "1");
    v("criteria", m.criteria, "", {"不参与评价的指标", "criteria that take no part"});
    v("constraints", m.constraints, "", {"不核查的约束", "constraints not checked"});
    v("checks", m.checks, "", {"报告中待核查的事项", "checks of a report left open"});
}
template <typename V>
void fields(V& v, ReadinessReport& r) {
    v("ready", r.ready, "", {"不缺运行必需的数据", "nothing is missing that a run refuses without"});
    v("least_weight", r.least_weight, "1", {"能量算的权重份额，最少的产业", "share of the weight that can be measured, least of the clusters"});
    v("most_weight", r.most_weight, "1");
    v("missing", r.missing);
}
template <typename V>
void fields(V& v, CheckedSource& s) {
    v("role", s.role);
    v("features", s.features);
}
template <typename V>
void fields(V& v, CheckAnswer& a) {
    v("sources", a.sources);
    v("rasters", a.rasters);
    v("readiness", a.readiness);
    fields(v, static_cast<FindingsReport&>(a));
}

Declaration declared(CheckQuestion& q) {
    Declaration d{.name = "check",
                  .summary = {"检查研究的全部数据源", "check every source of the study"},
                  .example = "zonewright check demo-city"};
    add_study(d, q.study);
    d.add("control", &q.control, {"控制面积表：角色=文件（可多次），写出平差台账", "control totals: role=file (repeatable); writes the ledger of adjustment"});
    d.add("show", &q.show, {"每条规则最多显示的条数", "findings shown of each rule"});
    add_language(d, q.language);
    return d;
}

CheckAnswer answer(const CheckQuestion& question, const Progress& progress) {
    const catalog::OpenStudy opened = catalog::open_study(question.study, catalog::find_layers_folder(),
                                                          catalog::MissingSources::Accept);
    model::SourceSet set = intake::read_source_set(opened.study, opened.catalogue, progress.part(0, 0.8),
                                                   intake::BadSource::SetAside);
    if (const auto towns = set.layers.find("town"); towns != set.layers.end())
        if (const auto seats = town_seats(opened.catalogue.plan))
            intake::check_towns(towns->second.table, opened.catalogue.plan, *seats,
                                intake::tolerances_of(opened.catalogue),
                                {intake::source_name(towns->second.definitions.front()),
                                 intake::area_rule(opened.study.epsg), set.findings, set.repairs});
    for (model::Finding& finding :
         parcel_findings(set, intake::area_rule(opened.study.epsg), progress.part(0.8, 0.9)))
        set.findings.push_back(std::move(finding));
    CheckAnswer answer;
    for (const auto& [role, layer] : set.layers)
        answer.sources.push_back({role, layer.table.features.size()});
    for (const std::string& control : question.control)
        balance(question, opened, set, control_from(control, set), answer);
    static_cast<FindingsReport&>(answer) = findings_report(set.findings, set.repairs, question.show);
    for (const auto& [role, raster] : set.rasters) answer.rasters.push_back(role);
    answer.readiness = readiness_report(opened, set);
    write_findings(question, opened, set, answer, progress.part(0.9, 1));
    answer.complete = answer.errors == 0 && !opened.study.sources.empty();
    return answer;
}

Json to_json(const CheckAnswer& answer, Language language) {
    return json_form(answer, language);
}
Json schema_of(const CheckAnswer*) {
    return schema_form<CheckAnswer>();
}

}  // namespace zonewright::answer
