#include "command/plan_show.h"

#include <algorithm>

#include "base/units.h"

namespace zonewright::command {
namespace {

using model::Cluster;
using model::Place;
using model::Plan;

Text comma() {
    return {"、", ", "};
}

/// "  [2.1.5] …": every line of the plan carries its clause.
void clause_line(Session& session, const std::string& clause, const Text& text) {
    session.print(both("  [{}] {}", "  [{}] {}", clause, text));
}

void plan_heading(Session& session, const Text& text) {
    session.print(both("\n{}", "\n{}", text));
}

Text place_names(const Plan& plan, const std::vector<std::string>& ids) {
    std::vector<Text> names;
    names.reserve(ids.size());
    for (const std::string& id : ids) names.push_back(plan.place(*plan.find_place(id)).name);
    return joined_texts(names, comma());
}

Text named_places(const Plan& plan, const Cluster& cluster) {
    if (cluster.places.empty()) return {"（计划未点名集聚区）", "(the plan names no place)"};
    const Text names = place_names(plan, cluster.places);
    return cluster.open_list ? names + Text{"等（名单开放）", " and others (open list)"} : names;
}

Text shown_area(double area_m2) {
    return both("{} 平方公里（{} 亩）", "{} km² ({} mu)", with_thousands(area_m2 / 1e6, 2),
                with_thousands(area_m2 / square_metres_per_mu, 0));
}

/// Source, document, date and how far it may be trusted: 待核实 when nobody verified it.
Text shown_evidence(const model::Evidence& evidence) {
    Text text = evidence.source;
    for (const std::string& part : {evidence.document, evidence.date})
        if (!part.empty()) text += both("，{}", ", {}", part);
    return text + both("（可信度：{}）", " (confidence: {})", title_of(evidence.confidence));
}

Text role_title(const std::string& role) {
    if (role == "focus") return {"重点发展", "focus"};
    if (role == "breakthrough") return {"重点突破", "breakthrough"};
    if (role == "support") return {"支持", "support"};
    if (role == "application") return {"应用推广", "application"};
    return {"平台载体", "platform"};
}

Text status_title(const std::string& status) {
    if (status == "yes") return {"已有", "yes"};
    if (status == "no") return {"尚无", "no"};
    return {"未知", "unknown"};
}

void print_clusters(Session& session, const Plan& plan, model::ClusterKind kind) {
    plan_heading(session, model::title_of(kind));
    for (const Cluster& cluster : plan.clusters)
        if (cluster.kind == kind)
            clause_line(session, cluster.clause,
                 both("{}（{}）　牵头：{}　集聚区：{}", "{} ({})  lead: {}  places: {}", cluster.name, cluster.id,
                      joined_texts(cluster.leads, comma()), named_places(plan, cluster)));
}

void print_targets(Session& session, const Plan& plan) {
    plan_heading(session, {"目标", "Targets"});
    for (const model::Target& target : plan.targets)
        clause_line(session, target.clause,
             both("{} 年：{} {} {} {}", "{}: {} {} {} {}", target.year, target.name, target.comparison, target.value,
                  target.unit));
}

void print_mechanisms(Session& session, const Plan& plan) {
    plan_heading(session, {"工作机制和保障措施", "Mechanisms and safeguards"});
    for (const model::Mechanism& mechanism : plan.mechanisms)
        clause_line(session, mechanism.clause,
             both("{}（{}）：{}", "{} ({}): {}", mechanism.name, joined_texts(mechanism.leads, comma()),
                  joined_texts(mechanism.measures, {"；", "; "})));
}

void print_places(Session& session, const Plan& plan) {
    plan_heading(session, both("地点（{} 个；名单、面积见 plan show --place）", "Places ({}; details with plan show --place)",
                          plan.places.size()));
    for (const Place& place : plan.places) {
        if (place.kind == model::PlaceKind::Town) continue;
        const Text area = place.published_area_m2 ? shown_area(*place.published_area_m2)
                                                  : Text{"面积未公布", "no published area"};
        session.print(both("  {}（{}）{}　{}", "  {} ({}) {}  {}", place.name, place.id, title_of(place.kind), area));
    }
}

Text origins_of(const Place& place) {
    std::vector<Text> words;
    for (const model::GeometryOrigin origin : place.geometry_from) {
        if (origin == model::GeometryOrigin::PlaceSource) words.emplace_back("地点边界数据", "a source of role place");
        if (origin == model::GeometryOrigin::TownSource) words.emplace_back("镇街数据", "a source of role town");
        if (origin == model::GeometryOrigin::Members) words.emplace_back("成员之并", "the union of its members");
        if (origin == model::GeometryOrigin::Outline) words.emplace_back("地点文件中的范围", "the outline in its record");
    }
    return joined_texts(words, {"，否则 ", ", else "});
}

/// A line of a record; nothing where there is no value.
void record_row(Session& session, const Text& title, const Text& text) {
    if (!text.empty()) session.print(both("  {}：{}", "  {}: {}", title, text));
}

void print_shared_areas(Session& session, const Plan& plan, const Place& place) {
    for (const model::SharedArea& shared : plan.shared_areas)
        if (std::ranges::find(shared.places, place.id) != shared.places.end())
            record_row(session, {"合计面积", "area together"},
                both("{} {}", "{} {}", place_names(plan, shared.places), shown_area(shared.area_m2)));
}

void print_record(Session& session, const Plan& plan, const Place& place) {
    session.print(both("{}（{}）：{}", "{} ({}): {}", place.name, place.id, title_of(place.kind)));
    record_row(session, {"代码", "code"}, place.code);
    record_row(session, {"片区", "district"}, place.district.empty() ? Text{} : place_names(plan, {place.district}));
    record_row(session, {"成员", "members"}, place_names(plan, place.members));
    record_row(session, {"所在镇街", "in"}, place_names(plan, place.hosts));
    record_row(session, {"公布面积", "published area"},
        place.published_area_m2 ? shown_area(*place.published_area_m2) : Text{"未知", "unknown"});
    print_shared_areas(session, plan, place);
    record_row(session, {"时点", "date"}, place.date);
    record_row(session, {"边界取自", "boundary from"}, origins_of(place));
    record_row(session, {"说明", "note"}, place.note);
    record_row(session, {"来源", "source"}, shown_evidence(place.evidence));
    for (const model::PlaceRevision& revision : place.revisions)
        record_row(session, {"其他时点", "other date"},
            both("{} {} {} {}", "{} {} {} {}", revision.date,
                 revision.published_area_m2 ? shown_area(*revision.published_area_m2) : Text{}, revision.note,
                 shown_evidence(revision.evidence)));
}

}  // namespace

Text joined_texts(const std::vector<Text>& texts, const Text& separator) {
    Text words;
    for (std::size_t i = 0; i < texts.size(); ++i) words += i == 0 ? texts[i] : separator + texts[i];
    return words;
}

void print_plan(Session& session, const answer::PlanShowAnswer& found) {
    const Plan& plan = found.plan;
    session.print(both("{}（{}）\n{}　{}", "{} ({})\n{}  {}", plan.title, plan.id, plan.issuer, plan.date));
    print_targets(session, plan);
    print_clusters(session, plan, model::ClusterKind::Strategic);
    print_clusters(session, plan, model::ClusterKind::Future);
    print_mechanisms(session, plan);
    plan_heading(session, {"计划未点名", "Not named by the plan"});
    for (const model::EmptyList& list : plan.empty_lists) clause_line(session, list.clause, list.reason);
    print_places(session, plan);
}

void print_plan_cluster(Session& session, const answer::PlanShowAnswer& found) {
    const Cluster& cluster = found.plan.cluster(*found.cluster);
    session.print(both("{}（{}）：{}", "{} ({}): {}", cluster.name, cluster.id, title_of(cluster.kind)));
    clause_line(session, cluster.clause, both("牵头：{}", "lead: {}", joined_texts(cluster.leads, comma())));
    clause_line(session, cluster.clause, both("集聚区：{}", "places: {}", named_places(found.plan, cluster)));
    plan_heading(session, {"方向", "Directions"});
    for (const model::Direction& direction : cluster.directions)
        clause_line(session, cluster.clause, both("{}：{}", "{}: {}", role_title(direction.role), direction.term));
    plan_heading(session, {"“十个一”", "The ten ones"});
    for (const model::ChecklistItem& item : cluster.checklist)
        clause_line(session, "3.2",
             both("{}：{}{}", "{}: {}{}", item.title, status_title(item.status),
                  item.note.empty() ? "" : "　" + item.note));
}

void print_plan_place(Session& session, const answer::PlanShowAnswer& found) {
    print_record(session, found.plan, found.plan.place(*found.place));
    plan_heading(session, {"列入的产业", "Industries that name it"});
    for (const answer::PlanListing& listing : found.listed)
        clause_line(session, listing.clause,
             listing.named ? listing.cluster_name
                           : both("{}（经 {}）", "{} (through {})", listing.cluster_name, listing.through_name));
    if (found.listed.empty()) session.print({"  未列入任何产业的重点集聚区", "  not listed for any industry"});
}

}  // namespace zonewright::command
