#include "suitability/packed_row.h"

#include <gtest/gtest.h>

#include <cmath>

#include "base/random.h"
#include "model/suitability.h"

namespace zonewright::suitability {
namespace {

constexpr std::uint32_t out = model::outside_city;

std::vector<float> packed_of(const PackedRow& row, const std::vector<float>& cells) {
    std::vector<float> room;
    const float* first = row.packed(cells.data(), room);
    return {first, first + row.count()};
}

TEST(PackedRow, HoldsOnlyAdmissibleCellsWhereTheyAreFew) {
    const std::vector<std::uint32_t> reasons{out, 0, 4, 4, 0, out};
    PackedRow row;
    row.pack(reasons.data(), reasons.size());
    EXPECT_FALSE(row.is_whole());
    EXPECT_EQ(packed_of(row, {10, 11, 12, 13, 14, 15}), (std::vector<float>{11, 14}));
    EXPECT_EQ(row.before(1), 0u);
    EXPECT_EQ(row.before(4), 1u);
    EXPECT_EQ(row.before(6), 2u);
}

TEST(PackedRow, IsTheRowItselfWhereMostCellsAreAdmissible) {
    const std::vector<std::uint32_t> reasons{0, 0, 4, 0};
    PackedRow row;
    row.pack(reasons.data(), reasons.size());
    EXPECT_TRUE(row.is_whole());
    EXPECT_EQ(row.count(), 4u);
}

TEST(PackedRow, GivesBackEveryCellToItsPlaceAndMarksTheOthers) {
    for (std::uint64_t seed = 1; seed <= 200; ++seed) {
        Random random(seed, "row");
        const std::size_t width = 1 + random.below(40), excluded_of_ten = random.below(11);
        std::vector<std::uint32_t> reasons(width);
        std::vector<float> cells(width), back(width, 99);
        for (std::size_t i = 0; i < width; ++i) {
            cells[i] = static_cast<float>(i);
            if (random.below(10) < excluded_of_ten) reasons[i] = random.below(2) ? out : 8u;
        }
        PackedRow row;
        row.pack(reasons.data(), width);
        row.spread(packed_of(row, cells).data(), model::excluded_cell, back.data());
        for (std::size_t i = 0; i < width; ++i) {
            if (reasons[i] == out)
                ASSERT_TRUE(std::isnan(back[i])) << "seed " << seed;
            else
                ASSERT_EQ(back[i], reasons[i] == 0 ? cells[i] : model::excluded_cell) << "seed " << seed;
        }
    }
}

}  // namespace
}  // namespace zonewright::suitability
