#include "answer/report.h"

#include <algorithm>
#include <array>
#include <span>

#include "answer/json_form.h"
#include "answer/project_file.h"
#include "answer/report_batch.h"
#include "base/errors.h"
#include "base/hash.h"
#include "catalog/style_catalog.h"
#include "report/print_pdf.h"
#include "report/site_report.h"
#include "report/word_form.h"
#include "report/wording.h"
#include "study/manifest.h"
#include "study/site_indicators.h"
#include "study/study.h"

namespace zonewright::answer {
namespace {

constexpr std::array<const char*, 6> stages_of_reports{"intake", "zoning", "constraint", "suitability", "supply", "assembly"};

void check_ways(const ReportQuestion& question) {
    const std::array<bool, 5> named{!question.site.empty(), !question.parcel.empty(), !question.site_id.empty(), question.find,
                                    !question.batch.empty()};
    const auto ways = std::ranges::count(named, true);
    if (ways == 1) return;
    ReportQuestion example;
    throw InputError({.thing = "report",
                      .value = ways == 0 ? Text("未指定选址", "no outline named")
                                         : both("指定了 {} 种", "{} ways at once", ways),
                      .expected = "--site | --parcel | --site-id | --find | --batch",
                      .advice = both("选择其一，例如 {}", "choose one, for example {}", declared(example).example)});
}

/// RULE or RULE=VERDICT; conditional where no verdict is given. `words`: rule, reason, name, document.
model::CheckOverride decision_from(std::span<const std::string> words) {
    const std::string& rule = words[0];
    const std::size_t equals = rule.find('=');
    model::CheckOverride decision{
        .rule = rule.substr(0, equals), .reason = words[1], .name = words[2], .document = words[3]};
    if (equals == std::string::npos) return decision;
    const auto verdict = model::verdict_from(rule.substr(equals + 1));
    if (!verdict)
        throw InputError({.thing = "override " + decision.rule,
                          .value = rule.substr(equals + 1),
                          .expected = "fits, conditional, conflicts, undecided",
                          .advice = both("改用其中之一", "use one of these")});
    decision.verdict = *verdict;
    return decision;
}

std::vector<model::CheckOverride> decisions_of(const ReportQuestion& question) {
    const std::vector<std::string>& words = question.overrides;
    constexpr std::size_t each = 4;
    if (words.size() % each != 0)
        throw InputError({.thing = "override",
                          .value = both("{} 项", "{} words", words.size()),
                          .expected = both("规则[=结论] 理由 姓名 文号", "RULE[=VERDICT] REASON NAME DOCUMENT"),
                          .advice = both("四项都要写", "all four are needed")});
    std::vector<model::CheckOverride> decisions;
    for (std::size_t i = 0; i < words.size(); i += each)
        decisions.push_back(decision_from(std::span(words).subspan(i, each)));
    return decisions;
}

model::ProjectFacts project_of(const study::Study& study, const ReportQuestion& question) {
    model::ProjectFacts project = question.project.empty()
                                      ? model::ProjectFacts{}
                                      : read_project(question.project, study::figures_of_projects(study.catalogue()));
    if (project.date.empty()) project.date = today();
    return project;
}

/// The fingerprints of the stages that a report is made from.
std::string report_inputs(const study::Study& study) {
    std::string inputs;
    for (const study::StageRecord& record : study.records())
        if (std::find(std::begin(stages_of_reports), std::end(stages_of_reports), record.id) != std::end(stages_of_reports))
            inputs += record.fingerprint + " ";
    return inputs;
}

/// Of the published run, where its stages are those that the report is made from; empty otherwise.
std::string manifest_of_report(const study::Study& study) {
    const auto manifest = study::find_manifest(study.out());
    if (!manifest) return {};
    for (const study::StageRecord& record : study.records()) {
        const auto published = manifest->stages.find(record.id);
        if (std::find(std::begin(stages_of_reports), std::end(stages_of_reports), record.id) == std::end(stages_of_reports))
            continue;
        if (published == manifest->stages.end() || published->second != record.fingerprint) return {};
    }
    return manifest->digest;
}

/// One error for a form that cannot be filled, before any report is made; a form that hides a verdict is told.
std::filesystem::path form_of(const study::Study& study, const ReportQuestion& question, ReportAnswer& answer) {
    std::filesystem::path form = question.form.empty() ? study.definition().report_form : question.form;
    if (form.empty()) return form;
    for (const Text& missing : report::left_out_by(form, report::known_form_fields(study.styles_folder() / "report")))
        answer.warn(both("模板 {} 没有{}：填好的表单不说明它，须与 report.docx 一并报送",
                         "the form {} does not show {}: hand it on together with report.docx", form.filename().string(), missing));
    return form;
}

ReportSettings report_settings(const study::Study& study, const ReportQuestion& question, const std::filesystem::path& form,
                               ReportAnswer& answer) {
    const bool with_pdf = !question.no_pdf && report::can_print_pdf();
    if (!question.no_pdf && !with_pdf)
        answer.warn({"本机没有 Chromium 或 Edge，未生成 PDF；可用浏览器打开 report.html 打印",
                     "no Chromium or Edge on this machine, so no PDF; print report.html from a browser"});
    return {.output = question.output.empty() ? study.out() / "reports" : question.output,
            .for_the_public = question.for_the_public,
            .with_pdf = with_pdf,
            .language = question.language,
            .inputs = report_inputs(study),
            .manifest_digest = manifest_of_report(study),
            .form = form,
            .form_digest = form.empty() ? std::string() : hash_file(form)};
}

ReportBatch::Place batch_place(const study::Study& study, const study::SiteDesk& desk, const ReportQuestion& question,
                               const std::filesystem::path& output) {
    const model::PolicyRules& wordings = study.catalogue().rules_of("compliance");
    ReportBatch::Place place{.output = output,
                             .templates = study.styles_folder() / "report",
                             .language = question.language,
                             .towns = desk.towns(),
                             .map_styles = catalog::read_map_styles(study.styles_folder()),
                             .note = report::rule_wording(study.catalogue(), "slogan_map", question.for_the_public).in(question.language),
                             .coarse_line_m = {}};
    for (model::Town& town : place.towns)  // as the reports call them
        town.name = Text(town.name, model::name_of(town, study.plan()).en).in(question.language);
    if (question.for_the_public) place.coarse_line_m = wordings.number("public_line_step_m");
    return place;
}

void add_outcome(const ReportOutcome& outcome, ReportAnswer& answer) {
    for (const Text& warning : outcome.warnings) answer.warn(warning);
    answer.complete &= !outcome.entry.conflicts && outcome.problem.empty();
    if (outcome.page.empty()) {
        if (!answer.failures) answer.failures.emplace();
        answer.failures->push_back({outcome.entry.title, outcome.problem});
        answer.warn(both("{}：{}", "{}: {}", outcome.entry.title, outcome.problem));
        return;
    }
    answer.reports.push_back(outcome.json);
    const Text kept = outcome.entry.kept ? Text("（沿用）", " (kept)") : Text();
    answer.made(outcome.page, both("选址报告：{}{}", "site report: {}{}", outcome.verdict, kept));
    if (const auto evidence = outcome.page.parent_path() / evidence_file; std::filesystem::exists(evidence))
        answer.made(evidence, {"选址范围和套合图斑的图层（含样式）", "outline and pieces of overlap as styled layers"});
    if (const auto form = outcome.page.parent_path() / report::filled_form; std::filesystem::exists(form))
        answer.made(form, {"本单位模板填成的报告", "the bureau's own form, filled"});
}

}  // namespace

template <typename V>
void fields(V& v, ReportFailure& f) {
    v("title", f.title);
    v("problem", f.problem);
}
template <typename V>
void fields(V& v, ReportAnswer& a) {
    v("reports", a.reports, "", {"见 site_report.schema.json", "see site_report.schema.json"});
    v("failures", a.failures, "", {"没有报告的选址及其原因", "outlines without a report, and why"});
}

Declaration declared(ReportQuestion& q) {
    Declaration d{.name = "report",
                  .summary = {"选址报告：合规性核查、产业契合、备选方案",
                              "site report: checks, fit with the plan, alternatives"},
                  .example = "zonewright report demo-city --find --town 塘厦 --cluster electronics --area-mu 50"};
    add_study(d, q.study);
    d.add("site", &q.site, {"选址范围文件（TXT、DXF、SHP、GeoJSON…）", "file with the outline (TXT, DXF, SHP, GeoJSON…)"}).path(PathOf::Land);
    d.add("layer", &q.layer, {"文件中的图层", "layer of the file"}).only_with("site");
    d.add("crs", &q.crs, {"文件的坐标系，如 EPSG:4526", "CRS of the file, such as EPSG:4526"});
    d.add("parcel", &q.parcel, {"地块编号", "id of a parcel"}).choices(ChoicesOf::Parcels);
    d.add("site_id", &q.site_id, {"连片用地编号", "id of an assembled site"}).choices(ChoicesOf::Sites);
    d.add("find", &q.find, {"在镇街内找最合适的用地", "find the best land of a town"});
    d.add("batch", &q.batch, {"批量：选址文件所在文件夹，或每行一个文件的清单", "many: a folder of outlines, or a list with a file a line"}).path(PathOf::File);
    d.add("town", &q.town, {"镇街（配合 --find）", "town (with --find)"}).choices(ChoicesOf::Towns);
    d.add("all_towns", &q.all_towns, {"逐个镇街（配合 --find）", "every town (with --find)"}).only_with("find");
    d.add("area_mu", &q.area_mu, {"至少多少亩（配合 --find）", "at least so many mu (with --find)"}).unit("mu").at_least(0);
    d.add("cluster", &q.cluster, {"产业集群", "cluster"}).choices(ChoicesOf::Clusters);
    d.add("project", &q.project, {"项目情况文件（TOML）", "facts about the project (TOML)"}).path(PathOf::File);
    d.add("override", &q.overrides, {"人工认定：规则[=结论] 理由 姓名 文号", "decision against a rule: RULE[=VERDICT] REASON NAME DOCUMENT"});
    d.add("form", &q.form, {"本单位的 Word 模板（.docx，内有 {{字段}}），填好后为 form.docx", "the bureau's own Word form (.docx with {{fields}}); filled it is form.docx"}).path(PathOf::File);
    d.add("output", &q.output, {"输出文件夹，默认 <研究>/out/reports", "output folder, default <study>/out/reports"}).path(PathOf::NewFolder).option('o');
    d.add("public", &q.for_the_public, {"公开版：不含坐标表和权利人", "public version: no coordinates, no owners"});
    d.add("no_pdf", &q.no_pdf, {"不生成 PDF", "no PDF"});
    add_language(d, q.language);
    return d;
}

ReportAnswer answer(study::Study& study, const ReportQuestion& question, const Progress& progress) {
    check_ways(question);
    const std::vector<model::CheckOverride> decisions = decisions_of(question);
    const model::ProjectFacts project = project_of(study, question);
    ReportAnswer answer;
    const std::filesystem::path form = form_of(study, question, answer);
    study.assembly(progress.part(0, 0.3));
    const study::SiteDesk desk(study);
    std::vector<AskedSite> asked = asked_sites(study, desk, question, progress.part(0.3, 0.35));
    for (AskedSite& site : asked) {
        for (const Text& remark : site.remarks) answer.warn(remark);
        answer.complete &= site.complete;
        if (!site.question) continue;
        site.question->for_the_public = question.for_the_public;
        site.question->overrides = decisions;
        site.question->project = project;
    }
    const ReportSettings settings = report_settings(study, question, form, answer);
    const ReportMaker maker(study, desk, settings);
    const bool batch = asked.size() != 1 || !question.batch.empty();
    const ReportBatch all(maker, batch_place(study, desk, question, settings.output));
    const Progress rest = progress.part(0.35, 1);
    for (const ReportOutcome& outcome : batch ? all.make(asked, rest) : all.make_one(asked.front(), rest))
        add_outcome(outcome, answer);
    if (batch) answer.made(all.index(), {"批量报告索引", "index of the reports"});
    return answer;
}

Json to_json(const ReportAnswer& answer, Language language) {
    return json_form(answer, language);
}
Json schema_of(const ReportAnswer*) {
    return schema_form<ReportAnswer>();
}

}  // namespace zonewright::answer
