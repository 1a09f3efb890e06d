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

}  // namespace
}  // namespace zonewright::model
