#include "model/printed_waterfall.h"

#include <gtest/gtest.h>

namespace zonewright::model {
namespace {

//   gross 20 m² (0.03 mu), taken 3.3 m² twice (0.00495 mu each), net 13.4 m² (0.0201 mu)
SupplyStatement three_rows_and_more() {
    SupplyStatement statement;
    statement.steps = {{"farmland", {"永久基本农田", "farmland"}, "", true, {}},
                       {"water", {"水域", "water"}, "", true, {}},
                       {"slope", {"坡度", "slope"}, "", false, {"没有地形数据", "no terrain"}}};
    for (const char* town : {"", "441900116"}) {
        const auto row = [&](const char* step, double m2, bool checked) {
            statement.rows.push_back({town, "", "", step, Area::from_m2(m2), checked});
        };
        row("gross", 20, true), row("farmland", 3.3, true), row("water", 3.3, true);
        row("slope", 0, false), row("net", 13.4, true);
    }
    return statement;
}

TEST(PrintedWaterfall, OfAllRowsIsThatOfEveryGroup) {
    const SupplyStatement statement = three_rows_and_more();
    const std::vector<PrintedArea> rows = printed_rows(statement.rows);
    ASSERT_EQ(rows.size(), statement.rows.size());
    std::size_t at = 0;
    for (const char* town : {"", "441900116"})
        for (const PrintedStep& step : printed_waterfall(statement, town)) {
            EXPECT_EQ(rows[at].mu, step.mu) << town << " " << step.id;
            EXPECT_EQ(rows[at].hectares, step.hectares) << town << " " << step.id;
            EXPECT_EQ(rows[at].exact, statement.rows[at].area);
            ++at;
        }
}

TEST(PrintedWaterfall, ClosesWhereRoundingEachAloneWouldNot) {
    const auto steps = printed_waterfall(three_rows_and_more(), "");
    ASSERT_EQ(steps.size(), 5u);
    EXPECT_EQ(steps[0].mu, 0.03);
    EXPECT_EQ(steps[1].mu, 0.01) << "alone it would be 0.00";
    EXPECT_EQ(steps[2].mu, 0.00);
    EXPECT_EQ(steps[4].mu, 0.02);
}

TEST(PrintedWaterfall, GivesTheReasonOfAStepThatWasNotChecked) {
    const auto steps = printed_waterfall(three_rows_and_more(), "");
    EXPECT_FALSE(steps[3].checked);
    EXPECT_EQ(steps[3].unchecked_reason.en, "no terrain");
    EXPECT_EQ(steps[3].title.zh, "坡度");
}

TEST(PrintedWaterfall, OfNoRowsIsEmpty) {
    EXPECT_TRUE(printed_rows({}).empty());
    EXPECT_TRUE(printed_waterfall(three_rows_and_more(), "no such town").empty());
}

}  // namespace
}  // namespace zonewright::model
