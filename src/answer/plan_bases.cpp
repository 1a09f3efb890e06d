#include "answer/plan_bases.h"

#include <algorithm>

#include "answer/json_form.h"
#include "answer/plan_sheets.h"
#include "base/atomic_file.h"
#include "base/errors.h"
#include "base/spelling.h"
#include "model/printed_area.h"
#include "planning/base_land.h"
#include "study/study.h"

namespace zonewright::answer {
namespace {

std::vector<model::PlaceId> bases_asked(const study::Study& study, const std::string& word) {
    std::vector<model::PlaceId> asked;
    std::vector<std::string> known;
    for (std::size_t p = 0; p < study.plan().places.size(); ++p) {
        if (word.empty() && study.plan().places[p].kind == model::PlaceKind::Base) asked.emplace_back(p);
        known.push_back(study.plan().places[p].id);
        known.push_back(study.plan().places[p].name.zh);
    }
    if (word.empty()) return asked;
    if (const auto found = study.plan().find_place(word)) return {*found};
    const auto near = nearest_name(word, known);
    throw InputError({.thing = "place",
                      .value = word,
                      .expected = both("规划中的地点", "a place of the plan"),
                      .advice = near ? both("是否指 {}？", "did you mean {}?", *near) : Text()});
}

std::vector<PublishedFigure> published_of(const model::Place& place) {
    std::vector<PublishedFigure> figures{{place.date, place.published_area_m2, place.note, title_of(place.evidence.confidence),
                                          place.evidence.source}};
    for (const model::PlaceRevision& revision : place.revisions)
        figures.push_back({revision.date, revision.published_area_m2, revision.note, title_of(revision.evidence.confidence),
                           revision.evidence.source});
    return figures;
}

std::optional<Text> shared_figure(const model::Plan& plan, const std::string& place) {
    for (const model::SharedArea& shared : plan.shared_areas) {
        if (std::ranges::find(shared.places, place) == shared.places.end()) continue;
        Text names;
        for (const std::string& id : shared.places)
            names += (names.empty() ? Text() : Text("、", ", ")) + plan.place(*plan.find_place(id)).name;
        return both("{} 合计 {:.2f} km²", "{} together {:.2f} km²", names, shared.area_m2 / 1e6);
    }
    return std::nullopt;
}

/// In the order of the rule file: sizes ascend.
std::vector<LandOfBase> titled(const std::vector<planning::LandInside>& lands, const model::PolicyRules& titles) {
    std::vector<LandOfBase> rows;
    rows.reserve(lands.size());
    for (const planning::LandInside& land : lands)
        rows.push_back({land.id, titles.title_of(land.id), land.parcels, land.gross, land.net});
    std::ranges::stable_sort(rows, std::less{}, [&](const LandOfBase& row) { return std::ranges::find(titles.values, row.id, &model::RuleValue::key) - titles.values.begin(); });
    return rows;
}

BaseFigures base_figures(const study::Study& study, model::PlaceId id, const Progress& progress) {
    const model::Plan& plan = study.plan();
    const model::Place& place = plan.place(id);
    BaseFigures base{.place = place.id, .name = place.name, .hosts = {}, .clusters = {}, .published = published_of(place),
                     .shared = shared_figure(plan, place.id), .status = {}, .area = {}, .classes = {}, .sizes = {}};
    for (const std::string& host : place.hosts) base.hosts.push_back(plan.place(*plan.find_place(host)).name);
    for (const model::Cluster& cluster : plan.clusters)
        if (std::ranges::find(cluster.places, place.id) != cluster.places.end()) base.clusters.push_back(cluster.name);
    const auto territory = std::ranges::find(study.zones().territories, id, &model::Territory::place);
    if (territory == study.zones().territories.end()) return base;
    base.status = territory->status, base.area = territory->area;
    const planning::BaseLand land = planning::land_inside({study.parcels(), study.supply_statement(), study.area()},
                                                          territory->geometry, progress);
    base.parcels_gross = land.parcels_gross, base.net = land.net, base.blocked = land.blocked, base.on_offer = land.on_offer;
    base.classes = titled(land.by_class, study.catalogue().rules_of("supply_classes"));
    base.sizes = titled(land.by_size, study.catalogue().rules_of("size_classes"));
    return base;
}

Text joined_names(const std::vector<Text>& names) {
    Text words;
    for (const Text& name : names) words += (words.empty() ? Text() : Text("、", ", ")) + name;
    return words.empty() ? Text("—") : words;
}

report::SheetTable land_table(const Text& title, const std::vector<LandOfBase>& rows, Language language) {
    report::SheetTable table{.title = title, .note = {}, .head = {{{"类别", "class"}}, {{"宗地", "parcels"}, true}, {{"面积（亩）", "gross, mu"}, true}, {{"净面积（亩）", "net, mu"}, true}}, .rows = {}, .stressed = {}};
    for (const LandOfBase& row : rows)
        table.rows.push_back({row.title.in(language), std::to_string(row.parcels), shown_mu(row.gross), shown_mu(row.net)});
    LandOfBase sum{.id = {}, .title = {"合计", "total"}};
    for (const LandOfBase& row : rows) sum.parcels += row.parcels, sum.gross += row.gross, sum.net += row.net;
    table.stressed.push_back(table.rows.size());
    table.rows.push_back({sum.title.in(language), std::to_string(sum.parcels), shown_mu(sum.gross), shown_mu(sum.net)});
    return table;
}

model::FeatureTable base_layer(const study::Study& study, const PlanBasesAnswer& answer, Language language) {
    using model::FieldType;
    model::FeatureTable table{"base_land", {"基地：公布面积与现状", "bases: published and today"}, model::GeometryKind::Polygon, study.definition().epsg, {}, {}};
    table.fields = {{"id", FieldType::Text, {"标识", "id"}, ""},
                    {"name", FieldType::Text, {"名称", "name"}, ""},
                    {"status", FieldType::Text, {"边界状态", "boundary status"}, ""},
                    {"area_m2", FieldType::Real, {"边界内面积（椭球）", "area within (ellipsoidal)"}, "m2"},
                    {"published_m2", FieldType::Real, {"公布面积", "published area"}, "m2"},
                    {"published", FieldType::Text, {"公布时点", "published in"}, ""},
                    {"confidence", FieldType::Text, {"公布面积的可信度", "confidence of the figure"}, ""},
                    {"parcels_mu", FieldType::Real, {"其中宗地（亩）", "parcels (mu)"}, "mu"},
                    {"blocked_mu", FieldType::Real, {"受约束扣除（亩）", "blocked (mu)"}, "mu"},
                    {"net_mu", FieldType::Real, {"净面积（亩）", "net (mu)"}, "mu"},
                    {"on_offer_mu", FieldType::Real, {"可供净面积（亩）", "on offer (mu)"}, "mu"}};
    const auto mu = [](const std::optional<Area>& area) { return area ? model::Value(model::printed(*area).mu) : model::Value(); };
    for (const model::Territory& territory : study.zones().territories)
        for (const BaseFigures& base : answer.bases) {
            if (study.plan().place(territory.place).id != base.place) continue;
            const PublishedFigure& published = base.published.front();
            table.features.push_back({static_cast<std::int64_t>(table.features.size()) + 1, territory.geometry,
                                      {base.place, base.name.in(language), to_string(territory.status), base.area->m2(),
                                       published.area_m2 ? model::Value(*published.area_m2) : model::Value(), published.date, published.confidence.in(language),
                                       mu(base.parcels_gross), mu(base.blocked), mu(base.net), mu(base.on_offer)}});
        }
    return table;
}

report::PlanSheet base_sheet(const study::Study& study, const SheetDesk& desk, const BaseFigures& base, Language language) {
    const auto area = [&](const std::optional<Area>& value) {
        return value ? both("{} 亩（{:.2f} km²）", "{} mu ({:.2f} km²)", shown_mu(*value), value->m2() / 1e6).in(language) : std::string("—");
    };
    report::PlanSheet sheet{.kind = {"产业基地单页", "Base"}, .title = base.name.in(language), .subtitle = study.plan().title.in(language), .facts = {}, .alerts = {}, .tables = {}, .map = {}, .notes = {}};
    sheet.facts = {{{"所在镇街", "in"}, joined_names(base.hosts).in(language)},
                   {{"点名它的集群", "clusters that name it"}, joined_names(base.clusters).in(language)},
                   {{"边界", "boundary"}, base.status ? title_of(*base.status).in(language) : Text("没有", "none").in(language)},
                   {{"边界内面积", "area within"}, area(base.area)},
                   {{"其中宗地", "of it parcels"}, area(base.parcels_gross)},
                   {{"受约束扣除", "blocked"}, area(base.blocked)},
                   {{"净面积", "net"}, area(base.net)},
                   {{"可供净面积", "on offer"}, area(base.on_offer)}};
    if (!base.status) sheet.alerts.emplace_back("没有边界数据，内部土地未知；补充 role = \"place\" 的数据源", "no boundary at hand: the land inside is unknown; add a source of role place");
    report::SheetTable published{.title = {"公布面积", "Published area"}, .note = {}, .head = {{{"时点", "date"}}, {{"面积（km²）", "km²"}, true}, {{"可信度", "confidence"}}, {{"来源", "source"}}, {{"说明", "note"}}}, .rows = {}, .stressed = {}};
    for (const PublishedFigure& figure : base.published)
        published.rows.push_back({figure.date, figure.area_m2 ? fmt::format("{:.2f}", *figure.area_m2 / 1e6) : std::string("—"), figure.confidence.in(language), figure.source, figure.note});
    if (base.shared) published.note = *base.shared;
    sheet.tables.push_back(std::move(published));
    if (base.status) {
        sheet.tables.push_back(land_table({"边界内宗地，按供应类型", "Parcels within, by supply class"}, base.classes, language));
        sheet.tables.push_back(land_table({"边界内可供土地，按规模", "Land on offer within, by size"}, base.sizes, language));
        sheet.map = desk.place_map({"基地范围与可供土地", "the base and the land on offer"}, base.place);
    }
    return sheet;
}

}  // namespace

template <typename V>
void fields(V& v, PublishedFigure& p) {
    v("date", p.date);
    v("area_m2", p.area_m2, "m2");
    v("note", p.note);
    v("confidence", p.confidence);
    v("source", p.source);
}
template <typename V>
void fields(V& v, LandOfBase& l) {
    v("id", l.id);
    v("title", l.title);
    v("parcels", l.parcels);
    v("gross_m2", l.gross, "m2");
    v("net_m2", l.net, "m2");
}
template <typename V>
void fields(V& v, BaseFigures& b) {
    v("place", b.place);
    v("name", b.name);
    v("hosts", b.hosts);
    v("clusters", b.clusters);
    v("published", b.published, "", {"公布面积，现行的在前", "published figures, the one in force first"});
    v("shared", b.shared);
    v("status", b.status, "", {"没有边界时略去", "absent where no boundary is at hand"});
    v("area_m2", b.area, "m2");
    v("parcels_gross_m2", b.parcels_gross, "m2");
    v("blocked_m2", b.blocked, "m2");
    v("net_m2", b.net, "m2");
    v("on_offer_m2", b.on_offer, "m2");
    v("classes", b.classes);
    v("sizes", b.sizes);
}
template <typename V>
void fields(V& v, PlanBasesAnswer& a) {
    v("bases", a.bases);
}

Declaration declared(PlanBasesQuestion& q) {
    Declaration d{.name = "plan_bases",
                  .summary = {"基地：公布面积与边界内现状（可供、占用、受限，按规模）", "bases: what was published, and what lies inside today"},
                  .example = "zonewright plan bases demo-city"};
    add_study(d, q.study);
    d.add("place", &q.place, {"只看一个地点（任何类别）", "one place, of any kind"});
    d.add("output", &q.output, {"写出各基地单页的文件夹", "folder for a sheet of each base"}).path(PathOf::NewFolder).option('o');
    d.add("formats", &q.formats, {"单页除 HTML 外还要的格式", "formats of the sheets beside HTML"}).choices({"pdf", "docx"});
    add_language(d, q.language);
    return d;
}

PlanBasesAnswer answer(study::Study& study, const PlanBasesQuestion& question, const Progress& progress) {
    const std::vector<model::PlaceId> asked = bases_asked(study, question.place);
    study.zoning(progress.part(0, 0.2));
    study.supply(progress.part(0.2, 0.8));
    PlanBasesAnswer answer;
    for (const model::PlaceId place : asked) answer.bases.push_back(base_figures(study, place, progress.quiet()));
    for (const BaseFigures& base : answer.bases)
        if (!base.status) answer.warn(both("{}：没有边界，内部土地未知", "{}: no boundary, the land inside is unknown", base.name));
    if (question.output.empty()) return answer;
    make_folder(question.output);
    const SheetDesk desk(study, question.language);
    for (Output& file : write_plan_package(desk.package(question.output, "bases", {"基地：公布面积与现状", "bases: published and today"}, {base_layer(study, answer, question.language)}), progress.quiet()))
        answer.outputs.push_back(std::move(file));
    for (const BaseFigures& base : answer.bases)
        for (std::filesystem::path& file :
             report::write_plan_sheet(question.output, SheetDesk::file_name("base", base.place),
                                      base_sheet(study, desk, base, question.language), desk.look(), question.formats))
            answer.made(std::move(file), {"基地单页", "sheet of a base"});
    return answer;
}

Json to_json(const PlanBasesAnswer& answer, Language language) {
    return json_form(answer, language);
}
Json schema_of(const PlanBasesAnswer*) {
    return schema_form<PlanBasesAnswer>();
}

}  // namespace zonewright::answer
