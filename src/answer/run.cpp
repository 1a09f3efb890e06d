#include "answer/run.h"

#include <algorithm>
#include <map>
#include <set>

#include "answer/json_form.h"
#include "answer/measured_weight.h"
#include "catalog/own_layers.h"
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

/// Criteria that no score knows, by the source they lack: their weight is shared out among the others.
void state_unmeasured(const study::Study& study, RunAnswer& answer) {
    std::map<std::string, std::pair<Text, std::vector<Text>>> by_role;
    std::set<std::size_t> said;
    for (const model::CriterionSurface& surface : study.criteria().surfaces) {
        if (!surface.missing || !said.insert(surface.criterion.index()).second) continue;
        const model::CriterionDefinition& definition = study.catalogue().criteria[surface.criterion.index()];
        by_role[definition.role].first = surface.note;
        by_role[definition.role].second.push_back(definition.title);
    }
    for (const auto& [role, lacking] : by_role) {
        Text titles;
        for (const Text& title : lacking.second)
            titles += titles.empty() ? title : both("、{}", ", {}", title);
        answer.warn(both("未量算：{}（{}；角色 {}），权重分给其余指标",
                         "not measured: {} ({}; role {}); their weight is shared out among the others", titles,
                         lacking.first, role));
    }
}

/// Is some feature of the table within `reach_m` of the box?
bool comes_near(const model::FeatureTable& table, const geom::Box& here, double reach_m) {
    return std::any_of(table.features.begin(), table.features.end(), [&](const model::Feature& feature) {
        const geom::Box box = geom::bounds(feature.geometry);
        return !box.empty() && box.min_x <= here.max_x + reach_m && box.max_x >= here.min_x - reach_m &&
               box.min_y <= here.max_y + reach_m && box.max_y >= here.min_y - reach_m;
    });
}

/// Sources that are there and say nothing about the city.
void state_idle_sources(const study::Study& study, RunAnswer& answer) {
    constexpr double reach_m = 100'000;  // an airport or a port serves a city from as far
    const geom::Box here = geom::bounds(study.city());
    for (const auto& [role, layer] : study.sources().layers) {
        if (layer.table.features.empty())
            answer.warn(both("数据没有要素：角色 {}", "no features: the source of role {}", role));
        else if (!here.empty() && !comes_near(layer.table, here, layer.table.kind == model::GeometryKind::Polygon ? 0 : reach_m))
            answer.warn(both("数据全部在城市之外：角色 {}", "wholly outside the city: the source of role {}", role));
    }
}

void state_cautions(const study::Study& study, RunAnswer& answer) {
    for (const model::DeductionStep& step : study.supply_statement().steps)
        if (!step.checked)
            answer.warn(both("未核查：{}（{}）", "not checked: {} ({})", step.title, step.unchecked_reason));
    for (Text& caution : catalog::cautions_of(catalog::own_layer_files(study.opened().layers())))
        answer.warn(std::move(caution));
    state_unmeasured(study, answer);
    state_idle_sources(study, answer);
}

/// By source and rule; notices are left to check.
std::vector<RunFinding> counted(const std::vector<const std::vector<model::Finding>*>& lists) {
    std::map<std::pair<std::string, std::string>, std::size_t> places;
    std::vector<RunFinding> rules;
    for (const auto* list : lists)
        for (const model::Finding& finding : *list) {
            if (finding.severity == model::Severity::Notice) continue;
            const auto [place, first] = places.try_emplace({finding.source, finding.rule}, rules.size());
            if (first)
                rules.push_back({finding.source, finding.rule, finding.severity, 0, 0, finding.feature,
                                 finding.message});
            RunFinding& rule = rules[place->second];
            rule.severity = std::min(rule.severity, finding.severity);
            rule.area_m2 += finding.area_m2;
            ++rule.count;
        }
    std::ranges::stable_sort(rules, {}, &RunFinding::severity);
    return rules;
}

Text words_of(const RunFinding& found) {
    const bool error = found.severity == model::Severity::Error;
    const Text count = error ? both("{} 个错误", "errors: {}", found.count) : both("{} 个警告", "warnings: {}", found.count);
    const Text area = found.area_m2 > 0 ? both("，涉及 {:.4f} 公顷", ", {:.4f} ha", found.area_m2 / 1e4) : Text{};
    const std::string feature = found.feature.empty() ? "" : found.feature + " ";
    const Text first = found.count == 1 ? both("：{}{}", ": {}{}", feature, found.message)
                                        : both("；如 {}{}", "; such as {}{}", feature, found.message);
    return both("{} [{}] {}{}{}", "{} [{}] {}{}{}", found.source, found.rule, count, area, first);
}

/// What the stages that were needed found in the sources and the land: nothing is left out without a word.
void state_findings(const study::Study& study, bool whole, RunAnswer& answer) {
    const auto needed = [&](const char* id) {
        return whole || std::ranges::find(answer.stages, id, &RunStage::stage) != answer.stages.end();
    };
    std::vector<const std::vector<model::Finding>*> lists{&study.sources().findings};
    if (needed("constraint")) lists.push_back(&study.constraints().findings);
    if (needed("supply")) lists.push_back(&study.supply_statement().findings);
    answer.findings = counted(lists);
    for (const RunFinding& found : answer.findings) answer.warn(words_of(found));
    if (!answer.findings.empty())
        answer.warn({"逐条查看：zonewright check；成果中的 finding 图层",
                     "see each of them: zonewright check, and the layer finding of the results"});
}

}  // namespace

template <typename V>
void fields(V& v, RunFinding& f) {
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
    state_findings(study, question.until.empty(), answer);
    if (!question.until.empty()) return answer;
    state_figures(study, answer);
    state_cautions(study, answer);
    warn_of_unmeasured(study, answer);
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
