#include "command/report.h"

#include "answer/report.h"
#include "command/verb.h"

namespace zonewright::command {
namespace {

/// The files made and the warnings say it all.
void print(Session&, const answer::ReportQuestion&, const answer::ReportAnswer&) {}

}  // namespace

std::unique_ptr<Command> make_report_command() {
    return verb<answer::ReportQuestion, answer::ReportAnswer>(print);
}

}  // namespace zonewright::command
