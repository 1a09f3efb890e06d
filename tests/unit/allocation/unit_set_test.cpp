// One cluster's best set of whole units within a band: small tables, checkable by eye.
#include "allocation/solver/unit_set.h"

#include <gtest/gtest.h>

#include <cmath>

#include "base/random.h"

namespace zonewright::allocation {
namespace {

constexpr std::int64_t penalty = 100;
constexpr std::size_t enough = 100000;

TEST(BestSet, TakesTheBestWorthThatFits) {
    // area 6 + 4 fill the band of 10 exactly; the single best unit alone is worth less
    const UnitSet set = best_set({{0, 6, 60}, {1, 4, 30}, {2, 7, 80}}, {0, 10}, penalty, enough);
    EXPECT_EQ(set.chosen, (std::vector<std::uint32_t>{0, 1}));
    EXPECT_EQ(set.value, 90);
    EXPECT_EQ(set.bound, 90);
}

TEST(BestSet, TakesUnitsOfNegativeWorthToReachTheLowerSide) {
    const UnitSet set = best_set({{0, 5, 10}, {1, 5, -200}, {2, 5, -600}}, {10, 20}, penalty, enough);
    EXPECT_EQ(set.chosen, (std::vector<std::uint32_t>{0, 1}))
        << "-200 is less than what 5 lacking would cost";
    EXPECT_EQ(set.value, 10 - 200);
}

TEST(BestSet, LeavesTheLowerSideLackingWhereUnitsCostMore) {
    const UnitSet set = best_set({{0, 5, -501}}, {5, 5}, penalty, enough);
    EXPECT_TRUE(set.chosen.empty());
    EXPECT_EQ(set.value, -5 * penalty);
}

TEST(BestSet, StaysEmptyWhenNothingIsOffered) {
    const UnitSet set = best_set({}, {3, 9}, penalty, enough);
    EXPECT_EQ(set.value, -3 * penalty);
    EXPECT_EQ(set.bound, -3 * penalty);
}

/// All subsets.
std::int64_t by_enumeration(const std::vector<SetItem>& items, const Band& band) {
    std::int64_t best = std::numeric_limits<std::int64_t>::min();
    for (std::uint32_t subset = 0; subset < 1u << items.size(); ++subset) {
        std::int64_t area = 0, worth = 0;
        for (std::size_t item = 0; item < items.size(); ++item)
            if (subset >> item & 1) area += items[item].area, worth += items[item].worth;
        if (area <= band.upper)
            best = std::max(best, worth - penalty * std::max<std::int64_t>(0, band.lower - area));
    }
    return best;
}

TEST(BestSet, AgreesWithAllSubsetsAndBoundsThemWhenCutShort) {
    for (std::uint64_t seed = 1; seed <= 200; ++seed) {
        Random random(seed, "unit set");
        std::vector<SetItem> items;
        for (std::uint32_t unit = 0; unit < 10; ++unit)
            items.push_back({unit, 1 + static_cast<std::int64_t>(random.below(30)),
                             static_cast<std::int64_t>(random.below(4000)) - 1500});
        const std::int64_t lower = static_cast<std::int64_t>(random.below(100));
        const Band band{lower, lower + static_cast<std::int64_t>(random.below(20))};
        const std::int64_t best = by_enumeration(items, band);
        const UnitSet whole = best_set(items, band, penalty, enough), cut = best_set(items, band, penalty, 3);
        EXPECT_EQ(whole.value, best) << "seed " << seed;
        EXPECT_EQ(whole.bound, best) << "seed " << seed;
        EXPECT_LE(cut.value, best) << "seed " << seed;
        EXPECT_GE(cut.bound, best) << "seed " << seed;
        const UnitSet near = best_set(items, band, penalty, enough, 400);
        EXPECT_GE(near.bound, best) << "seed " << seed;
        EXPECT_LE(near.bound - near.value, 400) << "seed " << seed;
    }
}

// A stranger recomputes the bound with the units in another order: a search cut short must end at the same
// one. Once ties were broken by number, and the certificate of a city did not hold.
TEST(BestSet, BoundsTheSameHoweverTheUnitsAreNumbered) {
    for (std::uint64_t seed = 1; seed <= 100; ++seed) {
        Random random(seed, "numbering");
        std::vector<SetItem> items, reversed;
        const std::uint32_t count = 40;
        for (std::uint32_t unit = 0; unit < count; ++unit)
            items.push_back({unit, 1 + static_cast<std::int64_t>(random.below(30)), 0});  // all tie
        for (const SetItem& item : items) reversed.push_back({count - item.unit, item.area, item.worth});
        const Band band{200, 203};
        for (const std::size_t budget : {5, 50, 500}) {
            const UnitSet one = best_set(items, band, penalty, budget),
                          other = best_set(reversed, band, penalty, budget);
            EXPECT_EQ(one.bound, other.bound) << "seed " << seed;
            EXPECT_EQ(one.value, other.value) << "seed " << seed;
        }
    }
}

// Seven units make 1,190, too little; the best eight that fit need every small one. A fractional fill takes
// the seven best and a part of the next.
TEST(BestSet, FindsTheSumThatReachesTheBandEvenWhenCutShort) {
    std::vector<SetItem> items;
    for (std::uint32_t unit = 0; unit < 30; ++unit) items.push_back({unit, 170, 1000 + unit});
    for (std::uint32_t unit = 30; unit < 38; ++unit) items.push_back({unit, 155, 600});
    const UnitSet set = best_set(items, {1200, 1260}, 10 * penalty, 200);
    std::int64_t area = 0;
    for (const std::uint32_t unit : set.chosen) area += items[unit].area;
    EXPECT_GE(area, 1200);
    EXPECT_LE(area, 1260);
    // one of 170 and seven of 155 are 1,255; two and six are 1,270
    EXPECT_EQ(set.value, 1029 + 7 * 600);
}

TEST(BestSet, BoundsByRoundedSizesHoldAndComeClose) {
    for (std::uint64_t seed = 1; seed <= 40; ++seed) {
        Random random(seed, "sizes");
        std::vector<SetItem> items;
        for (std::uint32_t unit = 0; unit < 14; ++unit)
            items.push_back({unit, 15'000'000 + static_cast<std::int64_t>(random.below(5'000'000)),
                             static_cast<std::int64_t>(random.below(4'000'000'000)) - 500'000'000});
        const Band band{95'000'000, 100'000'000};
        const std::int64_t best = by_enumeration(items, band);
        const UnitSet cut = best_set(items, band, penalty, 10);
        EXPECT_GE(cut.bound, best) << "seed " << seed;
        EXPECT_LE(cut.value, best) << "seed " << seed;
        EXPECT_LE(static_cast<double>(cut.bound - best), 0.05 * std::abs(static_cast<double>(best)))
            << "seed " << seed;
    }
}

}  // namespace
}  // namespace zonewright::allocation
