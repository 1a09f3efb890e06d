#include "answer/findings_report.h"

#include <algorithm>
#include <map>
#include <utility>

#include "answer/quoted_text.h"

namespace zonewright::answer {
namespace {

using model::Severity;

FindingRow row_of(const model::Finding& finding) {
    return {finding.source, finding.rule, finding.severity, finding.feature,
            finding.message, finding.fix, finding.area_m2};
}

void add_findings(FindingsReport& report, std::span<const model::Finding> findings, std::size_t shown) {
    std::map<std::pair<std::string, std::string>, RuleRow> rules;
    for (const Severity severity : {Severity::Error, Severity::Warning, Severity::Notice})
        for (const model::Finding& finding : findings) {
            if (finding.severity != severity) continue;
            RuleRow& rule =
                rules.try_emplace({finding.source, finding.rule}, RuleRow{finding.source, finding.rule, severity})
                    .first->second;
            FindingRow row = row_of(finding);
            row.shown = rule.count++ < shown;
            if (!row.shown) ++rule.not_shown;
            report.findings.push_back(std::move(row));
        }
    for (auto& [key, rule] : rules) report.rules.push_back(std::move(rule));
    const auto count = [&](Severity severity) {
        return static_cast<std::size_t>(
            std::count_if(findings.begin(), findings.end(),
                          [&](const model::Finding& finding) { return finding.severity == severity; }));
    };
    report.errors = count(Severity::Error);
    report.warnings_found = count(Severity::Warning);
    report.notices = count(Severity::Notice);
}

RepairSum sum_of(std::span<const model::Repair> repairs) {
    RepairSum sum;
    for (const model::Repair& repair : repairs) {
        sum.before += repair.before;
        sum.after += repair.after;
    }
    sum.difference = sum.after - sum.before;
    return sum;
}

}  // namespace

FindingsReport findings_report(std::span<const model::Finding> findings,
                               std::span<const model::Repair> repairs, std::size_t shown) {
    FindingsReport report;
    add_findings(report, findings, shown);
    for (const model::Repair& repair : repairs)
        report.repairs.push_back({repair.source, repair.rule, repair.feature, repair.action, repair.before,
                                  repair.after, report.repairs.size() < shown});
    report.repairs_sum = sum_of(repairs);
    return report;
}

std::string ledger_csv(std::span<const model::Repair> repairs, Language language) {
    std::string text = "\xEF\xBB\xBFsource,rule,feature,action,before_m2,after_m2,difference_m2\r\n";
    for (const model::Repair& repair : repairs)
        text += fmt::format("{},{},{},{},{:.2f},{:.2f},{:.2f}\r\n", csv_cell(repair.source), repair.rule,
                            csv_cell(repair.feature), csv_cell(repair.action.in(language)), repair.before.m2(),
                            repair.after.m2(), (repair.after - repair.before).m2());
    const RepairSum sum = sum_of(repairs);
    return text + fmt::format("{},,,,{:.2f},{:.2f},{:.2f}\r\n", csv_cell(Text("合计", "total").in(language)),
                              sum.before.m2(), sum.after.m2(), sum.difference.m2());
}

}  // namespace zonewright::answer
