// Findings and repairs as check and import show them: lines for people, objects for programs.
#pragma once

#include <nlohmann/json_fwd.hpp>
#include <span>

#include "command/session.h"
#include "model/finding.h"
#include "model/repair.h"

namespace zonewright::command {

struct FindingCounts {
    std::size_t errors = 0, warnings = 0, notices = 0;
};
FindingCounts count_of(std::span<const model::Finding> findings);

/// Errors first, then warnings, then notices; at most `shown` of one rule and source are printed, the JSON
/// has all.
void tell_findings(Session& session, std::span<const model::Finding> findings, std::size_t shown = 10);
void tell_repairs(Session& session, std::span<const model::Repair> repairs, std::size_t shown = 10);

/// The ledger of repairs as CSV: source, rule, feature, action, area before and after, and the closing sum.
std::string ledger_csv(std::span<const model::Repair> repairs);

}  // namespace zonewright::command
