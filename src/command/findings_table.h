// Findings and repairs as check and import print them.
#pragma once

#include "answer/findings_report.h"
#include "command/session.h"

namespace zonewright::command {

/// Those to be shown, one by one, then what more each rule found, then the counts.
void print_findings(Session& session, const answer::FindingsReport& report);
/// Those to be shown, then the sum of all; nothing where nothing was repaired.
void print_repairs(Session& session, const answer::FindingsReport& report);

}  // namespace zonewright::command
