#include "command/plan_targets.h"

#include "base/units.h"

namespace zonewright::command {
namespace {

void print_town(Session& session, const answer::TargetFigures& target, const answer::TownFigures& town) {
    Text words = both("    {}　{} 年 {} {}", "    {}  {}: {} {}", town.name, town.figures.last_year,
                      answer::target_number(town.figures.last), target.unit);
    if (town.share) words += both("，占全市 {:.2f}%", ", {:.2f}% of the city", 100 * *town.share);
    const Text pace = answer::pace_words(town.figures, target);
    if (!pace.empty()) words += both("；至今{}", "; so far {}", pace);
    session.print(words);
}

}  // namespace

void print_plan_targets(Session& session, const answer::PlanTargetsQuestion& question, const answer::PlanTargetsAnswer& found) {
    session.print(both("{}：发展目标", "{}: targets", found.title));
    for (const answer::TargetFigures& target : found.targets) {
        session.print(both("\n  [{}] {}　{}", "\n  [{}] {}  {}", target.clause, answer::target_words(target), target.state_title));
        session.print(both("    {}", "    {}", answer::standing_words(target)));
        for (const answer::TownFigures& town : target.towns) print_town(session, target, town);
        if (target.sum_of_towns)
            session.print(both("    {} 年填报 {}/{} 个镇街（园区），合计 {}", "    {}: {} of {} towns and parks stated, {} in all",
                               target.sum_of_towns->year, target.sum_of_towns->towns, target.sum_of_towns->all,
                               answer::target_number(target.sum_of_towns->sum)));
    }
    if (question.table.empty())
        session.print({"\n没有给出指标表；下一步：zonewright plan targets --table 指标.csv（target,town,year,value,unit）",
                       "\nNo table of figures was given; next: zonewright plan targets --table FILE.csv (target,town,year,value,unit)"});
}

}  // namespace zonewright::command
