#include "command/plan.h"

#include "answer/plan.h"
#include "answer/plan_diff.h"
#include "answer/plan_new.h"
#include "base/spelling.h"
#include "command/parts.h"
#include "command/plan_diff.h"
#include "command/plan_gain.h"
#include "command/plan_links.h"
#include "command/plan_match.h"
#include "command/plan_pilots.h"
#include "command/plan_show.h"
#include "command/plan_targets.h"
#include "command/plan_views.h"
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

/// A line for each cluster: what it has, what is under way, missing and unknown, by name.
void print_ten_ones(Session& session, const std::vector<answer::CoveredCluster>& clusters) {
    session.print({"\n“十个一”（括号内为数据源中的要素数；※ 使用者与数据源不一致）", "\nThe ten ones (in brackets: features in the sources; ※ people and sources disagree)"});
    for (const answer::CoveredCluster& cluster : clusters) {
        if (cluster.items.empty()) continue;
        std::vector<Text> words;
        for (const answer::CoveredItem& item : cluster.items)
            if (item.state != "unknown") words.push_back(both("{} {}", "{} {}", item.title, words_of_item(item)));
        session.print(both("  {}　已有 {} 推进中 {} 尚无 {} 未知 {}　{}", "  {}  done {}, under way {}, missing {}, unknown {}  {}", cluster.name,
                           cluster.done, cluster.under_way, cluster.missing, cluster.unknown, joined_texts(words, {"；", "; "})));
    }
}

void print_coverage(Session& session, const answer::PlanCoverageQuestion&,
                    const answer::PlanCoverageAnswer& found) {
    if (found.named_places) print_named_places(session, *found.named_places);
    if (found.open) print_open_points(session, *found.open);
    print_ten_ones(session, found.ten_ones);
    if (!found.clusters) return;
    session.print({"各产业集聚区的边界（有边界/点名）", "Boundaries of the places of each industry (located/named)"});
    for (const answer::ClusterCoverage& cluster : *found.clusters) print_cluster_coverage(session, cluster);
    if (!found.without_geometry_names.empty())
        session.print(both("\n没有边界的地点：{}\n下一步：用 role = \"place\" 的数据源补充边界",
                           "\nPlaces without a boundary: {}\nNext step: add a source of role = \"place\"",
                           joined_texts(found.without_geometry_names, {"、", ", "})));
}

void print_new(Session& session, const answer::PlanNewQuestion&, const answer::PlanNewAnswer& made) {
    session.print(both("规划 {} 已建好，还没有集群和地点；下一步：zonewright init 研究 --plan {}",
                       "the plan {} is there, without clusters and places yet; next: zonewright init STUDY --plan {}",
                       made.plan, made.folder.string()));
}

}  // namespace

std::unique_ptr<Command> make_plan_command() {
    std::vector<std::unique_ptr<Command>> parts;
    parts.push_back(verb<answer::PlanShowQuestion, answer::PlanShowAnswer>(print_show));
    parts.push_back(verb<answer::PlanCoverageQuestion, answer::PlanCoverageAnswer>(print_coverage));
    parts.push_back(verb<answer::PlanDiffQuestion, answer::PlanDiffAnswer>(print_plan_diff));
    parts.push_back(verb<answer::PlanNewQuestion, answer::PlanNewAnswer>(print_new));
    parts.push_back(verb<answer::PlanMatchQuestion, answer::PlanMatchAnswer>(print_plan_match));
    parts.push_back(verb<answer::PlanChainsQuestion, answer::PlanChainsAnswer>(print_plan_chains));
    parts.push_back(verb<answer::PlanBasesQuestion, answer::PlanBasesAnswer>(print_plan_bases));
    parts.push_back(verb<answer::PlanDepartmentsQuestion, answer::PlanDepartmentsAnswer>(print_plan_departments));
    parts.push_back(verb<answer::PlanTargetsQuestion, answer::PlanTargetsAnswer>(print_plan_targets));
    parts.push_back(verb<answer::PlanLinksQuestion, answer::PlanLinksAnswer>(print_plan_links));
    parts.push_back(verb<answer::PlanPilotsQuestion, answer::PlanPilotsAnswer>(print_plan_pilots));
    parts.push_back(verb<answer::PlanGainQuestion, answer::PlanGainAnswer>(print_plan_gain));
    return std::make_unique<VerbOfParts>(
        "plan", Text{"规划文件：查看、覆盖情况、版本比较、新建、镇街匹配、产业链、相邻城市、先导试验区、新增平台", "the plan: show it, its coverage, versions, a new one, towns, chains, neighbouring cities, pilot areas, new platforms"},
        std::move(parts));
}

}  // namespace zonewright::command
