#include "command/plan_show.h"

#include <algorithm>

#include "base/spelling.h"
#include "base/units.h"
#include "command/plan_json.h"
#include "command/session.h"

namespace zonewright::command {
namespace {

using model::Cluster;
using model::Place;
using model::Plan;

/// "  [2.1.5] …": every line of the plan carries its clause.
void line(Session& session, const std::string& clause, const std::string& text) {
    session.print(fmt::format("  [{}] {}", clause, text));
}

void heading(Session& session, const std::string& text) {
    session.print("\n" + text);
}

std::string joined_texts(const std::vector<Text>& texts, const std::string& separator) {
    std::vector<std::string> words;
    for (const Text& text : texts) words.push_back(text.said());
    return joined(words, separator);
}

std::string joined_texts(const std::vector<Text>& texts) {
    return joined_texts(texts, say("、", ", "));
}

std::string place_names(const Plan& plan, const std::vector<std::string>& ids) {
    std::vector<std::string> names;
    for (const std::string& id : ids) names.push_back(plan.place(*plan.find_place(id)).name.said());
    return joined(names, say("、", ", "));
}

std::string named_places(const Plan& plan, const Cluster& cluster) {
    if (cluster.places.empty()) return say("（计划未点名集聚区）", "(the plan names no place)");
    return place_names(plan, cluster.places) +
           (cluster.open_list ? say("等（名单开放）", " and others (open list)") : "");
}

std::string shown_area(double area_m2) {
    return say("{} 平方公里（{} 亩）", "{} km² ({} mu)", with_thousands(area_m2 / 1e6, 2),
               with_thousands(area_m2 / square_metres_per_mu, 0));
}

/// Source, document, date and how far it may be trusted: 待核实 when nobody verified it.
std::string shown_evidence(const model::Evidence& evidence) {
    std::string text = evidence.source;
    for (const std::string& part : {evidence.document, evidence.date})
        if (!part.empty()) text += say("，", ", ") + part;
    return text + say("（可信度：{}）", " (confidence: {})", title_of(evidence.confidence).said());
}

std::string role_title(const std::string& role) {
    if (role == "focus") return say("重点发展", "focus");
    if (role == "breakthrough") return say("重点突破", "breakthrough");
    if (role == "support") return say("支持", "support");
    if (role == "application") return say("应用推广", "application");
    return say("平台载体", "platform");
}

void show_clusters(Session& session, const Plan& plan, model::ClusterKind kind) {
    heading(session, model::title_of(kind).said());
    for (const Cluster& cluster : plan.clusters) {
        if (cluster.kind != kind) continue;
        line(session, cluster.clause,
             say("{}（{}）　牵头：{}　集聚区：{}", "{} ({})  lead: {}  places: {}", cluster.name.said(),
                 cluster.id, joined_texts(cluster.leads), named_places(plan, cluster)));
    }
}

void show_targets(Session& session, const Plan& plan) {
    heading(session, say("目标", "Targets"));
    for (const model::Target& target : plan.targets)
        line(session, target.clause,
             say("{} 年：{} {} {} {}", "{}: {} {} {} {}", target.year, target.name.said(), target.comparison,
                 target.value, target.unit));
}

void show_mechanisms(Session& session, const Plan& plan) {
    heading(session, say("工作机制和保障措施", "Mechanisms and safeguards"));
    for (const model::Mechanism& mechanism : plan.mechanisms) {
        line(session, mechanism.clause,
             say("{}（{}）：{}", "{} ({}): {}", mechanism.name.said(), joined_texts(mechanism.leads),
                 joined_texts(mechanism.measures, say("；", "; "))));
    }
}

void show_places(Session& session, const Plan& plan) {
    heading(session, say("地点（{} 个；名单、面积见 plan show --place）",
                         "Places ({}; details with plan show --place)", plan.places.size()));
    for (const Place& place : plan.places) {
        if (place.kind == model::PlaceKind::Town) continue;
        const std::string area = place.published_area_m2 ? shown_area(*place.published_area_m2)
                                                         : say("面积未公布", "no published area");
        session.print(
            fmt::format("  {}（{}）{}　{}", place.name.said(), place.id, title_of(place.kind).said(), area));
    }
}

/// How a cluster comes to concern a place.
struct Concern {
    const Cluster* cluster;
    std::string through;  ///< id of the named place; the place itself when named
};

bool contains(const std::vector<std::string>& ids, const std::string& id) {
    return std::find(ids.begin(), ids.end(), id) != ids.end();
}

std::vector<Concern> concerns_of(const Plan& plan, const Place& place) {
    std::vector<Concern> concerns;
    for (const Cluster& cluster : plan.clusters)
        for (const std::string& id : cluster.places) {
            const Place& named = plan.place(*plan.find_place(id));
            const bool around = contains(named.members, place.id) || contains(named.hosts, place.id);
            if (named.id == place.id || around) concerns.push_back({&cluster, named.id});
        }
    return concerns;
}

std::string origins_of(const Place& place) {
    std::vector<std::string> words;
    for (const model::GeometryOrigin origin : place.geometry_from) {
        if (origin == model::GeometryOrigin::PlaceSource)
            words.push_back(say("地点边界数据", "a source of role place"));
        if (origin == model::GeometryOrigin::TownSource)
            words.push_back(say("镇街数据", "a source of role town"));
        if (origin == model::GeometryOrigin::Members)
            words.push_back(say("成员之并", "the union of its members"));
    }
    return joined(words, say("，否则 ", ", else "));
}

void show_record(Session& session, const Plan& plan, const Place& place) {
    session.print(
        say("{}（{}）：{}", "{} ({}): {}", place.name.said(), place.id, title_of(place.kind).said()));
    const auto row = [&](const std::string& title, const std::string& text) {
        if (!text.empty()) session.print(fmt::format("  {}{}{}", title, say("：", ": "), text));
    };
    row(say("代码", "code"), place.code);
    row(say("片区", "district"), place.district.empty() ? "" : place_names(plan, {place.district}));
    row(say("成员", "members"), place_names(plan, place.members));
    row(say("所在镇街", "in"), place_names(plan, place.hosts));
    row(say("公布面积", "published area"),
        place.published_area_m2 ? shown_area(*place.published_area_m2) : say("未知", "unknown"));
    for (const model::SharedArea& shared : plan.shared_areas)
        if (contains(shared.places, place.id))
            row(say("合计面积", "area together"),
                place_names(plan, shared.places) + " " + shown_area(shared.area_m2));
    row(say("时点", "date"), place.date);
    row(say("边界取自", "boundary from"), origins_of(place));
    row(say("说明", "note"), place.note);
    row(say("来源", "source"), shown_evidence(place.evidence));
    for (const model::PlaceRevision& revision : place.revisions)
        row(say("其他时点", "other date"),
            fmt::format("{} {} {} {}", revision.date,
                        revision.published_area_m2 ? shown_area(*revision.published_area_m2) : "",
                        revision.note, shown_evidence(revision.evidence)));
}

}  // namespace

void show_plan(Session& session, const Plan& plan) {
    session.print(fmt::format("{}（{}）\n{}　{}", plan.title.said(), plan.id, plan.issuer.said(), plan.date));
    show_targets(session, plan);
    show_clusters(session, plan, model::ClusterKind::Strategic);
    show_clusters(session, plan, model::ClusterKind::Future);
    show_mechanisms(session, plan);
    heading(session, say("计划未点名", "Not named by the plan"));
    for (const model::EmptyList& list : plan.empty_lists) line(session, list.clause, list.reason.said());
    show_places(session, plan);

    OrderedJson& result = session.result();
    result["plan"] = document_json(plan);
    for (const Cluster& cluster : plan.clusters) result["clusters"].push_back(json_of(cluster));
    for (const Place& place : plan.places) result["places"].push_back(json_of(place));
}

void show_cluster(Session& session, const Plan& plan, const Cluster& cluster) {
    session.print(
        say("{}（{}）：{}", "{} ({}): {}", cluster.name.said(), cluster.id, title_of(cluster.kind).said()));
    line(session, cluster.clause, say("牵头：{}", "lead: {}", joined_texts(cluster.leads)));
    line(session, cluster.clause, say("集聚区：{}", "places: {}", named_places(plan, cluster)));
    heading(session, say("方向", "Directions"));
    for (const model::Direction& direction : cluster.directions)
        line(session, cluster.clause,
             fmt::format("{}：{}", role_title(direction.role), direction.term.said()));
    heading(session, say("“十个一”", "The ten ones"));
    for (const model::ChecklistItem& item : cluster.checklist) {
        const std::string status = item.status == "yes"  ? say("已有", "yes")
                                   : item.status == "no" ? say("尚无", "no")
                                                         : say("未知", "unknown");
        line(session, "3.2",
             fmt::format("{}：{}{}", item.title.said(), status, item.note.empty() ? "" : "　" + item.note));
    }
    session.result()["cluster"] = json_of(cluster);
}

void show_place(Session& session, const Plan& plan, const Place& place) {
    show_record(session, plan, place);
    heading(session, say("列入的产业", "Industries that name it"));
    OrderedJson listed = OrderedJson::array();
    for (const Concern& concern : concerns_of(plan, place)) {
        const bool itself = concern.through == place.id;
        line(session, concern.cluster->clause,
             itself ? concern.cluster->name.said()
                    : say("{}（经 {}）", "{} (through {})", concern.cluster->name.said(),
                          place_names(plan, {concern.through})));
        listed.push_back({{"cluster", concern.cluster->id},
                          {"clause", concern.cluster->clause},
                          {"through", concern.through},
                          {"named", itself}});
    }
    if (listed.empty()) session.print(say("  未列入任何产业的重点集聚区", "  not listed for any industry"));
    session.result()["place"] = json_of(place);
    session.result()["listed"] = listed;
}

}  // namespace zonewright::command
