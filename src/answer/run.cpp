#include "answer/run.h"

#include <algorithm>
#include <utility>

#include "answer/json_form.h"
#include "catalog/own_layers.h"
#include "study/manifest.h"
#include "study/published_files.h"
#include "study/run_figures.h"
#include "study/stage.h"
#include "study/study.h"

namespace zonewright::answer {
namespace {

Text title_of_stage(const std::string& id) {
    for (const study::Stage& stage : study::all_stages())
        if (stage.words.id == id) return stage.words.title;
    return id;
}

void state_stages(const study::Study& study, RunAnswer& answer) {
    for (const study::StageRecord& record : study.records())
        answer.stages.push_back({record.id, title_of_stage(record.id), record.reused, record.seconds});
}

/// The figures a person asks for first.
void state_figures(const study::RunFigures& figures, RunAnswer& answer) {
    answer.gross = figures.gross, answer.net = figures.net;
    answer.offered = figures.offered;
    answer.parcels = figures.parcels;
    answer.sites = figures.sites;
    answer.allocated = figures.allocated, answer.shortfall = figures.shortfall;
    answer.complete = figures.shortfall == Area{};
}

Text words_of(const model::FindingCount& found) {
    const bool error = found.severity == model::Severity::Error;
    const Text count = error ? both("{} 个错误", "errors: {}", found.count) : both("{} 个警告", "warnings: {}", found.count);
    const Text area = found.area_m2 > 0 ? both("，涉及 {:.4f} 公顷", ", {:.4f} ha", found.area_m2 / 1e4) : Text{};
    const std::string feature = found.feature.empty() ? "" : found.feature + " ";
    const Text first = found.count == 1 ? both("：{}{}", ": {}{}", feature, found.message)
                                        : both("；如 {}{}", "; such as {}{}", feature, found.message);
    return both("{} [{}] {}{}{}", "{} [{}] {}{}{}", found.source, found.rule, count, area, first);
}

void state_findings(std::vector<model::FindingCount> findings, RunAnswer& answer) {
    answer.findings = std::move(findings);
    for (const model::FindingCount& found : answer.findings) answer.warn(words_of(found));
    if (!answer.findings.empty())
        answer.warn({"逐条查看：zonewright check；成果中的 finding 图层",
                     "see each of them: zonewright check, and the layer finding of the results"});
}

/// What the stages that were needed found in the sources and the land: nothing is left out without a word.
std::vector<model::FindingCount> found_so_far(const study::Study& study, const RunAnswer& answer) {
    const auto needed = [&](const char* id) {
        return std::ranges::find(answer.stages, id, &RunStage::stage) != answer.stages.end();
    };
    std::vector<const std::vector<model::Finding>*> lists{&study.sources().findings};
    if (needed("constraint")) lists.push_back(&study.constraints().findings);
    if (needed("supply")) lists.push_back(&study.supply_statement().findings);
    return study::counted_by_rule(lists);
}

}  // namespace

template <typename V>
void fields(V& v, model::FindingCount& f) {
    v("source", f.source);
    v("rule", f.rule);
    v("severity", f.severity);
    v("count", f.count);
    v("area_m2", f.area_m2, "m2", {"涉及的椭球面积之和", "statutory area concerned, summed"});
    v("feature", f.feature, "", {"第一条涉及的要素", "feature of the first"});
    v("message", f.message, "", {"第一条的说明", "what the first says"});
}
template <typename V>
void fields(V& v, RunStage& s) {
    v("stage", s.stage);
    v("title", s.title);
    v("reused", s.reused, "", {"沿用先前的结果", "an earlier result was used"});
    v("seconds", s.seconds, "s");
}
template <typename V>
void fields(V& v, RunAnswer& a) {
    v("stages", a.stages);
    v("findings", a.findings, "", {"数据源和各阶段的错误与警告，按规则计数", "errors and warnings of sources and stages, by rule"});
    v("gross_m2", a.gross, "m2", {"地块毛面积", "gross area of the parcels"});
    v("net_m2", a.net, "m2", {"扣除后净面积", "net of deductions"});
    v("offered_m2", a.offered, "m2", {"净供应（可供应）", "net supply, on offer"});
    v("parcels", a.parcels, "", {"地块数", "number of parcels"});
    v("sites", a.sites, "", {"连片用地数", "number of assembled sites"});
    v("allocated_m2", a.allocated, "m2", {"已配置", "allocated"});
    v("shortfall_m2", a.shortfall, "m2", {"缺口", "demand that could not be met"});
}

Declaration declared(RunQuestion& q) {
    Declaration d{.name = "run",
                  .summary = {"运行整个研究，从数据源到成果图层", "run the whole study, from sources to result layers"},
                  .example = "zonewright run demo-city"};
    add_study(d, q.study);
    d.add("until", &q.until, {"只运行到该阶段", "stop after this stage"}).choices(ChoicesOf::Stages);
    d.add("fresh", &q.fresh, {"不复用已完成的阶段", "reuse no finished stage"});
    add_language(d, q.language);
    return d;
}

RunAnswer answer(study::Study& study, const RunQuestion& question, const Progress& progress) {
    if (question.fresh) study.forget_finished();
    // The last stage publishes, and publishing needs to know the language.
    if (question.until.empty() || question.until == study::Study::stage_ids().back())
        study.publish(question.language, progress);
    else
        study.bring_up_to(question.until, progress);
    study::write_manifest(study, progress);
    RunAnswer answer;
    state_stages(study, answer);
    if (!question.until.empty()) {
        state_findings(found_so_far(study, answer), answer);
        return answer;
    }
    const study::RunFigures& figures = study.publication(progress).figures;
    state_findings(figures.findings, answer);
    state_figures(figures, answer);
    for (const Text& caution : figures.cautions) answer.warn(caution);
    for (Text& caution : catalog::cautions_of(catalog::own_layer_files(study.opened().layers())))
        answer.warn(std::move(caution));
    for (const study::PublishedFile& file : study::published_files(study.opened()))
        answer.made(file.path, file.what);
    return answer;
}

Json to_json(const RunAnswer& answer, Language language) {
    return json_form(answer, language);
}
Json schema_of(const RunAnswer*) {
    return schema_form<RunAnswer>();
}

}  // namespace zonewright::answer
