#include "command/check.h"

#include "answer/check.h"
#include "command/findings_table.h"
#include "command/verb.h"

namespace zonewright::command {
namespace {

void print(Session& session, const answer::CheckQuestion&, const answer::CheckAnswer& found) {
    for (const answer::CheckedSource& source : found.sources)
        session.print(both("{}：{} 个要素", "{}: {} features", source.role, source.features));
    print_findings(session, found);
    print_repairs(session, found);
}

}  // namespace

std::unique_ptr<Command> make_check_command() {
    return verb<answer::CheckQuestion, answer::CheckAnswer>(print);
}

}  // namespace zonewright::command
