#include "command/run.h"

#include "answer/run.h"
#include "command/verb.h"

namespace zonewright::command {
namespace {

void print_stage(Session& session, const answer::RunStage& stage) {
    const Text time = stage.reused ? Text("沿用", "reused") : Text(fmt::format("{:.1f} s", stage.seconds));
    session.print(both("  {:<12} {}  {}", "  {:<12} {}  {}", stage.stage, stage.title, time));
}

void print(Session& session, const answer::RunQuestion&, const answer::RunAnswer& found) {
    for (const answer::RunStage& stage : found.stages) print_stage(session, stage);
    if (!found.gross) return;
    session.print(both(
        "\n毛面积 {:.2f} 公顷，扣除后 {:.2f} 公顷，其中净供应（可供应）{:.2f} 公顷；地块 {} 宗，连片用地 {} 处；已配置 {:.2f} 公顷，缺口 {:.2f} 公顷",
        "\nGross {:.2f} ha, net of deductions {:.2f} ha, of it net supply on offer {:.2f} ha; {} parcels, {} sites; allocated {:.2f} ha, shortfall {:.2f} ha",
        found.gross->hectares(), found.net->hectares(), found.offered->hectares(), *found.parcels, *found.sites, found.allocated->hectares(),
        found.shortfall->hectares()));
}

}  // namespace

std::unique_ptr<Command> make_run_command() {
    return verb<answer::RunQuestion, answer::RunAnswer>(print);
}

}  // namespace zonewright::command
