// The JSON forms of the answers about the plan. What the document says stays in both languages there: its text is
// data, not a message.
#include <limits>

#include "answer/json_form.h"
#include "answer/plan.h"

namespace zonewright::answer {
namespace {

double number_or_nan(const std::optional<double>& value) {
    return value.value_or(std::numeric_limits<double>::quiet_NaN());
}

}  // namespace

/// A text of the document in both languages.
struct DocumentText {
    Text text;
};
template <typename V>
void fields(V& v, DocumentText& t) {
    v("zh", t.text.zh);
    v("en", t.text.en);
}

/// One noun of the plan in its JSON form: the noun itself, listed by fields() in this namespace.
template <typename Noun>
struct Written {
    Noun noun;
};
namespace {

template <typename Noun>
std::vector<Written<Noun>> written(const std::vector<Noun>& nouns) {
    std::vector<Written<Noun>> list;
    list.reserve(nouns.size());
    for (const Noun& noun : nouns) list.push_back({noun});
    return list;
}
std::vector<DocumentText> written(const std::vector<Text>& texts) {
    std::vector<DocumentText> list;
    list.reserve(texts.size());
    for (const Text& text : texts) list.push_back({text});
    return list;
}

/// Hands a value that is made on the way to the writer, which takes members.
template <typename V, typename T>
void put(V& v, const char* name, T value) {
    v(name, value);
}

}  // namespace

template <typename V>
void fields(V& v, Written<model::Evidence>& e) {
    v("source", e.noun.source);
    v("document", e.noun.document);
    v("date", e.noun.date);
    v("confidence", e.noun.confidence);
}
template <typename V>
void fields(V& v, Written<model::Direction>& d) {
    v("role", d.noun.role);
    put(v, "term", DocumentText{d.noun.term});
}
template <typename V>
void fields(V& v, Written<model::ChecklistItem>& i) {
    v("id", i.noun.id);
    put(v, "title", DocumentText{i.noun.title});
    v("status", i.noun.status);
    v("note", i.noun.note);
}
template <typename V>
void fields(V& v, Written<model::Cluster>& c) {
    v("id", c.noun.id);
    put(v, "name", DocumentText{c.noun.name});
    v("kind", c.noun.kind);
    v("clause", c.noun.clause);
    put(v, "leads", written(c.noun.leads));
    v("places", c.noun.places);
    v("open_list", c.noun.open_list);
    put(v, "directions", written(c.noun.directions));
    put(v, "checklist", written(c.noun.checklist));
}
template <typename V>
void fields(V& v, Written<model::PlaceRevision>& r) {
    v("date", r.noun.date);
    put(v, "published_area_m2", number_or_nan(r.noun.published_area_m2));
    v("note", r.noun.note);
    put(v, "evidence", Written<model::Evidence>{r.noun.evidence});
}
template <typename V>
void fields(V& v, Written<model::Place>& p) {
    v("id", p.noun.id);
    put(v, "name", DocumentText{p.noun.name});
    v("kind", p.noun.kind);
    v("code", p.noun.code);
    v("district", p.noun.district);
    v("members", p.noun.members);
    v("hosts", p.noun.hosts);
    put(v, "published_area_m2", number_or_nan(p.noun.published_area_m2));
    v("aliases", p.noun.aliases);
    v("geometry_from", p.noun.geometry_from);
    v("date", p.noun.date);
    v("note", p.noun.note);
    put(v, "evidence", Written<model::Evidence>{p.noun.evidence});
    put(v, "revisions", written(p.noun.revisions));
}
template <typename V>
void fields(V& v, Written<model::Clause>& c) {
    v("id", c.noun.id);
    put(v, "title", DocumentText{c.noun.title});
}
template <typename V>
void fields(V& v, Written<model::Target>& t) {
    v("id", t.noun.id);
    put(v, "name", DocumentText{t.noun.name});
    v("comparison", t.noun.comparison);
    v("value", t.noun.value);
    v("unit", t.noun.unit);
    v("year", t.noun.year);
    v("clause", t.noun.clause);
}
template <typename V>
void fields(V& v, Written<model::Mechanism>& m) {
    v("id", m.noun.id);
    put(v, "name", DocumentText{m.noun.name});
    v("clause", m.noun.clause);
    put(v, "leads", written(m.noun.leads));
    put(v, "measures", written(m.noun.measures));
}
template <typename V>
void fields(V& v, Written<model::EmptyList>& l) {
    v("what", l.noun.what);
    put(v, "reason", DocumentText{l.noun.reason});
    v("clause", l.noun.clause);
}
template <typename V>
void fields(V& v, Written<model::SharedArea>& s) {
    v("places", s.noun.places);
    v("area_m2", s.noun.area_m2);
    v("note", s.noun.note);
    put(v, "evidence", Written<model::Evidence>{s.noun.evidence});
}
/// Everything but clusters and places, which are lists of their own.
template <typename V>
void fields(V& v, Written<model::Plan>& p) {
    v("id", p.noun.id);
    put(v, "title", DocumentText{p.noun.title});
    put(v, "issuer", DocumentText{p.noun.issuer});
    v("date", p.noun.date);
    put(v, "evidence", Written<model::Evidence>{p.noun.evidence});
    put(v, "clauses", written(p.noun.clauses));
    put(v, "targets", written(p.noun.targets));
    put(v, "mechanisms", written(p.noun.mechanisms));
    put(v, "empty_lists", written(p.noun.empty_lists));
    put(v, "shared_areas", written(p.noun.shared_areas));
}

template <typename V>
void fields(V& v, PlanListing& l) {
    v("cluster", l.cluster);
    v("clause", l.clause);
    v("through", l.through, "", {"被点名的地点", "the place that is named"});
    v("named", l.named, "", {"本身被点名", "named itself"});
}
/// The whole plan, one cluster, or one place with what concerns it.
template <typename V>
void fields(V& v, PlanShowAnswer& a) {
    const bool whole = !a.cluster && !a.place;
    const auto given = [](bool there, auto value) { return there ? std::optional(std::move(value)) : std::nullopt; };
    put(v, "plan", given(whole, Written<model::Plan>{a.plan}));
    put(v, "clusters", given(whole, written(a.plan.clusters)));
    put(v, "places", given(whole, written(a.plan.places)));
    put(v, "cluster", given(a.cluster.has_value(), a.cluster ? Written<model::Cluster>{a.plan.cluster(*a.cluster)}
                                                             : Written<model::Cluster>{}));
    put(v, "place", given(a.place.has_value(),
                          a.place ? Written<model::Place>{a.plan.place(*a.place)} : Written<model::Place>{}));
    put(v, "listed", given(a.place.has_value(), a.listed));
}

template <typename V>
void fields(V& v, NamedPlace& p) {
    v("place", p.place);
    v("name", p.name);
    v("clusters", p.clusters);
    v("geometry_from", p.geometry_from);
}
template <typename V>
void fields(V& v, OpenPoint& p) {
    v("clause", p.clause);
    v("what", p.what);
    v("text", p.text);
}
template <typename V>
void fields(V& v, LocatedPlace& p) {
    std::optional<std::optional<model::GeometryStatus>> status_or_null(p.status);
    v("place", p.place);
    v("name", p.name);
    v("status", status_or_null, "", {"null：没有边界", "null: no boundary"});
    v("area_m2", p.area);
    v("origin", p.origin);
}
template <typename V>
void fields(V& v, ClusterCoverage& c) {
    v("cluster", c.cluster);
    v("name", c.name);
    v("clause", c.clause);
    v("named", c.named);
    v("located", c.located);
    v("places", c.places);
}
template <typename V>
void fields(V& v, CoveredFeature& f) {
    v("source", f.source);
    v("name", f.name);
    v("state", f.state);
    v("town", f.town);
    v("x", f.x, "m");
    v("y", f.y, "m");
}
template <typename V>
void fields(V& v, CoveredItem& i) {
    v("item", i.item);
    v("title", i.title);
    v("state", i.state, "", {"done、under_way、missing、unknown", "done, under_way, missing, unknown"});
    v("basis", i.basis);
    v("note", i.note);
    v("contradicted", i.contradicted, "", {"使用者与数据源不一致", "people and sources do not agree"});
    v("features", i.features);
}
template <typename V>
void fields(V& v, CoveredCluster& c) {
    v("cluster", c.cluster);
    v("name", c.name);
    v("done", c.done);
    v("under_way", c.under_way);
    v("missing", c.missing);
    v("unknown", c.unknown);
    v("items", c.items);
}
template <typename V>
void fields(V& v, PlanCoverageAnswer& a) {
    v("plan", a.plan);
    v("named_places", a.named_places);
    v("open", a.open);
    v("clusters", a.clusters);
    v("without_geometry", a.without_geometry);
    v("ten_ones", a.ten_ones, "", {"“十个一”矩阵", "the ten ones, cluster by cluster"});
}

Json to_json(const PlanShowAnswer& answer, Language language) {
    return json_form(answer, language);
}
Json schema_of(const PlanShowAnswer*) {
    return schema_form<PlanShowAnswer>();
}
Json to_json(const PlanCoverageAnswer& answer, Language language) {
    return json_form(answer, language);
}
Json schema_of(const PlanCoverageAnswer*) {
    return schema_form<PlanCoverageAnswer>();
}

}  // namespace zonewright::answer
