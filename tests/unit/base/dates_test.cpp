#include "base/dates.h"

#include <gtest/gtest.h>

namespace zonewright {
namespace {

TEST(Dates, AreAsExactAsTheyAreKnown) {
    EXPECT_EQ(date_from("2024"), (Date{2024, 0, 0}));
    EXPECT_EQ(date_from("2024-12"), (Date{2024, 12, 0}));
    EXPECT_EQ(date_from("2024-12-31"), (Date{2024, 12, 31}));
}

TEST(Dates, AreDaysThatTheCalendarHas) {
    EXPECT_TRUE(date_from("2024-02-29")) << "a leap year";
    for (const char* none : {"2023-02-29", "2024-02-30", "2024-13-45", "2024-13", "2024-00", "2024-01-00"})
        EXPECT_FALSE(date_from(none)) << none;
}

TEST(Dates, AreNoOtherTexts) {
    for (const char* none : {"", "去年", "yesterday", "24", "2024-1-1", "2024/12/31", "20241231", "2024-12-31 ",
                             "-024", "+024", "2024年12", "2024-12-31T00:00:00Z"})
        EXPECT_FALSE(date_from(none)) << none;
}

}  // namespace
}  // namespace zonewright
