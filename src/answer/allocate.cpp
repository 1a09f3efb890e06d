#include "answer/allocate.h"

#include <algorithm>

#include "allocation/allocate.h"
#include "allocation/certificate.h"
#include "answer/json_form.h"
#include "base/atomic_file.h"
#include "base/errors.h"
#include "study/allocation_input.h"
#include "study/published_files.h"
#include "study/study.h"

namespace zonewright::answer {
namespace {

namespace fs = std::filesystem;

Text title_of_relief(const std::string& kind) {
    if (kind == "place") return {"地区限额", "quota of a place"};
    if (kind == "cluster_place") return {"地区中某产业的限额", "quota of a cluster in a place"};
    if (kind == "eligibility") return {"准入条件", "eligibility"};
    if (kind == "minimum_site") return {"最小用地", "minimum site"};
    if (kind == "forbidden") return {"禁止配置", "forbidden pairs"};
    if (kind == "locked") return {"锁定", "locks"};
    if (kind == "maximum_towns") return {"镇街数上限", "towns per cluster"};
    if (kind == "constraint") return {"硬约束", "constraint"};
    return {"预算", "budget"};
}

AllocationFigures figures_of(const study::Study& study, const model::Allocation& allocation) {
    AllocationFigures figures{.least_shortfall = allocation.least_shortfall};
    Area lacking;
    for (const model::ClusterBalance& balance : allocation.balances) {
        const model::Cluster& cluster = study.plan().cluster(balance.cluster);
        figures.clusters.push_back({cluster.id, cluster.name, balance.demand, balance.eligible,
                                    balance.allocated, balance.shortfall, balance.price_per_mu});
        lacking += balance.shortfall;
    }
    figures.lacking_because_whole = std::max(Area{}, lacking - allocation.least_shortfall);
    for (const model::LimitPrice& price : allocation.prices)
        if (price.kind != "cluster")
            figures.limits.push_back({price.kind, price.cluster, price.place, price.used, price.price_per_mu});
    for (const model::LimitRelief& relief : allocation.reliefs)
        figures.reliefs.push_back({relief.kind, title_of_relief(relief.kind), relief.cluster, relief.place,
                                   relief.constraint, relief.gain});
    figures.objective = allocation.objective, figures.value = allocation.value;
    figures.bound = allocation.bound, figures.price_bound = allocation.price_bound;
    figures.gap = allocation.gap, figures.stop = allocation.stop;
    figures.units = allocation.units.size();
    return figures;
}

void allocate_once(const study::Study& study, const allocation::AllocationInput& input, const fs::path& file,
                   AllocateAnswer& answer, const Progress& progress) {
    const model::Allocation allocation = allocation::allocate(input, progress);
    make_folder(file.parent_path());
    write_file(file, allocation.certificate);
    answer.allocation = figures_of(study, allocation);
    const allocation::Verification verified = allocation::verify(allocation.certificate);
    answer.allocation->proved_gap = verified.proved_gap;
    answer.allocation->certificate_holds = verified.holds;
    for (const auto& fault : verified.faults) answer.warn(fault);
    answer.made(file, {"配置证书", "certificate of the allocation"});
    for (const ClusterAllocation& cluster : answer.allocation->clusters)
        if (cluster.shortfall > Area{}) answer.complete = false;
}

void allocate_by_weights(const study::Study& study, const allocation::AllocationInput& input,
                         const std::vector<model::WeightSet>& sets, const AllocateQuestion& question,
                         const std::string& scenario, AllocateAnswer& answer, const Progress& progress) {
    study.criteria(progress.part(0, 0.1));
    answer.by_weights =
        compare_weight_sets(study, input, sets, supply_classes_named(study, question.supply), scenario, answer, progress.part(0.1, 1));
    answer.made(study::allocation_file(study.opened(), scenario).parent_path(),
                {"每套权重的配置证书", "a certificate for each set of weights"});
    for (const WeightSetOutcome& outcome : answer.by_weights->weight_sets)
        if (outcome.shortfall > Area{}) answer.complete = false;
}

AllocateAnswer check_certificate(const fs::path& file) {
    if (!fs::is_regular_file(file))
        throw InputError({.thing = file.string(),
                          .expected = both("已写出的证书", "a certificate written before"),
                          .advice = both("先运行 allocate", "run allocate first")});
    const allocation::Verification verified = allocation::verify(read_file(file));
    AllocateAnswer answer;
    answer.check = {verified.holds, verified.proved_gap, {}};
    for (const allocation::VerifiedFigure& figure : verified.figures)
        answer.check->figures.push_back({figure.name, figure.claimed, figure.found});
    for (const auto& fault : verified.faults) answer.warn(fault);
    answer.complete = verified.holds;
    return answer;
}

}  // namespace

template <typename V>
void fields(V& v, ClusterAllocation& c) {
    v("cluster", c.cluster);
    v("demand_m2", c.demand, "m2");
    v("eligible_m2", c.eligible, "m2");
    v("allocated_m2", c.allocated, "m2");
    v("shortfall_m2", c.shortfall, "m2");
    v("price_per_mu", c.price_per_mu, "1", {"再多要一亩的代价（分值×亩）", "cost of one more mu (score × mu)"});
}
template <typename V>
void fields(V& v, PricedLimit& l) {
    v("kind", l.kind);
    v("cluster", l.cluster);
    v("place", l.place);
    v("used_m2", l.used, "m2");
    v("price", l.price, "1", {"放宽一亩（预算：一千元）所值", "worth of one mu (budget: 1,000 yuan) more"});
}
template <typename V>
void fields(V& v, ShortfallRelief& r) {
    v("kind", r.kind);
    v("cluster", r.cluster);
    v("place", r.place);
    v("constraint", r.constraint);
    v("gain_m2", r.gain, "m2", {"仅放宽此项可减少的缺口", "less shortfall when this alone is lifted"});
}
template <typename V>
void fields(V& v, AllocationFigures& f) {
    v("clusters", f.clusters);
    v("limits", f.limits);
    v("least_shortfall_m2", f.least_shortfall, "m2", {"无论怎样划分都缺", "lacking however the land is divided"});
    v("lacking_because_whole_m2", f.lacking_because_whole, "m2");
    v("reliefs", f.reliefs);
    v("objective", f.objective);
    v("value", f.value);
    v("bound", f.bound);
    v("price_bound", f.price_bound);
    v("gap", f.gap, "1");
    v("proved_gap", f.proved_gap, "1", {"仅凭价格的差距", "gap from the prices alone"});
    v("stop", f.stop);
    v("units", f.units);
    v("certificate_holds", f.certificate_holds);
}
template <typename V>
void fields(V& v, WeightSetOutcome& o) {
    v("weights", o.weights);
    v("mean_score", o.mean_score, "1");
    v("allocated_m2", o.allocated, "m2");
    v("shortfall_m2", o.shortfall, "m2");
    v("gap", o.gap, "1");
    v("stop", o.stop);
    v("changed_units", o.changed_units);
    v("certificate", o.certificate);
}
template <typename V>
void fields(V& v, WeightComparison& c) {
    v("weight_sets", c.weight_sets);
    std::map<std::string, double> seconds{{"scores", c.scores_s}, {"allocation", c.allocation_s}};
    v("seconds", seconds, "s");
}
template <typename V>
void fields(V& v, RecomputedFigure& f) {
    v("name", f.name);
    v("claimed", f.claimed);
    v("recomputed", f.recomputed);
}
template <typename V>
void fields(V& v, CertificateCheck& c) {
    v("certificate_holds", c.holds);
    v("proved_gap", c.proved_gap, "1");
    v("figures", c.figures);
}
template <typename V>
void fields(V& v, AllocateAnswer& a) {
    v("scenario", a.scenario);
    v("supply_left_out", a.left_out, "", {"未使用的供应类型及可增加的净面积", "supply classes not used, and what each would add"});
    v.spread(a.allocation);
    v.spread(a.by_weights);
    v.spread(a.check);
}

Declaration declared(AllocateQuestion& q) {
    Declaration d{.name = "allocate",
                  .summary = {"把地段和地块配置给各产业，附上界、价格、缺口原因和证书",
                              "allocate sites and parcels to clusters, with bound, prices, reasons of a shortfall and a "
                              "certificate"},
                  .example = "zonewright allocate demo-city --scenario scarce"};
    add_study(d, q.study);
    d.add("scenario", &q.scenario, {"情景编号（scenarios/<编号>.toml）；缺省为研究所用", "scenario (scenarios/<id>.toml); default: the study's"}).choices(ChoicesOf::Scenarios);
    d.add("weights", &q.weights, {"逐一套用的权重：编号、文件或文件夹；缺省为情景所列或研究所用", "sets of weights, one answer for each: ids, files or folders; default: those of the scenario, else the study's"}).choices(ChoicesOf::WeightSets);
    d.add("supply", &q.supply, {"可用的供应类型；缺省为研究所用（不含在用）", "supply classes that may be used; default: those of the study (not land in use)"});
    d.add("verify", &q.verify, {"不求解，只复算已写出的证书", "solve nothing, only recompute the certificate written before"});
    return d;
}

AllocateAnswer answer(study::Study& study, const AllocateQuestion& question, const Progress& progress) {
    const std::string& scenario = question.scenario.empty() ? study.definition().scenario : question.scenario;
    const fs::path file = study::allocation_file(study.opened(), scenario);
    if (question.verify) return check_certificate(file);
    const study::ScenarioSettings settings = study::scenario_settings(study.opened(), scenario);
    const auto& named = question.weights.empty() ? settings.scenario.weights : question.weights;
    const std::vector<model::WeightSet> sets = weight_sets_named(named, study.catalogue());
    study.assembly(progress.part(0, 0.5));
    study::OfferInput land = study::offer_input(study);
    land.supply_classes = supply_classes_named(study, question.supply);
    const allocation::AllocationInput input = study::allocation_input(land, settings, study.catalogue());
    AllocateAnswer answer;
    answer.scenario = scenario;
    answer.left_out = classes_left_out(study, land.supply_classes);
    if (sets.empty())
        allocate_once(study, input, file, answer, progress.part(0.5, 1));
    else
        allocate_by_weights(study, input, sets, question, scenario, answer, progress.part(0.5, 1));
    return answer;
}

Json to_json(const AllocateAnswer& answer, Language language) {
    return json_form(answer, language);
}
Json schema_of(const AllocateAnswer*) {
    return schema_form<AllocateAnswer>();
}

}  // namespace zonewright::answer
