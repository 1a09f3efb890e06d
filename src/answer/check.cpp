#include "answer/check.h"

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
        catalog::read_styles(layers.parent_path() / "styles", opened.catalogue.plan, layers);
    publish::publish_geopackage(out / "findings.gpkg", tables, styles, question.language,
                                "2000-01-01T00:00:00.000Z", progress);
    answer.made(out / "findings.gpkg", {"问题图层（含样式）", "findings as styled layers"});
    if (set.repairs.empty()) return;
    write_file(out / "repairs.csv", ledger_csv(set.repairs, question.language));
    answer.made(out / "repairs.csv", {"修复台账", "ledger of repairs"});
}

}  // namespace

template <typename V>
void fields(V& v, CheckedSource& s) {
    v("role", s.role);
    v("features", s.features);
}
template <typename V>
void fields(V& v, CheckAnswer& a) {
    v("sources", a.sources);
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
    write_findings(question, opened, set, answer, progress.part(0.9, 1));
    answer.complete = answer.errors == 0;
    return answer;
}

Json to_json(const CheckAnswer& answer, Language language) {
    return json_form(answer, language);
}
Json schema_of(const CheckAnswer*) {
    return schema_form<CheckAnswer>();
}

}  // namespace zonewright::answer
