// A certificate is believed only when it says everything once, in whole numbers, and nothing that nobody
// knows.
#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "allocation/certificate.h"
#include "allocation/solve.h"

namespace zonewright::allocation {
namespace {

using testing::AllOf;
using testing::HasSubstr;

class CertificateText : public testing::Test {
protected:
    // Three units, one of them split between two clusters.
    void SetUp() override {
        AllocationProblem problem;
        problem.cluster_names = {"ai", "energy"};
        problem.unit_names = {"A", "B", "C"};
        problem.areas = {40, 30, 20};
        problem.values = {10, 9, 30, 5, 7, 9};
        problem.demand = {{50, 50}, {30, 30}};
        problem.places = {{"town", {0, 1}}};
        problem.quotas = {{0, std::nullopt, {10, 65}}};
        problem.divisible = true;
        text = certificate_of(problem, solve(problem, {}, Progress()));
    }
    /// The fault after `old` has been replaced by `fresh`, once.
    std::string fault_with(const std::string& old, const std::string& fresh) const {
        std::string altered = text;
        const std::size_t at = altered.find(old);
        EXPECT_NE(at, std::string::npos) << old << " in " << text;
        if (at == std::string::npos) return "";
        altered.replace(at, old.size(), fresh);
        return fault_of(altered);
    }
    static std::string fault_of(const std::string& altered) {
        const Verification found = verify(altered);
        return found.holds ? "accepted" : found.faults.front().zh;
    }
    std::string text;
};

TEST_F(CertificateText, HoldsAsWritten) {
    EXPECT_EQ(fault_of(text), "accepted");
}

TEST_F(CertificateText, CutAnywhereSaysWhereItEnds) {
    for (std::size_t size = 0; size + 1 < text.size(); size += 7)
        EXPECT_THAT(fault_of(text.substr(0, size)), HasSubstr(std::to_string(size))) << size;
}

TEST_F(CertificateText, DamagedSaysWhere) {
    EXPECT_THAT(fault_with("\"stop\":", "\"stop\"?"), HasSubstr("JSON"));
}

TEST_F(CertificateText, AFractionIsNoArea) {
    EXPECT_THAT(fault_with("[\"A\",40,", "[\"A\",40.5,"), AllOf(HasSubstr("units[0][1]"), HasSubstr("40.5")));
    EXPECT_THAT(fault_with("[\"A\",40,", "[\"A\",40.0,"), HasSubstr("units[0][1]"));
    EXPECT_THAT(fault_with("[\"A\",40,", "[\"A\",1e300,"), HasSubstr("units[0][1]"));
}

TEST_F(CertificateText, ANumberThatWrapsIsRefused) {
    EXPECT_THAT(fault_with("[\"A\",40,", "[\"A\",18446744073709551656,"), HasSubstr("units[0][1]"));
    EXPECT_THAT(fault_with("\"pieces\":[[0,", "\"pieces\":[[-4294967296,"), HasSubstr("pieces[0][0]"));
    EXPECT_THAT(fault_with("\"pieces\":[[0,", "\"pieces\":[[4294967296,"), HasSubstr("pieces[0][0]"));
}

TEST_F(CertificateText, UnknownKeysAreNamed) {
    EXPECT_THAT(fault_with("\"divisible\":", "\"remark\":1,\"divisible\":"), HasSubstr("problem.remark"));
    EXPECT_THAT(fault_with("\"stop\":", "\"bonus\":1,\"stop\":"), HasSubstr("answer.bonus"));
    EXPECT_THAT(fault_with("\"scale\":", "\"scales\":"), HasSubstr("scale"));
}

TEST_F(CertificateText, AKeyTwiceIsNamed) {
    EXPECT_THAT(fault_with("\"divisible\":true", "\"divisible\":true,\"divisible\":true"),
                HasSubstr("divisible"));
}

TEST_F(CertificateText, AnIdTwiceIsNamed) {
    EXPECT_THAT(fault_with("[\"B\",", "[\"A\","), HasSubstr("A"));
    EXPECT_THAT(fault_with("\"energy\"", "\"ai\""), HasSubstr("ai"));
}

TEST_F(CertificateText, AKeyThatIsMissingIsNamed) {
    EXPECT_THAT(fault_with("\"value\":", "\"values\":"), HasSubstr("answer.value"));
}

TEST_F(CertificateText, StopAndGapAreRecomputed) {
    EXPECT_THAT(fault_with("\"stop\":\"proved\"", "\"stop\":\"gap_reached\""), HasSubstr("gap_reached"));
    EXPECT_THAT(fault_with("\"stop\":\"proved\"", "\"stop\":\"because\""), HasSubstr("because"));
    EXPECT_THAT(fault_with("\"gap\":0.0", "\"gap\":0.5"), HasSubstr("0.5"));
    EXPECT_NE(fault_with("\"gap\":0.0", "\"gap\":null"), "accepted");
}

TEST_F(CertificateText, PricesOfNothingProveLess) {
    Certificate read = read_certificate(text);
    read.answer.prices.limit.assign(read.answer.prices.limit.size(), 0);
    EXPECT_FALSE(verify(read.problem, read.answer).holds);
}

}  // namespace
}  // namespace zonewright::allocation
