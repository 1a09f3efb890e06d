#include "answer/plan_pilots.h"

#include "answer/json_form.h"
#include "answer/pilot_folder.h"
#include "answer/pilot_place.h"
#include "answer/proposed_pilots.h"

namespace zonewright::answer {

template <typename V>
void fields(V& v, PilotPart& p) {
    v("id", p.id);
    v("title", p.title);
    v("worth", p.worth, "1");
    v("weight", p.weight, "1");
    v("points", p.points, "1");
    v("known", p.known, "", {"没有数据时为 false，计 0 分", "false where there is nothing to look at: 0 points"});
}
template <typename V>
void fields(V& v, IndustryScore& s) {
    v("cluster", s.cluster);
    v("name", s.name);
    v("score", s.score, "1");
}
template <typename V>
void fields(V& v, PilotProposal& p) {
    v("rank", p.rank);
    v("id", p.id, "", {"接受时写 --accept 的标识", "what --accept takes"});
    v("site", p.site);
    v("town_code", p.town_code);
    v("town", p.town);
    v("cluster", p.cluster);
    v("cluster_name", p.cluster_name);
    v("core_m2", p.core, "m2", {"起步区净面积", "net area of the core"});
    v("room_m2", p.room, "m2", {"发展余地净面积", "net land to grow into"});
    v("room_parcels", p.room_parcels);
    v("shared_room_m2", p.shared_room, "m2", {"余地中与其他备选重叠、不能重复计算的净面积", "of the room: net land that other candidates count, too"});
    v("shared_with", p.shared_with, "", {"与哪些名次的备选重叠", "ranks of those"});
    v("outline_m2", p.outline, "m2", {"范围面积", "area of the outline"});
    v("scores", p.scores);
    v("platforms", p.platforms);
    v("listed", p.listed);
    v("parts", p.parts, "", {"得分的四项，合计等于 points", "four parts that sum to points"});
    v("points", p.points, "1");
    v("reasons", p.reasons);
    v("accepted", p.accepted);
}
template <typename V>
void fields(V& v, HeldPilot& h) {
    v("place", h.place);
    v("name", h.name);
    v("proposal", h.proposal, "", {"由研究自己的文件加入，未经批准", "by a file of the study's own, not approved"});
}
template <typename V>
void fields(V& v, AcceptedPilot& a) {
    v("place", a.place);
    v("name", a.name);
    v("file", a.file);
}
template <typename V>
void fields(V& v, PlanPilotsAnswer& a) {
    v("candidates", a.candidates, "", {"备选（提案），最好的在前", "candidates (proposals), the best first"});
    v("held", a.held);
    v("plan_says", a.plan_says);
    v("rules", a.rules);
    v("accepted", a.accepted);
}

Declaration declared(PlanPilotsQuestion& q) {
    Declaration d{.name = "plan_pilots",
                  .summary = {"未来产业先导试验区备选：理由、名次，接受后写入研究自己的规划地点", "candidates for pilot areas of future industries, with reasons and rank; accept one as a place of the study"},
                  .example = "zonewright plan pilots demo-city"};
    add_study(d, q.study);
    d.add("accept", &q.accept, {"接受一处备选（id），写成研究自己的地点文件；删除该文件即撤销", "accept a candidate by its id: a place file of the study's own; deleting it undoes this"});
    d.add("name", &q.name, {"接受时的名称；不写则按镇街取名", "name of what is accepted; after its town where left out"});
    d.add("output", &q.output, {"写出工作簿、图层、地图和单页的文件夹", "folder for a workbook, layers, a map and a page"}).path(PathOf::NewFolder).option('o');
    d.add("formats", &q.formats, {"单页除 HTML 外还要的格式", "formats of the page beside HTML"}).choices({"pdf", "docx"});
    add_language(d, q.language);
    return d;
}

PlanPilotsAnswer answer(study::Study& study, const PlanPilotsQuestion& question, const Progress& progress) {
    const double half = question.output.empty() ? 1 : 0.7;
    study.assembly(progress.part(0, 0.9 * half));
    ProposedPilots proposed = proposed_pilots(study, progress.part(0.9 * half, half));
    if (!question.accept.empty()) accept_pilot(study, question, proposed);
    PlanPilotsAnswer answer = proposed.answer;
    if (!question.output.empty())
        for (Output& file : write_pilot_folder(study, question, proposed, progress.part(half, 1))) answer.outputs.push_back(std::move(file));
    return answer;
}

Json to_json(const PlanPilotsAnswer& answer, Language language) {
    return json_form(answer, language);
}
Json schema_of(const PlanPilotsAnswer*) {
    return schema_form<PlanPilotsAnswer>();
}

}  // namespace zonewright::answer
