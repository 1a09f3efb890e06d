#include "command/plan_gain.h"

#include "command/plan_show.h"

namespace zonewright::command {
namespace {

Text score_words(const std::optional<double>& score) {
    return score ? both("{:.3f}", "{:.3f}", *score) : Text("—");
}

void print_place(Session& session, const answer::GainPlace& place) {
    if (!place.note.zh.empty()) {
        session.print(both("    {}　{}", "    {}  {}", place.name, place.note));
        return;
    }
    session.print(both("    {}　{}　+{:.2f} 公顷（本地 {:.2f}），达到 {} 宗；本地可供 {:.2f} 公顷，现达到 {:.2f}，没有现有平台时 {:.2f}；平均得分 {} → {}；最好位置 X(北) {:.0f} Y(东) {:.0f}（试 {} 处，因约束未试 {} 处）",
                       "    {}  {}  +{:.2f} ha (within {:.2f}), {} parcels; on offer within {:.2f} ha, reaches today {:.2f}, without those there {:.2f}; mean score {} → {}; best at X(north) {:.0f} Y(east) {:.0f} ({} tried, {} excluded by constraints)",
                       place.rank, place.name, place.gain.hectares(), place.gain_here.hectares(), place.parcels_gained, place.offered.hectares(), place.suitable.hectares(), place.suitable_without.hectares(),
                       score_words(place.score), score_words(place.score_with), *place.y_m, *place.x_m, place.tried, place.excluded));
}

void print_kind(Session& session, const answer::ClusterGain& cluster, const answer::KindGain& kind, bool whole) {
    std::vector<Text> feeds;
    for (const answer::FedCriterion& each : kind.feeds)
        feeds.push_back(both("{} [{}] 权重 {:.3f}", "{} [{}] weight {:.3f}", each.title, each.clause, each.weight));
    session.print(both("  {} → {}；现有 {} 处，使 {:.2f} 公顷达到（没有它们为 {:.2f}），平均得分 {} ← {}", "  {} → {}; {} there, which take {:.2f} ha over the line (without them {:.2f}), mean score {} ← {}", kind.title,
                       joined_texts(feeds, {"；", "; "}), kind.existing, (cluster.suitable - kind.suitable_without).hectares(), kind.suitable_without.hectares(), score_words(cluster.score), score_words(kind.score_without)));
    for (const answer::GainPlace& place : kind.places) {
        print_place(session, place);
        if (!whole) break;
    }
    if (!whole) return;
    std::size_t idle = 0;
    for (const answer::StandingPlatform& each : kind.platforms)
        if (each.adds == Area{}) ++idle;
        else session.print(each.adds ? both("    现有　{}　作用 {:.2f} 公顷，平均得分 +{}", "    there  {}  adds {:.2f} ha, mean score +{}", each.name, each.adds->hectares(), each.score_adds ? both("{:.4f}", "{:.4f}", *each.score_adds) : Text("—"))
                                : both("    现有　{}　作用未知：不是单个点", "    there  {}  not known: more than one point", each.name));
    if (idle > 0) session.print(both("    现有的另外 {} 处：没有它也不减少（别处可以替代）；逐个见 --json 或 -o", "    {} more that are there: nothing is lost without one of them (others stand in); each with --json or -o", idle));
}

/// Kinds of which nothing is known, those with the same reason together.
void print_unknown(Session& session, const answer::ClusterGain& cluster) {
    std::vector<std::pair<Text, std::vector<Text>>> reasons;
    for (const answer::KindGain& kind : cluster.kinds) {
        if (kind.state == "known") continue;
        if (reasons.empty() || reasons.back().first != kind.note) reasons.push_back({kind.note, {}});
        reasons.back().second.push_back(kind.title);
    }
    for (const auto& [note, titles] : reasons) session.print(both("  {}　{}", "  {}  {}", joined_texts(titles, {"、", ", "}), note));
}

}  // namespace

void print_plan_gain(Session& session, const answer::PlanGainQuestion& question, const answer::PlanGainAnswer& found) {
    session.print(both("新增一处平台使多少可供土地达到“{}”（得分 ≥ {:g}）；推算，供研究，不是决定", "Land on offer that one more platform would take over “{}” (a score of {:g}); worked out for study, no decision", found.least_class, found.least_score));
    for (const answer::RankedGain& each : found.best)
        session.print(both("  {}　{}　{}　{}　+{:.2f} 公顷（本地 {:.2f}）", "  {}  {}  {}  {}  +{:.2f} ha (within {:.2f})", each.rank, each.cluster_name, each.kind_title, each.place_name, each.gain.hectares(), each.gain_here.hectares()));
    if (found.best.empty()) session.print({"  没有地块会因此达到该级", "  no parcel would pass the class"});
    const bool whole = !question.cluster.empty();
    for (const answer::ClusterGain& cluster : found.clusters) {
        session.print(both("\n{}　可供 {:.2f} 公顷，达到 {:.2f}，没有得分（未知） {:.2f}{}", "\n{}  on offer {:.2f} ha, reaches {:.2f}, without a score (not known) {:.2f}{}", cluster.name, cluster.offered.hectares(), cluster.suitable.hectares(),
                           cluster.unknown.hectares(), cluster.named ? Text() : Text("　按镇街（规划没有点名，或按所问）", "  by towns (the plan names no place, or as asked)")));
        for (const answer::KindGain& kind : cluster.kinds)
            if (kind.state == "known") print_kind(session, cluster, kind, whole);
        print_unknown(session, cluster);
    }
    if (!whole) session.print({"\n每类只列第一名；全部名次和现有平台各自的作用：--cluster 集群、--json 或 -o", "\nonly the first place of each kind; all of them, and what each platform adds: --cluster, --json or -o"});
    session.print(both("规则：{}", "rules: {}", joined_texts(found.rules, {"；", "; "})));
}

}  // namespace zonewright::command
