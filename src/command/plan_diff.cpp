#include "command/plan_diff.h"

#include <algorithm>

#include "command/plan_show.h"

namespace zonewright::command {
namespace {

/// "+ [2.1.5] cluster energy: place named 万江街道"
Text shown_change(const answer::PlanChangeLine& change) {
    const std::string clause = change.clause.empty() ? "" : fmt::format("[{}] ", change.clause);
    const Text head = both("{}{}：{}", "{}{}: {}", clause, change.item, change.what);
    if (change.kind == "added") return both("+ {} {}", "+ {} {}", head, change.after);
    if (change.kind == "removed") return both("- {} {}", "- {} {}", head, change.before);
    if (change.kind == "retired") return both("- {} {} 退出：{}", "- {} {} given up: {}", head, change.before, change.after);
    if (change.kind == "renamed") return both("~ {} {} 改名 {}", "~ {} {} renamed {}", head, change.before, change.after);
    if (change.kind == "merged") return both("~ {} {} 合并为 {}", "~ {} {} merged into {}", head, change.before, change.after);
    if (change.kind == "split") return both("~ {} {} 拆出 {}", "~ {} {} split, to {}", head, change.before, change.after);
    return both("~ {} {} → {}", "~ {} {} → {}", head, change.before, change.after);
}

Text cluster_names(const std::vector<Text>& names) {
    return names.empty() ? Text("未点名", "not listed") : joined_texts(names, {"、", ", "});
}

void print_land(Session& session, const answer::PlanEffect& effect) {
    session.print({"\n土地 从 → 到", "\nLand from → to"});
    Area unchanged;
    for (const answer::ListedLand& land : effect.zones) {
        if (!land.changed && land.from == land.to) {
            unchanged += land.area;
            continue;
        }
        session.print(both("  {} → {}：{} m²（{} 亩）", "  {} → {}: {} m² ({} mu)", cluster_names(land.from_names),
                           cluster_names(land.to_names), with_thousands(land.area.m2(), 2),
                           with_thousands(land.area.mu(), 2)));
    }
    session.print(both("  不变：{} m²（各集群之和，重叠的集聚区分别计）", "  unchanged: {} m² (over all clusters; overlapping zones count each)",
                       with_thousands(unchanged.m2(), 2)));
}

Text class_word(const std::string& id) {
    if (id == "excluded") return {"不可用", "excluded"};
    if (id == "no_data") return {"无数据", "no data"};
    return id.empty() ? Text("无此集群", "no such cluster") : Text(id);
}

Text shown_balance(const std::optional<answer::MetDemand>& met) {
    if (!met) return {"—", "—"};
    return both("需求 {:.1f} 配置 {:.1f} 缺口 {:.1f} 亩", "demand {:.1f}, allocated {:.1f}, short {:.1f} mu", met->demand.mu(),
                met->allocated.mu(), met->shortfall.mu());
}

bool balance_differs(const answer::ClusterEffect& cluster) {
    if (cluster.met_before.has_value() != cluster.met_after.has_value()) return true;
    return cluster.met_before && (cluster.met_before->demand != cluster.met_after->demand ||
                                  cluster.met_before->allocated != cluster.met_after->allocated ||
                                  cluster.met_before->shortfall != cluster.met_after->shortfall);
}

void print_cluster_effect(Session& session, const answer::ClusterEffect& cluster) {
    std::vector<Text> words;
    for (const answer::ClassMove& move : cluster.classes)
        if (move.from_class != move.to_class)
            words.push_back(both("{}→{} {} 宗 {:.1f} 亩", "{}→{} {} parcels, {:.1f} mu", class_word(move.from_class),
                                 class_word(move.to_class), move.parcels, move.gross.mu()));
    if (cluster.sites.lost + cluster.sites.gained > 0)
        words.push_back(both("用地 保留 {} 减少 {} 新增 {} 处", "sites kept {}, lost {}, gained {}", cluster.sites.kept,
                             cluster.sites.lost, cluster.sites.gained));
    if (balance_differs(cluster))
        words.push_back(both("配置 {} → {}", "allocation {} → {}", shown_balance(cluster.met_before),
                             shown_balance(cluster.met_after)));
    if (words.empty()) return;
    const std::string heir = cluster.before == cluster.after ? cluster.after
                                                             : fmt::format("{} → {}", cluster.before.empty() ? "—" : cluster.before,
                                                                           cluster.after.empty() ? "—" : cluster.after);
    session.print(both("  {}（{}）：{}", "  {} ({}): {}", cluster.name, heir, joined_texts(words, {"；", "; "})));
}

void print_effect(Session& session, const answer::PlanEffect& effect) {
    print_land(session, effect);
    session.print({"\n适宜性、用地、配置（只列有变化的）", "\nSuitability, sites, allocation (only what changed)"});
    for (const answer::ClusterEffect& cluster : effect.clusters) print_cluster_effect(session, cluster);
    for (const answer::HandedLand& land : effect.transfers)
        if (land.from.name != land.to.name)
            session.print(both("  配置 {} → {}：{:.1f} 亩（{} 处）", "  allocated {} → {}: {:.1f} mu ({} units)", land.from.title,
                               land.to.title, land.area.mu(), land.units));
    std::vector<Text> kept, run;
    for (const answer::StageUse& stage : effect.stages) (stage.reused ? kept : run).emplace_back(stage.id);
    session.print(both("\n未重算：{}；重算：{}", "\nNot computed again: {}; computed: {}", joined_texts(kept, {"、", ", "}),
                       run.empty() ? Text("无", "nothing") : joined_texts(run, {"、", ", "})));
    for (const Text& note : effect.notes) session.print(both("注意：{}", "Note: {}", note));
}

}  // namespace

void print_plan_diff(Session& session, const answer::PlanDiffQuestion&, const answer::PlanDiffAnswer& found) {
    for (const answer::PlanChangeLine& change : found.changes) session.print(shown_change(change));
    if (found.changes.empty()) session.print({"没有变化", "no change"});
    if (found.effect) print_effect(session, *found.effect);
}

}  // namespace zonewright::command
