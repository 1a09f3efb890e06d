// What the checks of sources found and repaired, as check and import answer it.
#pragma once

#include <cstddef>
#include <span>
#include <string>
#include <vector>

#include "base/language.h"
#include "base/units.h"
#include "model/finding.h"
#include "model/repair.h"

namespace zonewright::answer {

struct FindingRow {
    std::string source, rule;
    model::Severity severity = model::Severity::Warning;
    std::string feature;
    Text message, fix;
    double area_m2 = 0;
    bool shown = false;  ///< to people: among the first of its source and rule
};

/// How often a rule was broken in a source.
struct RuleRow {
    std::string source, rule;
    model::Severity severity = model::Severity::Warning;  ///< the worst
    std::size_t count = 0;
    std::size_t not_shown = 0;
};

struct RepairRow {
    std::string source, rule, feature;
    Text action;
    Area before, after;
    bool shown = false;  ///< to people: among the first
};

struct RepairSum {
    Area before, after, difference;
};

/// A part of an answer; its keys stand beside the others of the answer.
struct FindingsReport {
    std::vector<FindingRow> findings;  ///< errors first, then warnings, then notices
    std::vector<RuleRow> rules;        ///< by source and rule
    std::size_t errors = 0, warnings_found = 0, notices = 0;
    std::vector<RepairRow> repairs;
    RepairSum repairs_sum;
};
/// At most `shown` findings of one source and rule, and as many repairs in all, are marked to be shown.
FindingsReport findings_report(std::span<const model::Finding> findings,
                               std::span<const model::Repair> repairs, std::size_t shown);

/// The ledger of repairs as CSV: source, rule, feature, action, area before and after, and the closing sum.
std::string ledger_csv(std::span<const model::Repair> repairs, Language language);

template <typename V>
void fields(V& v, FindingRow& f) {
    v("source", f.source);
    v("rule", f.rule);
    v("severity", f.severity);
    v("feature", f.feature);
    v("message", f.message);
    v("fix", f.fix, "", {"怎样改正", "what to do about it"});
    v("area_m2", f.area_m2, "m2", {"涉及的椭球面积", "statutory area concerned"});
}
template <typename V>
void fields(V& v, RuleRow& r) {
    v("source", r.source);
    v("rule", r.rule);
    v("severity", r.severity);
    v("count", r.count);
}
template <typename V>
void fields(V& v, RepairRow& r) {
    v("source", r.source);
    v("rule", r.rule);
    v("feature", r.feature);
    v("action", r.action);
    v("before_m2", r.before);
    v("after_m2", r.after);
}
template <typename V>
void fields(V& v, RepairSum& s) {
    v("before_m2", s.before);
    v("after_m2", s.after);
    v("difference_m2", s.difference);
}
template <typename V>
void fields(V& v, FindingsReport& r) {
    v("findings", r.findings);
    v("rules", r.rules);
    v("errors", r.errors);
    v("warnings_found", r.warnings_found);
    v("notices", r.notices);
    v("repairs", r.repairs);
    v("repairs_sum", r.repairs_sum);
}

}  // namespace zonewright::answer
