#include "command/compare.h"

#include "answer/compare.h"
#include "command/verb.h"

namespace zonewright::command {
namespace {

void print(Session& session, const answer::CompareQuestion&, const answer::CompareAnswer& found) {
    session.print({"从 → 到（亩）", "from → to (mu)"});
    for (const answer::HandedLand& row : found.transfers)
        session.print(both("{:>14} {:>7}  {} → {}", "{:>14} {:>7}  {} → {}", with_thousands(row.area.mu(), 2),
                           row.units, row.from.title, row.to.title));
    if (!found.changes.empty()) session.print({"\n变动的单元", "\nChanged units"});
    for (const answer::UnitChange& change : found.changes)
        session.print(both("{:>14}  {}: {} → {}  ({})", "{:>14}  {}: {} → {}  ({})",
                           with_thousands(change.area.mu(), 2), change.unit, change.from.title, change.to.title,
                           change.reason_title));
    session.print(both("\n{} 个单元有变动，{:.2f} 亩不变；缺口 {:.2f} → {:.2f} 亩",
                       "\n{} units changed, {:.2f} mu unchanged; shortfall {:.2f} → {:.2f} mu",
                       found.changes.size(), found.unchanged.mu(), found.shortfall.front().mu(),
                       found.shortfall.back().mu()));
}

}  // namespace

std::unique_ptr<Command> make_compare_command() {
    return verb<answer::CompareQuestion, answer::CompareAnswer>(print);
}

}  // namespace zonewright::command
