// Random columns of areas: they close, nothing moves by a unit, nothing comes from nothing.
#include <gtest/gtest.h>

#include <cmath>
#include <numeric>

#include "base/random.h"
#include "model/printed_area.h"

namespace zonewright::model {
namespace {

/// Zeros, whole units, halves and anything else, from a few cm² to many km².
std::vector<Area> random_rows(Random& random) {
    std::vector<Area> rows;
    for (std::uint64_t n = random.below(30); n > 0; --n) {
        const std::uint64_t kind = random.below(5);
        const auto whole = static_cast<std::int64_t>(random.below(kind == 1 ? 20 : 100000000));
        rows.push_back(kind == 0   ? Area{}
                       : kind == 1 ? Area{whole}
                       : kind == 2 ? Area{whole * 10000}
                       : kind == 3 ? Area{whole * 5000}
                                   : Area{whole * 100003 + 7});
    }
    return rows;
}

std::int64_t units(double printed, double per_whole) {
    return std::llround(printed * per_whole);
}

void expect_close(const PrintedArea& row) {
    EXPECT_LT(std::abs(row.hectares - row.exact.hectares()), 1e-4 * (1 + 1e-6));
    EXPECT_LT(std::abs(row.mu - row.exact.mu()), 1e-2 * (1 + 1e-6));
    EXPECT_TRUE(row.exact != Area{} || (row.hectares == 0 && row.mu == 0));
}

TEST(PrintedAreas, AddUpToTheirTotalWithinOneUnitAndKeepZeros) {
    for (std::uint64_t seed = 1; seed <= 2000; ++seed) {
        SCOPED_TRACE(testing::Message() << "seed " << seed);
        Random random(seed);
        const std::vector<Area> rows = random_rows(random);
        const PrintedRows closed = close_rows(rows);
        std::int64_t hectares = 0, mu = 0;
        for (const PrintedArea& row : closed.rows) {
            expect_close(row);
            hectares += units(row.hectares, 1e4);
            mu += units(row.mu, 1e2);
        }
        ASSERT_EQ(hectares, units(closed.total.hectares, 1e4));
        ASSERT_EQ(mu, units(closed.total.mu, 1e2));
        const Area sum = std::accumulate(rows.begin(), rows.end(), Area{});
        ASSERT_EQ(closed.total.hectares, printed(sum).hectares);
    }
}

TEST(PrintedAreas, DifferFromTheFigureAloneOnlyWhereTheyMust) {
    for (std::uint64_t seed = 1; seed <= 2000; ++seed) {
        Random random(seed);
        const std::vector<Area> rows = random_rows(random);
        const PrintedRows closed = close_rows(rows);
        std::int64_t alone = 0, changed = 0;
        for (const PrintedArea& row : closed.rows) {
            alone += units(printed(row.exact).hectares, 1e4);
            changed += row.hectares != printed(row.exact).hectares;
        }
        ASSERT_EQ(changed, std::abs(alone - units(closed.total.hectares, 1e4))) << "seed " << seed;
    }
}

TEST(PrintedAreas, OfAWaterfallCloseBetweenGrossAndNetAsPrintedElsewhere) {
    for (std::uint64_t seed = 1; seed <= 2000; ++seed) {
        SCOPED_TRACE(testing::Message() << "seed " << seed);
        Random random(seed);
        const std::vector<Area> taken = random_rows(random);
        const Area net{static_cast<std::int64_t>(random.below(1000000000))};
        const PrintedWaterfall closed = close_waterfall(std::accumulate(taken.begin(), taken.end(), net), taken);
        std::int64_t left = units(closed.gross.hectares, 1e4), left_mu = units(closed.gross.mu, 1e2);
        for (const PrintedArea& row : closed.deductions) {
            expect_close(row);
            left -= units(row.hectares, 1e4);
            left_mu -= units(row.mu, 1e2);
        }
        ASSERT_EQ(closed.net.exact, net);
        ASSERT_EQ(closed.net.hectares, printed(net).hectares);
        ASSERT_EQ(left, units(closed.net.hectares, 1e4));
        ASSERT_EQ(left_mu, units(closed.net.mu, 1e2));
    }
}

/// Owners × groups, a third of the cells empty.
std::vector<std::vector<Area>> random_cells(Random& random) {
    std::vector<std::vector<Area>> cells(1 + random.below(4));
    const std::uint64_t columns = 1 + random.below(5);
    for (auto& row : cells)
        for (std::uint64_t j = 0; j < columns; ++j)
            row.push_back(random.below(3) == 0 ? Area{} : Area{static_cast<std::int64_t>(random.below(900000000))});
    return cells;
}

TEST(PrintedAreas, OfACrossTableAddUpToTheTotalsThatStandElsewhere) {
    for (std::uint64_t seed = 1; seed <= 3000; ++seed) {
        SCOPED_TRACE(testing::Message() << "seed " << seed);
        Random random(seed);
        const std::vector<std::vector<Area>> cells = random_cells(random);
        std::vector<Area> rows, columns(cells[0].size());
        for (const auto& row : cells) {
            rows.push_back(std::accumulate(row.begin(), row.end(), Area{}));
            for (std::size_t j = 0; j < row.size(); ++j) columns[j] += row[j];
        }
        std::vector<double> row_totals, column_totals;
        for (const PrintedArea& row : close_rows(rows).rows) row_totals.push_back(row.hectares);
        for (const PrintedArea& column : close_rows(columns).rows) column_totals.push_back(column.hectares);
        const auto closed = close_cross(cells, row_totals, column_totals);
        std::vector<std::int64_t> left(columns.size());
        for (std::size_t j = 0; j < left.size(); ++j) left[j] = units(column_totals[j], 1e4);
        for (std::size_t i = 0; i < cells.size(); ++i) {
            std::int64_t row_left = units(row_totals[i], 1e4);
            for (std::size_t j = 0; j < columns.size(); ++j) {
                row_left -= units(closed[i][j], 1e4);
                left[j] -= units(closed[i][j], 1e4);
                EXPECT_LT(std::abs(closed[i][j] - cells[i][j].hectares()), 2.51e-4);
            }
            ASSERT_EQ(row_left, 0);
        }
        for (const std::int64_t column : left) ASSERT_EQ(column, 0);
    }
}

TEST(PrintedAreas, OfACrossTableAreRoundedHalfUpWhereThatAddsUp) {
    const std::vector<std::vector<Area>> cells{{Area::from_m2(10.4), Area::from_m2(20)}, {Area{}, Area::from_m2(5)}};
    const std::vector<double> rows{0.0030, 0.0005}, columns{0.0010, 0.0025};
    const auto closed = close_cross(cells, rows, columns);
    EXPECT_DOUBLE_EQ(closed[0][0], 0.0010);
    EXPECT_DOUBLE_EQ(closed[0][1], 0.0020);
    EXPECT_DOUBLE_EQ(closed[1][0], 0);
    EXPECT_DOUBLE_EQ(closed[1][1], 0.0005);
}

}  // namespace
}  // namespace zonewright::model
