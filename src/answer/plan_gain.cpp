#include "answer/plan_gain.h"

#include "answer/gain_folder.h"
#include "answer/gained_land.h"
#include "answer/json_form.h"

namespace zonewright::answer {

template <typename V>
void fields(V& v, FedCriterion& c) {
    v("criterion", c.criterion);
    v("title", c.title);
    v("clause", c.clause);
    v("weight", c.weight, "1", {"对该产业的权重；0 为不计", "for the industry; 0: not rated by it"});
}
template <typename V>
void fields(V& v, GainPlace& p) {
    v("rank", p.rank, "", {"按增加的适宜可供土地", "by the suitable land gained"});
    v("place", p.place, "", {"规划地点标识或镇街代码", "id of a place of the plan, or code of a town"});
    v("name", p.name);
    v("listed", p.listed);
    v("note", p.note, "", {"未知的原因；已知的为空", "why nothing is known; empty where it is"});
    v("offered_m2", p.offered, "m2");
    v("suitable_m2", p.suitable, "m2", {"目前达到该级的可供净面积", "net land on offer that reaches the class today"});
    v("suitable_without_m2", p.suitable_without, "m2", {"没有任何这类平台时", "without all of the kind"});
    v("score", p.score, "1", {"按净面积的平均得分", "mean score by net area"});
    v("score_without", p.score_without, "1");
    v("score_with", p.score_with, "1", {"新增一处后", "with the new one"});
    v("tried", p.tried, "", {"试算的位置数", "cells tried"});
    v("excluded", p.excluded, "", {"因约束排除而未试的位置数", "cells not tried: excluded by a constraint"});
    v("x_m", p.x_m, "m", {"最好的位置，东坐标", "the best cell, east"});
    v("y_m", p.y_m, "m", {"最好的位置，北坐标", "the best cell, north"});
    v("gain_m2", p.gain, "m2", {"全市因此达到该级的净面积", "net land that reaches the class by it, in the city"});
    v("gain_here_m2", p.gain_here, "m2", {"其中本地", "within the place"});
    v("parcels_gained", p.parcels_gained);
    v("parcels_lost", p.parcels_lost);
}
template <typename V>
void fields(V& v, StandingPlatform& p) {
    v("name", p.name);
    v("adds_m2", p.adds, "m2", {"没有它就达不到该级的净面积", "net land that would not reach the class without it"});
    v("score_adds", p.score_adds, "1", {"平均得分因它提高", "what it adds to the mean score"});
}
template <typename V>
void fields(V& v, LiftedParcel& p) {
    v("parcel", p.parcel);
    v("town", p.town);
    v("before", p.before, "1");
    v("after", p.after, "1");
    v("net_m2", p.net, "m2");
}
template <typename V>
void fields(V& v, KindGain& k) {
    v("kind", k.kind);
    v("title", k.title);
    v("state", k.state, "", {"known 已推算；no_weight 权重为 0，没有增益；未知：no_criterion 没有指标，no_source 没有数据，not_distance 不按距离量算", "known; no_weight: nothing is gained; not known: no_criterion, no_source, not_distance"});
    v("note", k.note);
    v("existing", k.existing);
    v("feeds", k.feeds);
    v("suitable_without_m2", k.suitable_without, "m2", {"没有任何这类平台时全市达到该级的净面积", "net land of the city that reaches the class without all of the kind"});
    v("score_without", k.score_without, "1");
    v("places", k.places);
    v("platforms", k.platforms, "", {"现有的，各自的作用", "those that are there, and what each adds"});
    v("passing", k.passing, "", {"第一名的位置使哪些地块达到（或失去）该级", "parcels that pass the class with one at the first place"});
}
template <typename V>
void fields(V& v, ClusterGain& c) {
    v("cluster", c.cluster);
    v("name", c.name);
    v("named", c.named, "", {"按规划点名的地方；false 为按镇街", "by the places that the plan names; false: by towns"});
    v("offered_m2", c.offered, "m2");
    v("suitable_m2", c.suitable, "m2");
    v("unknown_m2", c.unknown, "m2", {"可供但没有得分的净面积", "net land on offer without a score"});
    v("score", c.score, "1");
    v("kinds", c.kinds);
}
template <typename V>
void fields(V& v, RankedGain& r) {
    v("rank", r.rank);
    v("cluster", r.cluster);
    v("cluster_name", r.cluster_name);
    v("kind", r.kind);
    v("kind_title", r.kind_title);
    v("place", r.place);
    v("place_name", r.place_name);
    v("gain_m2", r.gain, "m2");
    v("gain_here_m2", r.gain_here, "m2");
}
template <typename V>
void fields(V& v, PlanGainAnswer& a) {
    v("least_class", a.least_class);
    v("least_score", a.least_score, "1", {"达到该级的最低得分", "least score of the class"});
    v("best", a.best, "", {"各产业、各类平台合在一起的名次", "ranks over all industries and kinds"});
    v("clusters", a.clusters);
    v("rules", a.rules);
}

Declaration declared(PlanGainQuestion& q) {
    Declaration d{.name = "plan_gain",
                  .summary = {"新增一处创新平台、应用场景或高校，在哪个集聚区能使最多可供土地达到适宜；现有的各起多大作用", "where one more platform, scene or university would make most land suitable, and what those that are there add"},
                  .example = "zonewright plan gain demo-city --cluster semiconductor --kind research_institute"};
    add_study(d, q.study);
    d.add("cluster", &q.cluster, {"只看一个产业集群", "one industry only"}).choices(ChoicesOf::Clusters);
    d.add("kind", &q.kind, {"只看一类平台（角色 platform 的类别，如 research_institute 或 研究院）", "one kind only: a class of the role platform, such as research_institute"}).choices(ChoicesOf::PlatformKinds);
    d.add("places", &q.places, {"zones：产业的集聚区（没有点名的按镇街）；towns：各镇街", "zones: those of the industry (towns where the plan names none); towns: every town"}).choices({"zones", "towns"});
    d.add("least_class", &q.least_class, {"达到哪一级算有增益（layers/rules/suitability_classes.toml，如 fair）；不写则用供需平衡的适宜线", "the class that counts (layers/rules/suitability_classes.toml, such as fair); where left out the line of supply against demand"});
    d.add("output", &q.output, {"写出工作簿、图层和地图的文件夹", "folder for a workbook, layers and a map"}).path(PathOf::NewFolder).option('o');
    add_language(d, q.language);
    return d;
}

PlanGainAnswer answer(study::Study& study, const PlanGainQuestion& question, const Progress& progress) {
    study.supply(progress.part(0, 0.3));
    PlanGainAnswer answer = gained_land(study, question, progress.part(0.3, question.output.empty() ? 1 : 0.9));
    if (!question.output.empty())
        for (Output& file : write_gain_folder(study, question, answer, progress.part(0.9, 1))) answer.outputs.push_back(std::move(file));
    return answer;
}

Json to_json(const PlanGainAnswer& answer, Language language) {
    return json_form(answer, language);
}
Json schema_of(const PlanGainAnswer*) {
    return schema_form<PlanGainAnswer>();
}

}  // namespace zonewright::answer
