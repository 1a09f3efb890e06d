#include "answer/plan_diff.h"

#include "answer/json_form.h"
#include "answer/plan_change_folder.h"
#include "answer/plan_effect.h"
#include "answer/plan_version.h"
#include "base/errors.h"
#include "catalog/catalogue_reader.h"
#include "catalog/layers_folder.h"
#include "catalog/plan_difference.h"

namespace zonewright::answer {

template <typename V>
void fields(V& v, PlanChangeLine& c) {
    v("kind", c.kind);
    v("clause", c.clause);
    v("item", c.item);
    v("what", c.what);
    v("before", c.before);
    v("after", c.after);
}
template <typename V>
void fields(V& v, ListedLand& l) {
    v("from", l.from, "", {"较早版本点名的集群；空：这一组都未点名", "clusters of the earlier version; empty: none of the group"});
    v("to", l.to, "", {"较新版本点名的集群", "clusters of the later version"});
    v("area_m2", l.area, "m2");
    v("changed", l.changed, "", {"由点名变为未点名，或相反", "listed in one of the two only"});
}
template <typename V>
void fields(V& v, ClassMove& m) {
    v("from", m.from_class);
    v("to", m.to_class);
    v("parcels", m.parcels);
    v("gross_m2", m.gross, "m2");
}
template <typename V>
void fields(V& v, SiteMoves& m) {
    v("kept", m.kept);
    v("lost", m.lost);
    v("gained", m.gained);
    v("kept_net_m2", m.kept_net, "m2");
    v("lost_net_m2", m.lost_net, "m2");
    v("gained_net_m2", m.gained_net, "m2");
}
template <typename V>
void fields(V& v, MetDemand& m) {
    v("demand_m2", m.demand, "m2");
    v("allocated_m2", m.allocated, "m2");
    v("shortfall_m2", m.shortfall, "m2");
}
template <typename V>
void fields(V& v, ClusterEffect& c) {
    v("before", c.before);
    v("after", c.after);
    v("name", c.name);
    v("classes", c.classes, "", {"地块的适宜性等级变化", "parcels from class to class of suitability"});
    v("sites", c.sites);
    v("allocation_before", c.met_before);
    v("allocation_after", c.met_after);
}
/// Land that changes hands; the list of `compare` says it in the same words.
struct Handed {
    HandedLand land;
};
template <typename V>
void fields(V& v, Handed& h) {
    v("from", h.land.from.name);
    v("to", h.land.to.name);
    v("area_m2", h.land.area, "m2");
    v("units", h.land.units);
}
template <typename V>
void fields(V& v, StageUse& s) {
    v("id", s.id);
    v("reused", s.reused, "", {"取自研究，没有重算", "taken from the study, not computed again"});
    v("seconds", s.seconds, "s");
}
template <typename V>
void fields(V& v, PlanEffect& e) {
    std::vector<Handed> handed;
    for (const HandedLand& land : e.transfers) handed.push_back({land});
    v("zones", e.zones);
    v("clusters", e.clusters);
    v("transfers", handed);
    v("stages", e.stages);
    v("notes", e.notes);
}
template <typename V>
void fields(V& v, PlanDiffAnswer& a) {
    v("changes", a.changes);
    v("effect", a.effect);
}

Declaration declared(PlanDiffQuestion& q) {
    Declaration d{.name = "plan_diff",
                  .summary = {"两个版本之间的变化，及其对研究的影响", "what changed between two versions, and what it does to a study"},
                  .example = "zonewright plan diff plans/2024 plans/2025 --study demo-city"};
    d.add("before", &q.before, {"较早版本（id 或文件夹）", "earlier version (id or folder)"})
        .required()
        .position()
        .choices(ChoicesOf::Plans);
    d.add("after", &q.after, {"较新版本（id 或文件夹）", "later version (id or folder)"})
        .required()
        .position()
        .choices(ChoicesOf::Plans);
    d.add("study", &q.study, {"研究文件夹；给出时算出对土地、适宜性、用地和配置的影响", "a study: also the effect on its land, suitability, sites and allocation"})
        .path(PathOf::Study);
    d.add("output", &q.output, {"与 study 合用：写出变动土地图层（GeoPackage，含样式）和图的文件夹", "with a study: folder for the layer of changed land (styled GeoPackage) and its map"})
        .path(PathOf::NewFolder)
        .option('o');
    add_language(d, q.language);
    return d;
}

PlanDiffAnswer answer(const PlanDiffQuestion& question, const Progress& progress) {
    if (question.study.empty() && !question.output.empty())
        throw InputError({.thing = "output",
                          .value = question.output.string(),
                          .expected = both("同时给出 study", "a study beside it"),
                          .advice = both("加上 --study 研究文件夹", "add --study FOLDER")});
    PlanDiffAnswer answer;
    const model::Plan before = plan_version(question.before), after = plan_version(question.after);
    const auto common = catalog::read_common_rules(catalog::find_layers_folder());
    for (const catalog::PlanChange& change : catalog::difference(before, after, common))
        answer.changes.push_back({to_string(change.kind), change.clause, change.item, change.what, change.before,
                                  change.after});
    if (!after.previous.empty() && after.previous != before.id)
        answer.warn(both("{} 自述承接 {}，不是 {}：改名与合并按它自己的记录", "{} says that it continues {}, not {}: renamed and merged is what it says of that one",
                         after.id, after.previous, before.id));
    if (question.study.empty()) return answer;
    EffectOnStudy found = effect_on_study(question, progress.part(0, 0.95));
    if (!question.output.empty())
        for (Output& file : write_plan_change_folder(question, after, found, progress.part(0.95, 1)))
            answer.outputs.push_back(std::move(file));
    answer.effect = std::move(found.effect);
    return answer;
}

Json to_json(const PlanDiffAnswer& answer, Language language) {
    return json_form(answer, language);
}
Json schema_of(const PlanDiffAnswer*) {
    return schema_form<PlanDiffAnswer>();
}

}  // namespace zonewright::answer
