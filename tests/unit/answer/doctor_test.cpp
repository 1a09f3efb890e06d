#include "answer/doctor.h"

#include <gtest/gtest.h>

#include "answer/ask.h"
#include "unit/answer/small_study.h"

namespace zonewright::answer {
namespace {

TEST(DoctorAnswer, ALineThatFailsIsNoError) {
    const DoctorAnswer answer = ask(DoctorQuestion{.study = "/nonexistent"}, Progress{});
    EXPECT_FALSE(answer.complete);
    EXPECT_EQ(answer.checks.back().id, "study");
    EXPECT_EQ(answer.checks.back().state, Fitness::Fault);
    EXPECT_EQ(answer.checks.front().state, Fitness::Good);
}

}  // namespace
}  // namespace zonewright::answer
