#include "command/plan.h"

#include "answer/plan.h"
#include "base/spelling.h"
#include "command/parts.h"
#include "command/plan_show.h"
#include "command/verb.h"

namespace zonewright::command {
namespace {

void print_show(Session& session, const answer::PlanShowQuestion&, const answer::PlanShowAnswer& found) {
    if (found.cluster)
        print_plan_cluster(session, found);
    else if (found.place)
        print_plan_place(session, found);
    else
        print_plan(session, found);
}

void print_named_places(Session& session, const std::vector<answer::NamedPlace>& places) {
    session.print({"被点名的地点及其边界来源（依次尝试）", "Places named, and where their boundary may come from"});
    for (const answer::NamedPlace& place : places) {
        std::vector<std::string> origins;
        for (const model::GeometryOrigin origin : place.geometry_from) origins.push_back(to_string(origin));
        session.print(both("  {}（{}）　{}　[{}]", "  {} ({})  {}  [{}]", place.name, place.place,
                           joined(origins, " → "), joined(place.clusters)));
    }
}

void print_open_points(Session& session, const std::vector<answer::OpenPoint>& open) {
    session.print({"\n尚未落实", "\nStill open"});
    for (const answer::OpenPoint& point : open)
        session.print(point.clause.empty() ? both("  {}", "  {}", point.text)
                                           : both("  [{}] {}", "  [{}] {}", point.clause, point.text));
}

/// One line per cluster: its places with status and area, or the lack of a boundary.
void print_cluster_coverage(Session& session, const answer::ClusterCoverage& cluster) {
    std::vector<Text> words;
    for (const answer::LocatedPlace& place : cluster.places)
        words.push_back(place.status && place.area
                            ? both("{} {} {:.2f} km²", "{} {} {:.2f} km²", place.name,
                                   model::title_of(*place.status), place.area->m2() / 1e6)
                            : both("{} 无边界", "{} no boundary", place.name));
    session.print(both("  [{}] {}　{}/{}　{}", "  [{}] {}  {}/{}  {}", cluster.clause, cluster.name, cluster.located,
                       cluster.named, joined_texts(words, {"；", "; "})));
}

void print_coverage(Session& session, const answer::PlanCoverageQuestion&,
                    const answer::PlanCoverageAnswer& found) {
    if (found.named_places) print_named_places(session, *found.named_places);
    if (found.open) print_open_points(session, *found.open);
    if (!found.clusters) return;
    session.print({"各产业集聚区的边界（有边界/点名）", "Boundaries of the places of each industry (located/named)"});
    for (const answer::ClusterCoverage& cluster : *found.clusters) print_cluster_coverage(session, cluster);
    if (!found.without_geometry_names.empty())
        session.print(both("\n没有边界的地点：{}\n下一步：用 role = \"place\" 的数据源补充边界",
                           "\nPlaces without a boundary: {}\nNext step: add a source of role = \"place\"",
                           joined_texts(found.without_geometry_names, {"、", ", "})));
}

/// "+ [2.1.5] cluster energy: place named 万江街道"
Text shown_change(const answer::PlanChangeLine& change) {
    const std::string clause = change.clause.empty() ? "" : fmt::format("[{}] ", change.clause);
    const Text head = both("{}{}：{}", "{}{}: {}", clause, change.item, change.what);
    if (change.kind == "added") return both("+ {} {}", "+ {} {}", head, change.after);
    if (change.kind == "removed") return both("- {} {}", "- {} {}", head, change.before);
    return both("~ {} {} → {}", "~ {} {} → {}", head, change.before, change.after);
}

void print_diff(Session& session, const answer::PlanDiffQuestion&, const answer::PlanDiffAnswer& found) {
    for (const answer::PlanChangeLine& change : found.changes) session.print(shown_change(change));
    if (found.changes.empty()) session.print({"没有变化", "no change"});
}

}  // namespace

std::unique_ptr<Command> make_plan_command() {
    std::vector<std::unique_ptr<Command>> parts;
    parts.push_back(verb<answer::PlanShowQuestion, answer::PlanShowAnswer>(print_show));
    parts.push_back(verb<answer::PlanCoverageQuestion, answer::PlanCoverageAnswer>(print_coverage));
    parts.push_back(verb<answer::PlanDiffQuestion, answer::PlanDiffAnswer>(print_diff));
    return std::make_unique<VerbOfParts>(
        "plan", Text{"规划文件：查看、覆盖情况、版本比较", "the plan: show it, its coverage, compare versions"},
        std::move(parts));
}

}  // namespace zonewright::command
