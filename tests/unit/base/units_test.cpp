#include "base/units.h"

#include <gtest/gtest.h>

#include <cmath>
#include <limits>
#include <numeric>

#include "base/errors.h"
#include "base/random.h"

namespace zonewright {
namespace {

TEST(RoundHalfUp, RoundsDecimalHalvesAwayFromZero) {
    EXPECT_DOUBLE_EQ(round_half_up(0.285, 2), 0.29);
    EXPECT_DOUBLE_EQ(round_half_up(1.005, 2), 1.01);
    EXPECT_DOUBLE_EQ(round_half_up(2.5, 0), 3);
    EXPECT_DOUBLE_EQ(round_half_up(-2.5, 0), -3);
    EXPECT_DOUBLE_EQ(round_half_up(14999.2049, 2), 14999.20);
}

TEST(Area, IsNotTakenOfWhatTheEarthCannotHold) {
    for (const double m2 : {1e15, -1e15, 1e300, std::nan(""), std::numeric_limits<double>::infinity()})
        EXPECT_THROW(Area::from_m2(m2), InputError) << m2;
    EXPECT_NEAR(Area::from_m2(5.1e14).m2(), 5.1e14, 1);
}

TEST(Area, ConvertsFromUnroundedSquareMetres) {
    EXPECT_EQ(Area::from_m2(1000.0 / 1.5).cm2, 6666700);
    EXPECT_DOUBLE_EQ(Area::from_m2(333333.33).mu(), 333333.33 * 3 / 2000);
    EXPECT_DOUBLE_EQ(Area::from_m2(50000).hectares(), 5);
    EXPECT_EQ(Area::from_m2(0.005).cm2, 100);
}

TEST(RoundClosed, SumsToTheRoundedTotal) {
    //                    1/3 公顷 thrice is 1 公顷, but 0.3333 thrice is 0.9999
    const std::vector<double> thirds{1.0 / 3, 1.0 / 3, 1.0 / 3};
    EXPECT_EQ(round_closed(thirds, 4), (std::vector<std::int64_t>{3334, 3333, 3333}));
    EXPECT_EQ(round_closed(std::vector<double>{}, 2), std::vector<std::int64_t>{});
    EXPECT_EQ(round_closed(std::vector<double>{-0.5, 1.5}, 0), (std::vector<std::int64_t>{0, 1}));
}

TEST(RoundClosed, ClosesForAnyPartsAndMovesNoneByMoreThanOneUnit) {
    for (std::uint64_t seed = 1; seed <= 500; ++seed) {
        Random random(seed);
        std::vector<double> parts(1 + random.below(40));
        for (double& part : parts) part = random.between(0, 1e5);
        const auto rounded = round_closed(parts, 2);
        const double total = std::accumulate(parts.begin(), parts.end(), 0.0);
        EXPECT_EQ(std::accumulate(rounded.begin(), rounded.end(), std::int64_t{0}),
                  std::llround(round_half_up(total, 2) * 100))
            << "seed " << seed;
        for (std::size_t i = 0; i < parts.size(); ++i)
            EXPECT_LT(std::fabs(static_cast<double>(rounded[i]) - parts[i] * 100), 1.0001) << "seed " << seed;
    }
}

TEST(WithThousands, GroupsDigits) {
    EXPECT_EQ(with_thousands(2460100000, 0), "2,460,100,000");
    EXPECT_EQ(with_thousands(999.995, 2), "1,000.00");
    EXPECT_EQ(with_thousands(-1234.5, 1), "-1,234.5");
    EXPECT_EQ(with_thousands(0, 2), "0.00");
}

}  // namespace
}  // namespace zonewright
