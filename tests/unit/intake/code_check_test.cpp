#include "intake/code_check.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "geom/statutory_area.h"

namespace zonewright::intake {
namespace {

std::vector<model::CodeScheme> schemes() {
    return {
        {.id = "landsea2023",
         .title = {"用地用海", "land and sea"},
         .names = {{"1001", "工业用地"}, {"1101", "物流仓储用地"}, {"0804", "教育用地"}, {"16", "留白用地"}},
         .survey3 = {{"1001", {"0601"}}, {"1101", {"0508"}}, {"0804", {"08H2", "08H2A"}}, {"16", {}}}},
        {.id = "survey3",
         .title = {"三调", "third survey"},
         .names = {{"0601", "工业用地"},
                   {"1001", "铁路用地"},
                   {"1101", "河流水面"},
                   {"0508", "物流仓储用地"},
                   {"08H2", "科教文卫用地"}}}};
}

class Codes : public testing::Test {
protected:
    Codes() {
        role_.fields.push_back({.name = "class_code", .code_scheme = "survey3"});
        table_.fields = {{.name = "class_code"}, {.name = "class_name"}};
    }
    void row(const std::string& code, const std::string& name = {}) {
        table_.features.push_back({static_cast<std::int64_t>(table_.features.size()), {}, {code, name}});
    }
    std::vector<std::string> rules() const {
        std::vector<std::string> names;
        for (const model::Finding& finding : findings_) names.push_back(finding.rule);
        return names;
    }
    void check(const std::string& stated = {}, const Repairs& repairs = {}) {
        check_codes(table_, role_, {.code_scheme = stated}, schemes(), repairs,
                    {"land_use · t", geom::StatutoryArea({}), findings_, repairs_});
    }
    std::string code(std::size_t i) const { return model::text_of(table_.features[i].values[0]); }

    model::Role role_{.id = "land_use"};
    model::FeatureTable table_{.name = "land_use"};
    std::vector<model::Finding> findings_;
    std::vector<model::Repair> repairs_;
};

TEST_F(Codes, CollidingNumbersAreToldByTheirNames) {
    row("1001", "工业用地");
    row("1101", "物流仓储用地");
    check();
    EXPECT_THAT(rules(), testing::ElementsAre("code_scheme"));
    EXPECT_EQ(findings_[0].feature, "landsea2023");
    EXPECT_EQ(code(0), "1001") << "reported, not changed";
}

TEST_F(Codes, TheRolesOwnSchemeIsSilent) {
    row("1001", "铁路用地");
    row("0601", "工业用地");
    check();
    EXPECT_TRUE(findings_.empty());
}

TEST_F(Codes, AStatedSchemeIsConvertedWhereTheMeaningIsOne) {
    for (const char* each : {"1001", "0804", "16", "1101"}) row(each);
    check("landsea2023");
    EXPECT_EQ(code(0), "0601");
    EXPECT_EQ(code(3), "0508");
    EXPECT_THAT(rules(), testing::ElementsAre("code_one_to_many", "code_unmapped"));
    EXPECT_THAT(findings_[0].message.zh, testing::HasSubstr("08H2 科教文卫用地, 08H2A"));
    EXPECT_EQ(code(1), "") << "refused, not guessed";
}

TEST_F(Codes, UnknownCodesAreListed) {
    row("0601", "工业用地");
    row("9999");
    check();
    EXPECT_THAT(rules(), testing::ElementsAre("code_unknown"));
    EXPECT_EQ(findings_[0].feature, "9999");
}

TEST_F(Codes, OfNumbersThatLostTheirLeadingZeroAreNamedWithTheCauseAndTheRepair) {
    row("601");
    row("601.0");
    row(" 0508");
    row("0601");
    check("survey3");
    ASSERT_THAT(rules(), testing::ElementsAre("code_unknown"));
    EXPECT_THAT(findings_[0].feature, testing::HasSubstr("601 → 0601"));
    EXPECT_THAT(findings_[0].feature, testing::HasSubstr("601.0 → 0601"));
    EXPECT_THAT(findings_[0].message.en, testing::HasSubstr("3 features"));
    EXPECT_THAT(findings_[0].message.en, testing::HasSubstr("lost the leading zero"));
    EXPECT_THAT(findings_[0].fix.en, testing::HasSubstr("--repair leading_zeros"));
    EXPECT_EQ(code(0), "601") << "reported, not changed";
}

TEST_F(Codes, GetTheirLeadingZeroBackOnRequest) {
    row("601");
    row("9999");
    check("survey3", {RepairName::LeadingZeros});
    EXPECT_EQ(code(0), "0601");
    EXPECT_EQ(code(1), "9999") << "nothing tells what it was";
    EXPECT_THAT(rules(), testing::ElementsAre("code_unknown", "code_unknown"));
    ASSERT_EQ(repairs_.size(), 1U);
    EXPECT_EQ(repairs_[0].rule, "code_unknown");
}

TEST_F(Codes, OfAnotherSchemeGetTheirLeadingZeroBackBeforeTheyAreConverted) {
    row("804");
    check("landsea2023", {RepairName::LeadingZeros});
    EXPECT_THAT(rules(), testing::Contains("code_one_to_many")) << "0804 is known, and has two meanings";
}

}  // namespace
}  // namespace zonewright::intake
