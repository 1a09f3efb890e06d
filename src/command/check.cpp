#include "command/check.h"

#include "answer/check.h"
#include "command/findings_table.h"
#include "command/verb.h"

namespace zonewright::command {
namespace {

void print_readiness(Session& session, const answer::ReadinessReport& readiness) {
    session.print(both("\n{}；得分可依据 {:.0f} %–{:.0f} % 的权重；缺少 {} 种数据", "\n{}; scores can rest on {:.0f} % to {:.0f} % of the weight; {} kinds of data are missing",
                       readiness.ready ? Text{"可以运行", "ready to run"} : Text{"还不能运行", "not ready to run"},
                       100 * readiness.least_weight, 100 * readiness.most_weight, readiness.missing.size()));
    for (const answer::MissingSource& missing : readiness.missing) session.print(both("  {}", "  {}", missing.words));
}

void print(Session& session, const answer::CheckQuestion&, const answer::CheckAnswer& found) {
    for (const answer::CheckedSource& source : found.sources)
        session.print(both("{}：{} 个要素", "{}: {} features", source.role, source.features));
    for (const std::string& raster : found.rasters) session.print(both("{}：栅格", "{}: a raster", raster));
    if (found.sources.empty() && found.rasters.empty() && found.findings.empty())
        session.print({"研究没有数据源：没有可检查的内容", "the study has no sources: there is nothing to check"});
    else
        print_findings(session, found);
    print_repairs(session, found);
    print_readiness(session, found.readiness);
}

}  // namespace

std::unique_ptr<Command> make_check_command() {
    return verb<answer::CheckQuestion, answer::CheckAnswer>(print);
}

}  // namespace zonewright::command
