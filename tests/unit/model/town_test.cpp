#include "model/town.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "base/errors.h"

namespace zonewright::model {
namespace {

using testing::HasSubstr;

/// Five towns of the source; the plan knows the English names of three.
//
//   +--------+--------+--------+----------+----------+
//   | 塘厦镇 | 长安镇 | 长洲镇 | 东城街道 | 松山湖   |
//   +--------+--------+--------+----------+----------+
class Towns : public testing::Test {
protected:
    static Place place(const char* id, const char* code, const char* zh, const char* en) {
        Place made;
        made.id = id;
        made.code = code;
        made.name = {zh, en};
        return made;
    }
    void SetUp() override {
        plan_.places = {place("tangxia", "101", "塘厦镇", "Tangxia"),
                        place("changan", "102", "长安镇", "Chang'an"),
                        place("songshan_lake", "", "松山湖", "Songshan Lake")};
        plan_.places[2].aliases = {"松山湖高新区"};
    }
    std::string code_of(const std::string& word) const {
        return find_town(towns_, plan_, word, "--town").code;
    }
    std::string refusal_of(const std::string& word) const {
        try {
            code_of(word);
        } catch (const InputError& error) {
            return error.what();
        }
        return "found";
    }
    Plan plan_;
    std::vector<Town> towns_{{"101", "塘厦镇", {}},
                             {"102", "长安镇", {}},
                             {"103", "长洲镇", {}},
                             {"104", "东城街道", {}},
                             {"松山湖", "松山湖", {}}};
};

TEST_F(Towns, AreFoundByCodeAndName) {
    EXPECT_EQ(code_of("103"), "103");
    EXPECT_EQ(code_of("塘厦镇"), "101");
}

TEST_F(Towns, AreFoundWithoutTheWordForTown) {
    EXPECT_EQ(code_of("塘厦"), "101");
    EXPECT_EQ(code_of("东城"), "104");
    EXPECT_EQ(code_of("东城街道办事处"), "104");
    EXPECT_EQ(code_of("松山湖镇"), "松山湖");
}

TEST_F(Towns, AreFoundByThePlansNames) {
    EXPECT_EQ(code_of("Tangxia"), "101");
    EXPECT_EQ(code_of("chang'an"), "102");
    EXPECT_EQ(code_of("songshan_lake"), "松山湖");
    EXPECT_EQ(code_of("松山湖高新区"), "松山湖");
}

TEST_F(Towns, AreFoundByAnUnambiguousBeginning) {
    EXPECT_EQ(code_of("塘"), "101");
    EXPECT_EQ(code_of("song"), "松山湖");
}

TEST_F(Towns, ThatShareABeginningAreListed) {
    const std::string refusal = refusal_of("长");
    EXPECT_THAT(refusal, HasSubstr("--town"));
    EXPECT_THAT(refusal, HasSubstr("长安镇"));
    EXPECT_THAT(refusal, HasSubstr("长洲镇"));
}

TEST_F(Towns, ThatAreMistypedAreGuessed) {
    EXPECT_THAT(refusal_of("Tangxa"), HasSubstr("Tangxia"));
    EXPECT_THAT(refusal_of("塘夏镇"), HasSubstr("塘厦镇"));
}

TEST_F(Towns, AreNeverFoundByNothing) {
    EXPECT_THAT(refusal_of(""), HasSubstr("--town"));
    towns_.clear();
    EXPECT_THAT(refusal_of("塘厦"), HasSubstr("zonewright import"));
}

TEST_F(Towns, OfSeveralRowsAreOneTown) {
    towns_.push_back({"101", "塘厦镇", {}});
    EXPECT_EQ(code_of("塘厦"), "101");
}

TEST_F(Towns, HaveNamesInBothLanguages) {
    EXPECT_EQ(name_of(towns_[0], plan_), (Text{"塘厦镇", "Tangxia"}));
    EXPECT_EQ(name_of(towns_[3], plan_), (Text{"东城街道", "东城街道"}));
    EXPECT_EQ(town_name("102", plan_), (Text{"长安镇", "Chang'an"}));
    EXPECT_EQ(town_name("999", plan_), (Text{"999", "999"}));
}

TEST_F(Towns, InRecordsAreMeantByCodeByVillageOrByName) {
    const auto name = [&](const std::string& code, const std::string& town) -> std::string {
        const auto found = town_in_records(towns_, code, town);
        return found ? towns_[*found].name : "none";
    };
    EXPECT_EQ(name("101", ""), "塘厦镇");
    EXPECT_EQ(name("101203", ""), "塘厦镇") << "a village in it";
    EXPECT_EQ(name("", "塘厦"), "塘厦镇");
    EXPECT_EQ(name("塘厦镇", ""), "塘厦镇") << "a name in the field of codes";
    EXPECT_EQ(name("999", "长安"), "长安镇") << "a code of nobody's leaves the name";
    EXPECT_EQ(name("10", ""), "none") << "the beginning of several";
    EXPECT_EQ(name("999", ""), "none");
    EXPECT_EQ(name("", ""), "none");
}

TEST_F(Towns, HaveTheCodeOfThePlanWhereOnlyTheirNameIsKnown) {
    EXPECT_EQ(code_in_plan("塘厦镇", plan_), "101");
    EXPECT_EQ(code_in_plan("塘厦", plan_), "101");
    EXPECT_EQ(code_in_plan("Tangxia", plan_), "101");
    EXPECT_EQ(code_in_plan("松山湖", plan_), "") << "the plan has no code for it";
    EXPECT_EQ(code_in_plan("某镇", plan_), "");
    EXPECT_EQ(code_in_plan("", plan_), "");
}

}  // namespace
}  // namespace zonewright::model
