#include "command/plan_pilots.h"

#include "command/plan_show.h"

namespace zonewright::command {

void print_plan_pilots(Session& session, const answer::PlanPilotsQuestion&, const answer::PlanPilotsAnswer& found) {
    if (found.accepted) {
        session.print(both("已接受（提案）：{}（{}）→ {}", "accepted (a proposal): {} ({}) → {}", found.accepted->name, found.accepted->place, found.accepted->file.string()));
        session.print({"下一步：zonewright run 研究；删除该文件即撤销", "next: zonewright run STUDY; delete that file to undo it"});
        return;
    }
    if (found.plan_says) session.print(*found.plan_says);
    for (const answer::HeldPilot& pilot : found.held)
        session.print(both("本研究的规划已有：{}（{}）{}", "held by the plan of the study: {} ({}){}", pilot.name, pilot.place, pilot.proposal ? Text("　提案，未经批准", "  a proposal, not approved") : Text()));
    session.print({"备选按规则提出，供研究，不是官方名单", "Candidates are proposals by rules, no official list"});
    for (const answer::PilotProposal& p : found.candidates) {
        std::vector<Text> parts;
        for (const answer::PilotPart& part : p.parts)
            parts.push_back(part.known ? both("{} {:.2f}×{:g}", "{} {:.2f}×{:g}", part.title, part.worth, part.weight) : both("{} 未看", "{} not looked at", part.title));
        session.print(both("\n{}　{}　{}　得分 {:.3f}{}", "\n{}  {}  {}  points {:.3f}{}", p.rank, p.id, p.town, p.points, p.accepted ? Text("　已接受", "  accepted") : Text()));
        session.print(both("  {}", "  {}", joined_texts(p.reasons, {"；", "; "})));
        session.print(both("  {}", "  {}", joined_texts(parts, {"；", "; "})));
    }
    if (found.candidates.empty())
        session.print({"没有符合规则的备选；规则见 layers/rules/pilots.toml（zonewright new rule pilots 研究 可另立一份）", "no site fulfils the rules of layers/rules/pilots.toml (zonewright new rule pilots STUDY makes a copy of your own)"});
    else
        session.print({"\n接受一处：zonewright plan pilots 研究 --accept 标识", "\nto accept one: zonewright plan pilots STUDY --accept ID"});
    session.print(both("规则：{}", "rules: {}", joined_texts(found.rules, {"；", "; "})));
}

}  // namespace zonewright::command
