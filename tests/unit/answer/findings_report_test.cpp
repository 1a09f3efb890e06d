#include "answer/findings_report.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

namespace zonewright::answer {
namespace {

using model::Severity;
using testing::ElementsAre;
using testing::EndsWith;
using testing::StartsWith;

model::Finding finding(const std::string& rule, Severity severity, const std::string& feature) {
    return {.source = "parcel · 地块.shp", .rule = rule, .severity = severity, .feature = feature};
}

const std::vector<model::Finding> some_findings{
    finding("multipart", Severity::Notice, "A1"), finding("spike", Severity::Warning, "A2"),
    finding("spike", Severity::Warning, "A3"),    finding("spike", Severity::Warning, "A4"),
    finding("curve", Severity::Error, "A5")};

model::Repair repair(double before_m2, double after_m2) {
    return {"parcel · 地块.shp",         "spike",                     "名称,\"引号\"", {"去掉尖刺", "spikes removed"},
            Area::from_m2(before_m2), Area::from_m2(after_m2)};
}

TEST(FindingsReport, PutsErrorsFirstAndCountsBySeverity) {
    const FindingsReport report = findings_report(some_findings, {}, 10);
    std::vector<std::string> features;
    for (const FindingRow& row : report.findings) features.push_back(row.feature);
    EXPECT_THAT(features, ElementsAre("A5", "A2", "A3", "A4", "A1"));
    EXPECT_EQ(report.errors, 1u);
    EXPECT_EQ(report.warnings_found, 3u);
    EXPECT_EQ(report.notices, 1u);
}

TEST(FindingsReport, ShowsTheFirstOfEachRuleAndCountsTheOthers) {
    const FindingsReport report = findings_report(some_findings, {}, 2);
    std::vector<std::string> shown;
    for (const FindingRow& row : report.findings)
        if (row.shown) shown.push_back(row.feature);
    EXPECT_THAT(shown, ElementsAre("A5", "A2", "A3", "A1"));
    ASSERT_EQ(report.rules.size(), 3u);
    const RuleRow& spikes = report.rules.back();
    EXPECT_EQ(spikes.rule, "spike");
    EXPECT_EQ(spikes.count, 3u);
    EXPECT_EQ(spikes.not_shown, 1u);
    EXPECT_EQ(spikes.severity, Severity::Warning);
}

TEST(FindingsReport, SumsRepairsExactly) {
    const std::vector<model::Repair> repairs{repair(100.04, 100.00), repair(50.00, 50.01)};
    const FindingsReport report = findings_report({}, repairs, 1);
    EXPECT_TRUE(report.repairs[0].shown);
    EXPECT_FALSE(report.repairs[1].shown);
    EXPECT_EQ(report.repairs_sum.difference, Area::from_m2(-0.03));
}

TEST(RepairLedger, ClosesWithTheSumInTheLanguageAskedFor) {
    const std::vector<model::Repair> repairs{repair(100.04, 100.00), repair(50.00, 50.01)};
    const std::string chinese = ledger_csv(repairs, Language::Zh), english = ledger_csv(repairs, Language::En);
    EXPECT_THAT(chinese, StartsWith("\xEF\xBB\xBFsource,rule,feature,"));
    EXPECT_THAT(chinese, EndsWith("\"合计\",,,,150.04,150.01,-0.03\r\n"));
    EXPECT_THAT(english, EndsWith("\"total\",,,,150.04,150.01,-0.03\r\n"));
    EXPECT_THAT(english, testing::HasSubstr("\"名称,\"\"引号\"\"\",\"spikes removed\",100.04,100.00,-0.04\r\n"));
}

}  // namespace
}  // namespace zonewright::answer
