#include "command/explain.h"

#include <cmath>

#include "answer/explain.h"
#include "answer/measured_weight.h"
#include "command/verb.h"

namespace zonewright::command {
namespace {

using answer::ExplainAnswer;

/// A measured value with its unit; nothing where none is known or where it is a class.
Text shown(double value, const std::string& unit) {
    if (std::isnan(value) || unit == "class") return {};
    if (std::isinf(value)) return {"附近没有", "none near"};
    return fmt::format("{:.4g} {}", value, unit == "1" ? "" : unit);
}

void print_score(Session& session, const ExplainAnswer& found) {
    if (found.rank)
        session.print(both("得分 {:.4f} ± {:.4f}{}（{}），在 {} 宗可评地块中排第 {}",
                           "score {:.4f} ± {:.4f}{} ({}), among {} scored parcels number {}", found.score,
                           found.deviation, answer::rests_on(found.measured_weight), found.class_title, *found.ranked, *found.rank));
    session.print(found.binding);
    for (const answer::ExcludedShare& part : found.exclusions)
        session.print(both("  排除：{} {:.1f} %（{}）", "  excluded: {} {:.1f} % ({})", part.title,
                           100 * part.share, part.legal_basis));
}

void print_contributions(Session& session, const ExplainAnswer& found) {
    if (found.contributions.empty()) return;
    session.print({"\n得分构成（权重 × 价值，合计等于得分；失分多的在前）",
                   "\nWhat the score is made of (weight × worth, summing to it; greatest loss first)"});
    for (const std::size_t place : found.by_loss) {
        const answer::ScoreContribution& part = found.contributions[place];
        const std::string figures = fmt::format("  {:.4f} = {:.4f} × {:.3f}   -{:.4f}", part.points,
                                                part.weight, part.worth, part.lost);
        session.print(both("{}  {}  {}", "{}  {}  {}", figures, part.title, shown(part.measured, part.unit)));
    }
    if (found.proportional)
        session.print({"  （该综合方法不是加权和，构成按权重 × 价值分摊）",
                       "  (this rule is not a sum; the score is shared out by weight × worth)"});
}

void print_combined(Session& session, const ExplainAnswer& found) {
    if (found.combined_changes.empty())
        return session.print(both("\n改变设施、集聚或规划条件也不能升到“{}”",
                                  "\nno change short of moving the ground lifts it to '{}'", found.next_class));
    session.print(both("\n没有单项改变能升到“{}”；合起来最少需要",
                       "\nno single criterion lifts it to '{}'; together at least", found.next_class));
    for (const answer::CombinedChange& change : found.combined_changes)
        session.print(both("  {}：价值到 {:.3f}（得分到 {:.3f}）", "  {}: worth to {:.3f} (score to {:.3f})",
                           change.title, change.worth_needed, change.score_after));
}

void print_changes(Session& session, const ExplainAnswer& found) {
    if (!found.score_class) return;
    if (found.next_class.empty()) return session.print({"\n已是最高一级", "\nalready in the best class"});
    if (found.changes.empty()) return print_combined(session, found);
    session.print(both("\n升到“{}”的最小改变（单项，最省的在前）",
                       "\nSmallest single changes that lift it to '{}', cheapest first", found.next_class));
    for (const answer::SingleChange& change : found.changes) {
        const Text needed = std::isnan(change.measured_needed)
                                ? Text()
                                : both("({})", "({})", shown(change.measured_needed, change.unit));
        session.print(both("  {}：价值到 {:.3f} {}", "  {}: worth to {:.3f} {}", change.title,
                           change.worth_needed, needed));
    }
}

void print(Session& session, const answer::ExplainQuestion&, const ExplainAnswer& found) {
    session.print(both("{} · {} ({})", "{} · {} ({})", found.parcel, found.cluster_name, found.town));
    print_score(session, found);
    print_contributions(session, found);
    print_changes(session, found);
    if (!found.most_sensitive) return;
    const answer::StableWeight& tightest = found.weight_stability[*found.most_sensitive];
    session.print(
        both("\n等级对权重最敏感的指标：{}，权重 {:.3f} 在 [{:.3f}, {:.3f}] 内等级不变",
             "\nThe class is most sensitive to the weight of {}: {:.3f}, stable within [{:.3f}, {:.3f}]",
             tightest.title, tightest.weight, tightest.low, tightest.high));
}

}  // namespace

std::unique_ptr<Command> make_explain_command() {
    return verb<answer::ExplainQuestion, answer::ExplainAnswer>(print);
}

}  // namespace zonewright::command
