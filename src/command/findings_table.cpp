#include "command/findings_table.h"

namespace zonewright::command {
namespace {

Text title_of(model::Severity severity) {
    switch (severity) {
        case model::Severity::Error: return {"错误", "error"};
        case model::Severity::Warning: return {"警告", "warning"};
        case model::Severity::Notice: return {"提示", "notice"};
    }
    return {};
}

void print_finding(Session& session, const answer::FindingRow& finding) {
    const std::string feature = finding.feature.empty() ? "" : " · " + finding.feature;
    session.print(both("{} [{}] {}{}：{}\n    → {}", "{} [{}] {}{}: {}\n    → {}", title_of(finding.severity),
                       finding.rule, finding.source, feature, finding.message, finding.fix));
}

}  // namespace

void print_findings(Session& session, const answer::FindingsReport& report) {
    for (const answer::FindingRow& finding : report.findings)
        if (finding.shown) print_finding(session, finding);
    for (const answer::RuleRow& rule : report.rules)
        if (rule.not_shown > 0)
            session.print(both("… {} [{}] 另有 {} 条，见 JSON 或 finding 图层",
                               "… {} [{}]: {} more, see the JSON or the finding layer", rule.source, rule.rule,
                               rule.not_shown));
    session.print(both("共 {} 个错误，{} 个警告，{} 个提示", "{} errors, {} warnings, {} notices", report.errors,
                       report.warnings_found, report.notices));
}

void print_repairs(Session& session, const answer::FindingsReport& report) {
    for (const answer::RepairRow& repair : report.repairs)
        if (repair.shown)
            session.print(both("修复 [{}] {} · {}：{}，{:.2f} → {:.2f} m²",
                               "repair [{}] {} · {}: {}, {:.2f} → {:.2f} m²", repair.rule, repair.source,
                               repair.feature, repair.action, repair.before.m2(), repair.after.m2()));
    if (report.repairs.empty()) return;
    const answer::RepairSum& sum = report.repairs_sum;
    session.print(both("修复台账 {} 行：{:.2f} → {:.2f} m²，差 {:+.2f} m²",
                       "ledger of {} repairs: {:.2f} → {:.2f} m², difference {:+.2f} m²", report.repairs.size(),
                       sum.before.m2(), sum.after.m2(), sum.difference.m2()));
}

}  // namespace zonewright::command
