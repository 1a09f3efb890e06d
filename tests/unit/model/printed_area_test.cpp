#include "model/printed_area.h"

#include <gtest/gtest.h>

namespace zonewright::model {
namespace {

std::vector<double> hectares_of(const std::vector<PrintedArea>& rows) {
    std::vector<double> hectares;
    for (const PrintedArea& row : rows) hectares.push_back(row.hectares);
    return hectares;
}

TEST(PrintedArea, AloneIsRoundedHalfUp) {
    EXPECT_EQ(printed(Area::from_m2(10000.49)).hectares, 1.0000);
    EXPECT_EQ(printed(Area::from_m2(10000.50)).hectares, 1.0001);
    EXPECT_EQ(printed(Area::from_m2(-0.50)).hectares, -0.0001);
    EXPECT_EQ(printed(Area::from_m2(2000.0 / 3)).mu, 1.00);
    EXPECT_EQ(printed(Area::from_m2(10000)).mu, 15.00);
}

//   0.4 m² + 0.4 m² + 0.4 m² = 1.2 m², printed 0.0001 公顷: the first of three equals takes the unit
TEST(PrintedArea, RowsAddUpToThePrintedTotal) {
    const std::vector<Area> rows(3, Area::from_m2(0.4));
    const PrintedRows closed = close_rows(rows);
    EXPECT_EQ(hectares_of(closed.rows), (std::vector{0.0001, 0.0, 0.0}));
    EXPECT_EQ(closed.total.hectares, 0.0001);
    EXPECT_EQ(closed.total.exact, Area::from_m2(1.2));
}

TEST(PrintedArea, RowsThatAddUpByThemselvesAreLeftAlone) {
    const std::vector<Area> rows{Area::from_m2(1.6), Area::from_m2(2.2), Area::from_m2(7)};
    EXPECT_EQ(hectares_of(close_rows(rows).rows), (std::vector{0.0002, 0.0002, 0.0007}));
}

//   gross 10001.0, taken 0.5 and 0.0: net 10000.5 is printed 1.0001 here and wherever it stands alone
TEST(PrintedArea, GrossAndNetOfAWaterfallAreThoseOfTheOtherTables) {
    const std::vector<Area> taken{Area::from_m2(0.5), Area{}};
    const PrintedWaterfall closed = close_waterfall(Area::from_m2(10001), taken);
    EXPECT_EQ(closed.gross.hectares, 1.0001);
    EXPECT_EQ(closed.net.hectares, printed(Area::from_m2(10000.5)).hectares);
    EXPECT_EQ(closed.net.hectares, 1.0001);
    EXPECT_EQ(hectares_of(closed.deductions), (std::vector{0.0, 0.0}));
}

TEST(PrintedArea, OfNoRowsIsZero) {
    EXPECT_TRUE(close_rows({}).rows.empty());
    EXPECT_EQ(close_rows({}).total.hectares, 0);
}

}  // namespace
}  // namespace zonewright::model
