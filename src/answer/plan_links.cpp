#include "answer/plan_links.h"

#include "answer/json_form.h"
#include "answer/link_folder.h"
#include "answer/linked_cities.h"

namespace zonewright::answer {

template <typename V>
void fields(V& v, BandDefinition& b) {
    v("id", b.id);
    v("title", b.title);
    v("from_minutes", b.from_minutes, "minute");
}
template <typename V>
void fields(V& v, LandInBand& l) {
    v("id", l.id, "", {"圈层；none 为无路可达或时间未知", "a band; none: no way, or minutes not known"});
    v("parcels", l.parcels);
    v("net_m2", l.net, "m2");
}
template <typename V>
void fields(V& v, TownInBands& t) {
    v("town_code", t.town_code);
    v("town", t.town);
    v("nearest_minutes", t.nearest_minutes, "minute");
    v("bands", t.bands);
}
template <typename V>
void fields(V& v, LinkMode& m) {
    v("mode", m.mode, "", {"road 公路，rail 轨道", "road, rail"});
    v("known", m.known);
    v("note", m.note, "", {"未知时的原因", "why not, where it is not known"});
    v("bands", m.bands, "", {"可供净面积，各项合计等于全部可供", "net land on offer, adds up to all of it"});
    v("towns", m.towns);
}
template <typename V>
void fields(V& v, LinkedSite& s) {
    v("id", s.id);
    v("town_code", s.town_code);
    v("town", s.town);
    v("cluster", s.cluster);
    v("cluster_name", s.cluster_name);
    v("net_m2", s.net, "m2");
    v("score", s.score, "1");
    v("road_minutes", s.road_minutes, "minute");
    v("rail_minutes", s.rail_minutes, "minute");
    v("band", s.band);
}
template <typename V>
void fields(V& v, EnclaveSite& e) {
    v("rank", e.rank);
    v("site", e.site);
    v("platforms", e.platforms);
    v("within", e.within, "", {"所在的园区、功能区、基地", "the parks and the like around it"});
    v("listed", e.listed, "", {"规划在此列名该产业", "the plan lists its industry there"});
    v("points", e.points, "", {"有利条件数，至多 3", "points in its favour, at most 3"});
    v("reasons", e.reasons);
}
template <typename V>
void fields(V& v, GivenEnclave& g) {
    v("name", g.name);
    v("origin", g.origin);
    v("form", g.form, "", {"park_in_park 园中园，incubator 孵化器，base 转化制造基地", "park_in_park, incubator, base"});
    v("status", g.status);
    v("cluster", g.cluster);
    v("town", g.town);
    v("area_m2", g.area, "m2");
    v("on_offer_m2", g.on_offer, "m2");
    v("road_minutes", g.road_minutes, "minute");
    v("rail_minutes", g.rail_minutes, "minute");
}
template <typename V>
void fields(V& v, LinkedCity& c) {
    v("city", c.city);
    v("name", c.name);
    v("modes", c.modes);
    v("sites", c.sites, "", {"每个镇街在每个圈层中最好的用地", "the best site of each town in each band"});
    v("enclaves", c.enclaves, "", {"数据源中的反向飞地", "reverse enclaves of the source"});
    v("candidates", c.candidates, "", {"反向飞地备选，最好的在前", "candidates for reverse enclaves, the best first"});
}
template <typename V>
void fields(V& v, PlatformKind& k) {
    v("kind", k.kind);
    v("title", k.title);
    v("count", k.count);
}
template <typename V>
void fields(V& v, PlanLinksAnswer& a) {
    v("bands", a.bands);
    v("confidence", a.confidence);
    v("source", a.source);
    v("offered_m2", a.offered, "m2");
    v("cities", a.cities);
    v("enclaves_given", a.enclaves_given, "", {"研究有反向飞地的数据源", "the study has a source of reverse enclaves"});
    v("platforms_given", a.platforms_given);
    v("platforms", a.platforms);
    v("rules", a.rules, "", {"备选用地的规则", "rules of the candidates"});
}

Declaration declared(PlanLinksQuestion& q) {
    Declaration d{.name = "plan_links",
                  .summary = {"与相邻城市联动：公路和轨道时间圈层内的可供土地，反向飞地及其备选用地", "links with neighbouring cities: land on offer by travel time, reverse enclaves and sites for them"},
                  .example = "zonewright plan links demo-city --city shenzhen"};
    add_study(d, q.study);
    d.add("city", &q.city, {"只看一个城市（标识或名称）", "one city only, by id or name"}).choices(ChoicesOf::LinkCities);
    d.add("town", &q.town, {"只看一个镇街的土地", "land of one town only"}).choices(ChoicesOf::Towns);
    d.add("output", &q.output, {"写出工作簿、图层、地图和单页的文件夹", "folder for a workbook, layers, maps and pages"}).path(PathOf::NewFolder).option('o');
    d.add("formats", &q.formats, {"单页除 HTML 外还要的格式", "formats of the pages beside HTML"}).choices({"pdf", "docx"});
    add_language(d, q.language);
    return d;
}

PlanLinksAnswer answer(study::Study& study, const PlanLinksQuestion& question, const Progress& progress) {
    const double half = question.output.empty() ? 1 : 0.7;
    study.assembly(progress.part(0, 0.8 * half));
    const LinkedStudy linked = linked_study(study, question.city, question.town, progress.part(0.8 * half, half));
    PlanLinksAnswer answer = linked.answer;
    if (!question.output.empty())
        for (Output& file : write_link_folder(study, question, linked, progress.part(half, 1))) answer.outputs.push_back(std::move(file));
    return answer;
}

Json to_json(const PlanLinksAnswer& answer, Language language) {
    return json_form(answer, language);
}
Json schema_of(const PlanLinksAnswer*) {
    return schema_form<PlanLinksAnswer>();
}

}  // namespace zonewright::answer
