#include "command/findings_report.h"

#include <map>
#include <nlohmann/json.hpp>

#include "base/units.h"

namespace zonewright::command {
namespace {

Text title_of(model::Severity severity) {
    switch (severity) {
        case model::Severity::Error:
            return {"错误", "error"};
        case model::Severity::Warning:
            return {"警告", "warning"};
        case model::Severity::Notice:
            return {"提示", "notice"};
    }
    return {};
}

std::string cell(const std::string& text) {
    std::string quoted = "\"";
    for (const char c : text) quoted += c == '"' ? std::string("\"\"") : std::string(1, c);
    return quoted + "\"";
}

}  // namespace

FindingCounts count_of(std::span<const model::Finding> findings) {
    FindingCounts counts;
    for (const model::Finding& finding : findings) {
        counts.errors += finding.severity == model::Severity::Error;
        counts.warnings += finding.severity == model::Severity::Warning;
        counts.notices += finding.severity == model::Severity::Notice;
    }
    return counts;
}

void tell_findings(Session& session, std::span<const model::Finding> findings, std::size_t shown) {
    auto& list = session.result()["findings"];
    list = nlohmann::ordered_json::array();
    std::map<std::pair<std::string, std::string>, std::size_t> told;
    for (const model::Severity severity :
         {model::Severity::Error, model::Severity::Warning, model::Severity::Notice})
        for (const model::Finding& finding : findings) {
            if (finding.severity != severity) continue;
            list.push_back({{"source", finding.source},
                            {"rule", finding.rule},
                            {"severity", model::to_string(severity)},
                            {"feature", finding.feature},
                            {"message", finding.message.said()},
                            {"fix", finding.fix.said()},
                            {"area_m2", finding.area_m2}});
            const std::size_t number = ++told[{finding.source, finding.rule}];
            if (number <= shown)
                session.print(fmt::format("{} [{}] {}{}{}\n    → {}", title_of(severity).said(), finding.rule,
                                          finding.source,
                                          finding.feature.empty() ? "" : " · " + finding.feature,
                                          say("：", ": ") + finding.message.said(), finding.fix.said()));
        }
    for (const auto& [key, number] : told)
        if (number > shown)
            session.print(say("… {} [{}] 另有 {} 条，见 JSON 或 finding 图层",
                              "… {} [{}]: {} more, see the JSON or the finding layer", key.first, key.second,
                              number - shown));
    const FindingCounts counts = count_of(findings);
    session.result()["errors"] = counts.errors;
    session.result()["warnings_found"] = counts.warnings;
    session.result()["notices"] = counts.notices;
    session.print(say("共 {} 个错误，{} 个警告，{} 个提示", "{} errors, {} warnings, {} notices",
                      counts.errors, counts.warnings, counts.notices));
}

void tell_repairs(Session& session, std::span<const model::Repair> repairs, std::size_t shown) {
    auto& list = session.result()["repairs"];
    list = nlohmann::ordered_json::array();
    Area before, after;
    for (const model::Repair& repair : repairs) {
        before += repair.before;
        after += repair.after;
        if (list.size() < shown)
            session.print(say("修复 [{}] {} · {}：{}，{:.2f} → {:.2f} m²",
                              "repair [{}] {} · {}: {}, {:.2f} → {:.2f} m²", repair.rule, repair.source,
                              repair.feature, repair.action.said(), repair.before.m2(), repair.after.m2()));
        list.push_back({{"source", repair.source},
                        {"rule", repair.rule},
                        {"feature", repair.feature},
                        {"action", repair.action.said()},
                        {"before_m2", repair.before.m2()},
                        {"after_m2", repair.after.m2()}});
    }
    if (!repairs.empty())
        session.print(say("修复台账 {} 行：{:.2f} → {:.2f} m²，差 {:+.2f} m²",
                          "ledger of {} repairs: {:.2f} → {:.2f} m², difference {:+.2f} m²", repairs.size(),
                          before.m2(), after.m2(), (after - before).m2()));
}

std::string ledger_csv(std::span<const model::Repair> repairs) {
    std::string text = "\xEF\xBB\xBFsource,rule,feature,action,before_m2,after_m2,difference_m2\r\n";
    Area before, after;
    for (const model::Repair& repair : repairs) {
        before += repair.before;
        after += repair.after;
        text += fmt::format("{},{},{},{},{:.2f},{:.2f},{:.2f}\r\n", cell(repair.source), repair.rule,
                            cell(repair.feature), cell(repair.action.said()), repair.before.m2(),
                            repair.after.m2(), (repair.after - repair.before).m2());
    }
    return text + fmt::format("{},,,,{:.2f},{:.2f},{:.2f}\r\n", cell(say("合计", "total")), before.m2(),
                              after.m2(), (after - before).m2());
}

}  // namespace zonewright::command
