#include "answer/run.h"

#include "answer/json_form.h"
#include "study/manifest.h"
#include "study/published_files.h"
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
void state_figures(const study::Study& study, RunAnswer& answer) {
    Area gross, net, offered, allocated, shortfall;
    const model::SupplyStatement& statement = study.supply_statement();
    for (const model::ParcelSupply& parcel : statement.parcels) {
        gross += parcel.gross, net += parcel.net;
        if (model::is_offered(parcel, statement.offered_classes)) offered += parcel.net;
    }
    for (const model::ClusterBalance& balance : study.allocation().balances)
        allocated += balance.allocated, shortfall += balance.shortfall;
    answer.gross = gross, answer.net = net, answer.offered = offered;
    answer.parcels = study.supply_statement().parcels.size();
    answer.sites = study.sites().sites.size();
    answer.allocated = allocated, answer.shortfall = shortfall;
    answer.complete = shortfall == Area{};
}

void state_cautions(const study::Study& study, RunAnswer& answer) {
    for (const model::DeductionStep& step : study.supply_statement().steps)
        if (!step.checked)
            answer.warn(both("未核查：{}（{}）", "not checked: {} ({})", step.title, step.unchecked_reason));
}

}  // namespace

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
    if (!question.until.empty()) return answer;
    state_figures(study, answer);
    state_cautions(study, answer);
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
