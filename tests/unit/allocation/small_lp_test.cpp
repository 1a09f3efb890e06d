// Mixing a few columns within a few bands: figures to check by hand.
#include "allocation/solver/small_lp.h"

#include <gtest/gtest.h>

#include <algorithm>

#include "base/random.h"

namespace zonewright::allocation {
namespace {

MixRow at_most(long double upper, std::vector<long double> use) {
    return {.has_lower = false,
            .has_upper = true,
            .lower = 0,
            .upper = upper,
            .over_cost = 1e6L,
            .under_cost = 0,
            .use = std::move(use)};
}

TEST(BestMix, OneColumnStandsAlone) {
    const Mix mix = best_mix({7}, {at_most(10, {4})});
    EXPECT_DOUBLE_EQ(double(mix.weights[0]), 1);
    EXPECT_DOUBLE_EQ(double(mix.value), 7);
    EXPECT_DOUBLE_EQ(double(mix.prices[0]), 0);
}

/// 100 for 30 or 40 for 10 under 15: a quarter of the first and three of the second, 3 more for each unit of
/// room.
TEST(BestMix, TwoColumnsMeetTheLimitBetweenThem) {
    const Mix mix = best_mix({100, 40}, {at_most(15, {30, 10})});
    EXPECT_DOUBLE_EQ(double(mix.weights[0]), 0.25);
    EXPECT_DOUBLE_EQ(double(mix.value), 55);
    EXPECT_DOUBLE_EQ(double(mix.prices[0]), 3);
}

/// Below 20 each unit costs 2, and the dearer column reaches it at 3 a unit: it does not pay.
TEST(BestMix, AMinimumIsLeftUnmetWhereMeetingItCostsMore) {
    const std::vector<long double> gains{50, 20};
    MixRow row{.has_lower = true,
               .has_upper = false,
               .lower = 20,
               .upper = 0,
               .over_cost = 0,
               .under_cost = 2,
               .use = {10, 20}};
    EXPECT_DOUBLE_EQ(double(best_mix(gains, {row}).value), 50 - 2 * 10);
    row.under_cost = 4;
    const Mix met = best_mix(gains, {row});
    EXPECT_DOUBLE_EQ(double(met.value), 20);
    EXPECT_GE(double(met.prices[0]),
              -4);  // any price from what a unit costs to what missing it costs proves it
    EXPECT_LE(double(met.prices[0]), -3);
}

/// The prices prove the value: no column is worth more at them than the mixture.
TEST(BestMix, PricesBoundEveryColumn) {
    for (std::uint64_t seed = 1; seed <= 300; ++seed) {
        Random random(seed, "mix");
        const std::size_t columns = 1 + random.below(12), rows = 1 + random.below(5);
        std::vector<long double> gains(columns);
        for (auto& gain : gains) gain = static_cast<long double>(random.below(1'000'000'000));
        std::vector<MixRow> limits;
        for (std::size_t r = 0; r < rows; ++r) {
            MixRow row = at_most(static_cast<long double>(random.below(1000)), {});
            row.over_cost = 1e12L;
            for (std::size_t k = 0; k < columns; ++k)
                row.use.push_back(static_cast<long double>(random.below(1500)));
            limits.push_back(std::move(row));
        }
        const Mix mix = best_mix(gains, limits);
        long double bound = -1e30L, all = 0;
        for (std::size_t k = 0; k < columns; ++k) {
            long double worth = gains[k];
            for (std::size_t r = 0; r < rows; ++r)
                worth -= mix.prices[r] * (limits[r].use[k] - limits[r].upper);
            bound = std::max(bound, worth);
            all += mix.weights[k];
        }
        EXPECT_NEAR(double(all), 1, 1e-12) << "seed " << seed;
        EXPECT_NEAR(double((bound - mix.value) / (1 + std::abs(mix.value))), 0, 1e-9) << "seed " << seed;
    }
}

}  // namespace
}  // namespace zonewright::allocation
