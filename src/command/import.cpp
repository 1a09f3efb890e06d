#include "command/import.h"

#include "answer/import.h"
#include "command/findings_table.h"
#include "command/verb.h"

namespace zonewright::command {
namespace {

void print(Session& session, const answer::ImportQuestion&, const answer::ImportAnswer& found) {
    for (const Text& line : found.evidence) session.print(both("  {}", "  {}", line));
    print_findings(session, found);
    print_repairs(session, found);
}

}  // namespace

std::unique_ptr<Command> make_import_command() {
    return verb<answer::ImportQuestion, answer::ImportAnswer>(print);
}

}  // namespace zonewright::command
